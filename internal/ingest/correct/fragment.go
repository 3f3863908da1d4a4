package correct

import (
	"unicode"
	"unicode/utf8"

	"recto/internal/language"
)

// fragment.go knows pieces of words: where what goes on after a line is not
// known, the first half of a word broken at its end stands alone, and its second
// half at the beginning of another. They are no words, and misread as none.

// fragments takes the halves of broken words for good as they stand.
func (e *engine) fragments() {
	var heads []int
	for i := range e.units {
		u := &e.units[i]
		if u.kind == wordKind && u.cut && u.eol && hyphen(u.sep) && u.grade != language.Good && e.begins(u.fold) {
			heads = append(heads, i)
			u.grade = language.Good
		}
	}
	near := 0 // the first head that is near enough
	for i := 1; i < len(e.units); i++ {
		u := &e.units[i]
		if first, _ := utf8.DecodeRuneInString(u.core); !u.bol || !e.units[i-1].cut || u.kind != wordKind || u.grade == language.Good || u.lead != "" || !unicode.IsLower(first) {
			continue
		}
		for near < len(heads) && heads[near] < i-spread {
			near++
		}
		for k := near; k < len(heads) && heads[k] < i+spread; k++ {
			if e.m.Grades(e.units[heads[k]].fold+u.fold) == language.Good {
				u.grade = language.Good
				break
			}
		}
	}
}

// spread is about how many words two facing pages have.
const spread = 800

// begins reports that a word of the lexicon begins with some letters.
func (e *engine) begins(fold string) bool {
	n := language.Root
	for _, r := range fold {
		label, ok := e.m.Index(r)
		if !ok {
			return false
		}
		if n, ok = e.m.Child(n, label); !ok {
			return false
		}
	}
	return len(fold) > 1
}
