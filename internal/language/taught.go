package language

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// Misread is a word as it was recognised, and as a person says that it was printed.
type Misread struct {
	Seen, Printed string
}

// held is how many letters' worth of evidence the model's own estimate of a
// confusion counts for against what people taught: about as many as a page has
// of one letter.
const held = 100

// Taught is the model of a source in which people read words again, each so many
// times: what the recogniser took for something else once, it is likelier to
// have taken so again. The estimate of each confusion that the words show is the
// mean of a Dirichlet distribution whose prior is the model's own, and in which
// a word counts for as much as the weight says. Without lessons it is the model
// itself. Its hash is that of the model.
func (m *Model) Taught(lessons map[Misread]int, weight float64) *Model {
	times := map[[2]string]int{}
	for l, n := range lessons {
		l.each(func(seen, printed string) { times[[2]string{seen, printed}] += n })
	}
	if len(times) == 0 {
		return m
	}
	taught := *m
	taught.confusions = m.confusions.with(times, weight)
	return &taught
}

// each calls f with every piece of the word that was taken for another. A word of
// which less than a third was read is a rewriting, or damaged past all likeness:
// which of its pieces stands for which is chance, and it tells of none.
func (l Misread) each(f func(seen, printed string)) {
	seen, printed := []rune(l.Seen), []rune(strings.Map(unicode.ToLower, l.Printed))
	if len(seen) == 0 || len(printed) == 0 {
		return
	}
	at := Align(seen, printed)
	same := func(i int) bool {
		return at[i+1] == at[i]+1 && unicode.ToLower(seen[i]) == printed[at[i]]
	}
	read := 0
	for i := range seen {
		if same(i) {
			read++
		}
	}
	if 3*read < max(len(seen), len(printed)) {
		return
	}
	for i := 0; i < len(seen); i++ {
		end := i
		for end < len(seen) && !same(end) {
			end++
		}
		if end > i && end-i <= MaxSeen && at[end]-at[i] <= MaxPrinted && !slices.ContainsFunc(printed[at[i]:at[end]], notLetter) {
			f(string(seen[i:end]), string(printed[at[i]:at[end]]))
		}
		i = end
	}
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// with are the confusions with those that were taught so many times, by what was
// seen and what was printed, each time with a weight.
func (c *Confusions) with(times map[[2]string]int, weight float64) *Confusions {
	all := &Confusions{bySeen: make(map[string][]Confusion, len(c.bySeen)), widest: c.widest}
	for seen, list := range c.bySeen {
		all.bySeen[seen] = list
	}
	for key, n := range times {
		seen, printed := key[0], key[1]
		list := slices.Clone(all.bySeen[seen])
		i := slices.IndexFunc(list, func(o Confusion) bool { return o.Printed == printed })
		if i < 0 {
			i, list = len(list), append(list, Confusion{Printed: printed, Seen: seen, Ln: math.Inf(-1)})
		}
		evidence := weight * float64(n)
		list[i].Ln = math.Log((held*math.Exp(list[i].Ln) + evidence) / (held + evidence))
		slices.SortStableFunc(list, likelier)
		all.bySeen[seen], all.widest = list, max(all.widest, len(seen))
	}
	return all
}
