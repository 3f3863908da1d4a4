package compare

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"recto/internal/corpus"
)

// parts tells what became of each part: its earlier form is the one that it has
// the most words in common with.
func (c *comparison) parts() []Part {
	oldOf := c.partners()
	changed := c.changedWords()
	order := inOrder(oldOf)
	var out []Part
	taken := map[int]bool{}
	for j, p := range c.after.Parts {
		q := Part{ID: p.ID, Title: title(p), Kind: p.Kind, Words: changed[j]}
		i := oldOf[j]
		if i < 0 {
			q.Status = New
			out = append(out, q)
			continue
		}
		taken[i] = true
		was := c.before.Parts[i]
		q.Fields = partFields(was, p)
		q.Moved = !order[j]
		q.Cut = was.ID != p.ID || !c.sameExtent(i, j)
		q.Status = Same
		if q.Words > 0 || q.Moved || q.Cut || len(q.Fields) > 0 {
			q.Status = Changed
		}
		out = append(out, q)
	}
	for i, p := range c.before.Parts {
		if !taken[i] {
			out = append(out, Part{ID: p.ID, Title: title(p), Kind: p.Kind, Status: Gone})
		}
	}
	return out
}

// partners is for each later part the earlier one that it comes from, each at
// most once: one that begins with the same word and shares others with it, else
// the larger share first; -1 for none.
func (c *comparison) partners() []int {
	type pair struct {
		old, now, words int
		same            bool // both begin with the same word
	}
	var pairs []pair
	for k, n := range c.pairs {
		pairs = append(pairs, pair{k[0], k[1], n, c.before.Parts[k[0]].ID == c.after.Parts[k[1]].ID})
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		if a.same != b.same {
			return map[bool]int{true: -1, false: 1}[a.same]
		}
		return cmp.Or(cmp.Compare(b.words, a.words), cmp.Compare(a.now, b.now), cmp.Compare(a.old, b.old))
	})
	oldOf, used := make([]int, len(c.after.Parts)), map[int]bool{}
	for j := range oldOf {
		oldOf[j] = -1
	}
	for _, p := range pairs {
		if oldOf[p.now] < 0 && !used[p.old] {
			oldOf[p.now], used[p.old] = p.old, true
		}
	}
	return oldOf
}

// sameExtent reports whether no word in common has changed over from an earlier
// part to another, or from another to a later one.
func (c *comparison) sameExtent(i, j int) bool {
	for k, n := range c.pairs {
		if n > 0 && (k[0] == i) != (k[1] == j) {
			return false
		}
	}
	return true
}

// changedWords counts, by later part, the words that differ there.
func (c *comparison) changedWords() []int {
	out := make([]int, len(c.after.Parts))
	for _, h := range c.hunks {
		if len(c.now) == 0 {
			break
		}
		for j := h.nowFrom; j < h.nowTo; j++ {
			out[c.now[j].part]++
		}
		if gone := (h.oldTo - h.oldFrom) - (h.nowTo - h.nowFrom); gone > 0 {
			out[c.now[min(h.nowFrom, len(c.now)-1)].part] += gone
		}
	}
	return out
}

// inOrder marks the parts of a longest run that stands in the same order in both:
// those that are not in it have moved.
func inOrder(oldOf []int) []bool {
	best, from := make([]int, len(oldOf)), make([]int, len(oldOf))
	last := -1
	for j, i := range oldOf {
		from[j] = -1
		if i < 0 {
			continue
		}
		best[j] = 1
		for k := range j {
			if oldOf[k] >= 0 && oldOf[k] < i && best[k]+1 > best[j] {
				best[j], from[j] = best[k]+1, k
			}
		}
		if last < 0 || best[j] > best[last] {
			last = j
		}
	}
	out := make([]bool, len(oldOf))
	for ; last >= 0; last = from[last] {
		out[last] = true
	}
	return out
}

func title(p corpus.Part) string {
	if p.Paper != nil && p.Paper.Title != "" {
		return p.Paper.Title
	}
	return p.Title
}

func partFields(a, b corpus.Part) []Field {
	var f fields
	f.add("kind", string(a.Kind), string(b.Kind))
	f.add("title", title(a), title(b))
	x, y := cmp.Or(a.Paper, &corpus.Paper{}), cmp.Or(b.Paper, &corpus.Paper{})
	f.add("subtitle", x.Subtitle, y.Subtitle)
	f.add("authors", names(x.Authors), names(y.Authors))
	f.add("keywords", strings.Join(x.Keywords, "; "), strings.Join(y.Keywords, "; "))
	f.add("first page", x.FirstFolio, y.FirstFolio)
	f.add("last page", x.LastFolio, y.LastFolio)
	return f
}

func volumeFields(a, b corpus.Volume) []Field {
	year := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	var f fields
	f.add("title", a.Title, b.Title)
	f.add("subtitle", a.Subtitle, b.Subtitle)
	f.add("editors", strings.Join(a.Editors, "; "), strings.Join(b.Editors, "; "))
	f.add("series", a.Series, b.Series)
	f.add("event", a.Event, b.Event)
	f.add("publisher", a.Publisher, b.Publisher)
	f.add("year", year(a.Year), year(b.Year))
	f.add("ISBN", a.ISBN, b.ISBN)
	f.add("ISSN", a.ISSN, b.ISSN)
	f.add("rights", a.Rights, b.Rights)
	return f
}

type fields []Field

func (f *fields) add(name, before, after string) {
	if before != after {
		*f = append(*f, Field{name, before, after})
	}
}

func names(authors []corpus.Author) string {
	var all []string
	for _, a := range authors {
		name := a.Name()
		if a.Affiliation != "" {
			name += " (" + a.Affiliation + ")"
		}
		all = append(all, name)
	}
	return strings.Join(all, "; ")
}
