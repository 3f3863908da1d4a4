package recognize

import "slices"

// Words nearby on a line show how far its ascenders and descenders reach, as
// far as that is likely for a word itself.
const (
	lineReach   = 5    // words before and after
	tallestRise = 0.65 // of the word's own height
)

// fullHeight gives each word the height of its line about there, as the text
// layer of a typeset page has it, instead of that of its letters alone. Boxes of
// words in a line are then alike, with or without ascenders.
func fullHeight(readings []Reading) []Reading {
	out := slices.Clone(readings)
	for i, r := range readings {
		rise := int(tallestRise * float64(r.Box.Dy()))
		for _, o := range readings[max(0, i-lineReach):min(len(readings), i+lineReach+1)] {
			if o.Line != r.Line {
				continue
			}
			out[i].Box.Min.Y = min(out[i].Box.Min.Y, max(o.Box.Min.Y, r.Box.Min.Y-rise))
			out[i].Box.Max.Y = max(out[i].Box.Max.Y, min(o.Box.Max.Y, r.Box.Max.Y+rise))
		}
	}
	return out
}
