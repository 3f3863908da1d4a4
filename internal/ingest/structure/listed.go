package structure

import (
	"strings"

	"recto/internal/corpus"
	"recto/internal/language"
)

// listedAuthors are the names that stand under a title in a contents list.
func (v *volume) listedAuthors(title string, parts []corpus.Part) []corpus.Author {
	for _, p := range parts {
		if p.Kind != corpus.Contents {
			continue
		}
		rows := v.rows(p.Lines)
		if i := v.entryEnd(rows, language.Plain(title)); i > 0 {
			return v.namesFrom(rows, i)
		}
	}
	return nil
}

// entryEnd is the row after the entry of a contents list that shares most words
// with a title, or 0.
func (v *volume) entryEnd(rows []row, title string) int {
	best, at := 0.55, 0
	for i := range rows {
		text := ""
		for n := i; n < min(i+4, len(rows)) && v.judge.Score(rows[n].text) < 2; n++ {
			text = strings.TrimSpace(text + " " + rows[n].fold)
			if s := likeness(title, text); s > best {
				best, at = s, n+1
			}
		}
	}
	return at
}

// namesFrom reads rows of names up to the next entry.
func (v *volume) namesFrom(rows []row, from int) []corpus.Author {
	text := ""
	for i := from; i < min(from+6, len(rows)); i++ {
		r := rows[i]
		if v.judge.Score(r.text) == 0 && !(text != "" && len(r.words) < 3 && capital(r.text)) {
			break
		}
		text = strings.TrimSpace(text + " " + r.text)
		if i+1 < len(rows) && !strings.HasSuffix(r.text, ",") && v.judge.Score(rows[i+1].text) < 2 {
			break
		}
	}
	return v.authors(text)
}

// likeness is the share of words that two folded texts have in common (Dice).
func likeness(a, b string) float64 {
	x, y := strings.Fields(a), strings.Fields(b)
	have := map[string]int{}
	for _, w := range y {
		have[w]++
	}
	hit := 0
	for _, w := range x {
		if have[w] > 0 {
			have[w]--
			hit++
		}
	}
	return 2 * float64(hit) / float64(max(1, len(x)+len(y)))
}

// completed gives the authors that a paper names itself, with those that only
// a list names where the paper's own line has lost some: in the list's order.
func completed(own, listed []corpus.Author) []corpus.Author {
	if len(listed) <= len(own) {
		return own
	}
	used := make([]bool, len(own))
	var out []corpus.Author
	for _, l := range listed {
		best := l
		for i, o := range own {
			if !used[i] && samePerson(o, l) {
				best, used[i] = o, true
				break
			}
		}
		out = append(out, best)
	}
	for i, o := range own {
		if !used[i] && o.Given != "" {
			out = append(out, o)
		}
	}
	return out
}

// samePerson reports whether two names differ by no more than damage does.
func samePerson(a, b corpus.Author) bool {
	x, y := language.Plain(a.Name()), language.Plain(b.Name())
	return near(x, y, max(1, min(len(x), len(y))/5)) || near(language.Plain(a.Family), language.Plain(b.Family), 1) && len(a.Family) > 3
}
