package corpus

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lesson is what a correction of one word says of every word that was scanned the
// same: without the punctuation that clings to it, Seen was printed Printed.
type Lesson struct {
	Seen, Printed string
}

// Lesson is what a correction teaches, if it teaches anything: it rereads one
// word that has letters.
func (c Correction) Lesson() (Lesson, bool) {
	if c.Kind != Reread || strings.ContainsFunc(c.At.Raw, unicode.IsSpace) {
		return Lesson{}, false
	}
	_, seen, _ := Bare(c.At.Raw)
	_, printed, _ := Bare(c.Text)
	return Lesson{seen, printed}, strings.ContainsFunc(seen, unicode.IsLetter) && printed != "" && seen != printed
}

// Taught is what the corrections of a library's other volumes teach about the next one.
type Taught struct {
	Volumes int      `json:"volumes,omitempty"` // that teach anything
	Lessons []Repeat `json:"lessons,omitempty"` // each once, by Seen, then by Printed
}

// Repeat is a lesson that was taught more than once.
type Repeat struct {
	Seen    string `json:"seen"`
	Printed string `json:"printed"`
	Times   int    `json:"times"`
}

// Gather puts together what the corrections of volumes teach, given volume by
// volume. The order of the volumes is of no account.
func Gather(volumes iter.Seq[[]Correction]) Taught {
	var t Taught
	times := map[Lesson]int{}
	for corrections := range volumes {
		teaches := 0
		for _, c := range corrections {
			if l, ok := c.Lesson(); ok {
				times[l]++
				teaches = 1
			}
		}
		t.Volumes += teaches
	}
	for l, n := range times {
		t.Lessons = append(t.Lessons, Repeat{l.Seen, l.Printed, n})
	}
	slices.SortFunc(t.Lessons, func(a, b Repeat) int {
		return cmp.Or(strings.Compare(a.Seen, b.Seen), strings.Compare(a.Printed, b.Printed))
	})
	return t
}

// Hash is the hash of what is taught for [Making]: the SHA-256 of its JSON, empty
// for nothing.
func (t Taught) Hash() string {
	if len(t.Lessons) == 0 {
		return ""
	}
	return hashOf(t)
}

// Bare parts a word from the punctuation around it.
func Bare(s string) (before, word, after string) {
	inner := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	from, to := strings.IndexFunc(s, inner), strings.LastIndexFunc(s, inner)
	if from < 0 {
		return s, "", ""
	}
	_, last := utf8.DecodeRuneInString(s[to:])
	return s[:from], s[from : to+last], s[to+last:]
}
