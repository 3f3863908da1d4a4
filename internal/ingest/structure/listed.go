package structure

import (
	"slices"

	"recto/internal/corpus"
	"recto/internal/language"
)

// reconciled puts together the authors that the head of a paper names and those
// that a list of the volume names with its title: in the list's order, each in
// the better reading. Names that only one of the two has stay, but for those
// that the head seems to have after all those of the list: they are institutions
// that look like names.
func (v *volume) reconciled(own, listed []corpus.Author) []corpus.Author {
	if len(listed) == 0 || len(own) == 0 {
		return append(own, listed...)
	}
	used := make([]int, len(own))
	for i := range used {
		used[i] = -1
	}
	last := -1
	for k, l := range listed {
		if at := v.samest(own, used, l); at >= 0 {
			used[at], last = k, max(last, at)
		}
	}
	if last < 0 {
		return own // the list speaks of something else
	}
	var out []corpus.Author
	next := 0
	for i, o := range own {
		switch {
		case used[i] >= 0:
			for ; next < used[i]; next++ {
				out = appendMissing(out, listed[next], used, next)
			}
			out = append(out, v.better(o, listed[used[i]]))
			next = max(next, used[i]+1)
		case i < last || o.Affiliation != "" || slices.Index(used, len(listed)-1) < 0:
			out = append(out, o)
		}
	}
	for ; next < len(listed); next++ {
		out = appendMissing(out, listed[next], used, next)
	}
	return out
}

// appendMissing adds a name that only the list has.
func appendMissing(out []corpus.Author, l corpus.Author, used []int, k int) []corpus.Author {
	if slices.Contains(used, k) {
		return out
	}
	return append(out, l)
}

// samest is the unused name that is most surely the same person as l, or -1.
func (v *volume) samest(own []corpus.Author, used []int, l corpus.Author) int {
	best, least := -1, 1<<30
	for i, o := range own {
		if used[i] >= 0 || !samePerson(o, l) {
			continue
		}
		if d := distance([]rune(language.Plain(o.Name())), []rune(language.Plain(l.Name()))); d < least {
			best, least = i, d
		}
	}
	return best
}

// better is the likelier of two readings of one name, word for word: the one
// that the volume has more often, else that of the head.
func (v *volume) better(own, listed corpus.Author) corpus.Author {
	if v.support(listed.Family) > v.support(own.Family)+1 {
		own.Family = listed.Family
	}
	if len(own.Given) < len(listed.Given)-1 || v.support(listed.Given) > v.support(own.Given)+1 {
		own.Given = listed.Given
	}
	return own
}

// support is how often the volume has a name inside its text.
func (v *volume) support(name string) int {
	n := 0
	for _, k := range v.inner[language.Plain(name)] {
		n += k
	}
	return n
}

// samePerson reports whether two names differ by no more than damage does.
func samePerson(a, b corpus.Author) bool {
	x, y := language.Plain(a.Name()), language.Plain(b.Name())
	return near(x, y, max(1, min(len(x), len(y))/4)) || near(language.Plain(a.Family), language.Plain(b.Family), 1) && len(a.Family) > 3
}
