package page

import (
	"fmt"

	"recto/internal/corpus"
)

// Reading says in words what a correction decides about words or lines.
func Reading(c corpus.Correction) string {
	switch c.Kind {
	case corpus.Reread:
		if c.Text == "" {
			return fmt.Sprintf("“%s” is dirt", c.At.Raw)
		}
		return fmt.Sprintf("“%s” reads “%s”", c.At.Raw, c.Text)
	case corpus.Supply:
		return fmt.Sprintf("“%s” stands after “%s”", c.Text, c.At.Raw)
	case corpus.Follow:
		return fmt.Sprintf("the line “%s” follows “… %s”", c.At.Raw, c.At.Before)
	case corpus.PartLine:
		return fmt.Sprintf("the line at “%s” follows none that is known", c.At.Raw)
	case corpus.Stand:
		return fmt.Sprintf("the line “%s” stands on the %s page", c.At.Raw, c.Name)
	}
	return fmt.Sprintf("the line is cut at “%s”", c.At.Raw)
}
