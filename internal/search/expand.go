package search

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	index "github.com/blevesearch/bleve_index_api"

	"recto/internal/search/match"
)

const (
	maxWords   = 512 // that one wildcard stands for
	maxSimilar = 64  // words that are like another
)

// forms lists the words of the index that an element stands for, those in most
// passages first.
func (c *compiler) forms(e match.Element) []string {
	var found []counted
	var most int
	switch {
	case e.Pattern != "":
		letters, _, _ := strings.Cut(strings.ReplaceAll(e.Pattern, "?", "*"), "*")
		all, err := c.view.terms(fieldForm, letters)
		c.fail(err)
		found = slices.DeleteFunc(all, func(t counted) bool { return !e.Matches(match.Word{Form: t.text}) })
		most = maxWords
	case e.Like != "":
		all, err := c.view.similar(e.Like, e.Edits)
		c.fail(err)
		found, most = all, maxSimilar
	}
	slices.SortStableFunc(found, func(a, b counted) int { return cmp.Compare(b.n, a.n) })
	if len(found) > most {
		c.say(fmt.Sprintf("%d words are like %s; the %d commonest were searched.", len(found), cmp.Or(e.Pattern, e.Like), most))
		found = found[:most]
	}
	out := make([]string, len(found))
	for i, t := range found {
		out[i] = t.text
	}
	return out
}

// similar lists the words that differ from one in few letters, but not in the
// first.
func (v *view) similar(form string, edits int) ([]counted, error) {
	fuzzy, ok := v.reader.(index.IndexReaderFuzzy)
	if !ok || form == "" {
		return nil, nil
	}
	first := string([]rune(form)[:1])
	dict, err := fuzzy.FieldDictFuzzy(fieldForm, form, edits, first)
	if err != nil {
		return nil, err
	}
	return readDict(dict)
}

// terms lists the terms that an element stands for: the stems of its forms.
func (c *compiler) terms(e match.Element) []string {
	if e.Term != "" {
		return []string{e.Term}
	}
	var out []string
	for _, form := range c.forms(e) {
		if t := c.words.Term(form); !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}
