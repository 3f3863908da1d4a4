package corpus

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// CorrectionsHash is the hash of corrections for [Making]: the SHA-256 of their
// JSON, empty for none.
func CorrectionsHash(all []Correction) string {
	if len(all) == 0 {
		return ""
	}
	return hashOf(all)
}

// hashOf is the SHA-256 of the JSON of what an edition was made with.
func hashOf(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return "unwritable" // a box that is nowhere, which Check refuses
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Contested is that somebody changed the same place, or the same correction,
// since a person looked at it. Nothing was changed; both have to be seen.
type Contested struct {
	Mine   Correction
	Theirs CorrectionEntry
}

func (c *Contested) Error() string {
	return fmt.Sprintf("correction of %s: correction %d of the same place came first", cmp.Or(c.Mine.At.First, c.Mine.Name), c.Theirs.ID)
}

// Competes reports whether two corrections decide the same thing.
func (c Correction) Competes(o Correction) bool {
	switch {
	case c.Kind == SetField || o.Kind == SetField:
		return c.Kind == o.Kind && c.Name == o.Name && c.At.First == o.At.First
	case c.Kind.about() != o.Kind.about():
		return false
	case c.Kind.about() == aboutWords && c.Kind != o.Kind:
		return false // what is missing after a word leaves the word as it is
	case c.Kind.about() == aboutWords:
		return c.At.Overlaps(o.At)
	}
	return c.At.First == o.At.First || c.Kind == Follow && o.Kind == Follow && c.At.End() == o.At.End() // a line has one that follows it
}

// What a kind of correction is about.
const (
	aboutWords = iota + 1
	aboutLines
	aboutSides
	aboutParts
	aboutFields
)

func (k Correcting) about() int {
	switch k {
	case Reread, Supply:
		return aboutWords
	case Follow, PartLine, CutLine:
		return aboutLines
	case Stand:
		return aboutSides
	case BeginPart, JoinPart:
		return aboutParts
	case SetField:
		return aboutFields
	}
	return 0
}

// The most characters that a correction's text and note may have.
const (
	MostText = 4000
	MostNote = 1000
)

// VolumeFields are the names of a volume's fields that [SetField] sets. Editors
// are written one a line.
func VolumeFields() []string {
	return []string{"title", "subtitle", "editors", "series", "event", "publisher", "year", "isbn", "issn", "rights"}
}

// PaperFields are the names of a paper's fields that [SetField] sets. Authors
// are written one a line as "Family, Given; Affiliation", keywords one a line.
func PaperFields() []string {
	return []string{"title", "subtitle", "authors", "keywords", "first-folio", "last-folio"}
}

// PartKinds are all kinds of part, in the order of a volume.
func PartKinds() []PartKind {
	return []PartKind{FrontMatter, Contents, Introduction, PaperPart, BackMatter}
}

// Check says what is wrong with a correction of a volume, in words for the
// person who made it; nil if nothing is.
func (c Correction) Check(volume string) error {
	within := func(id string) bool { return strings.HasPrefix(id, volume+"-") && len(id) < 64 }
	switch {
	case c.Kind.about() == 0:
		return errors.New("there is no such kind of correction")
	case utf8.RuneCountInString(c.Text) > MostText, utf8.RuneCountInString(c.Note) > MostNote, len(c.At.Raw) > 8*MostText:
		return errors.New("the correction is too long: correct less at once")
	case len(c.At.Before)+len(c.At.After) > 8*MostNote:
		return errors.New("the words around the place are too long")
	case !utf8.ValidString(c.Text + c.Note + c.At.Raw + c.At.Before + c.At.After):
		return errors.New("the text is no UTF-8")
	case c.Kind == SetField && c.At.First == "" && !slices.Contains(VolumeFields(), c.Name),
		c.Kind == SetField && c.At.First != "" && !slices.Contains(PaperFields(), c.Name):
		return errors.New("there is no field of that name")
	case c.Kind == SetField && c.At.First == "":
		return nil
	case !within(c.At.First), !within(c.At.End()):
		return errors.New("the words are of another volume")
	case c.Kind == Supply && strings.TrimSpace(c.Text) == "":
		return errors.New("no words to supply were given")
	case c.Kind == Follow && c.At.End() == c.At.First:
		return errors.New("a line cannot follow itself")
	case c.Kind == Stand && c.Name != string(Left) && c.Name != string(Right):
		return errors.New("a line stands on the left or on the right page")
	case c.Kind == BeginPart && !slices.Contains(PartKinds(), c.Part):
		return errors.New("there is no such kind of part")
	}
	return nil
}
