package server

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"recto/internal/corpus"
)

type conceptsPage struct {
	frame
	Letters []letter
	Total   int
}

// letter is one heading of an alphabetical index with its entries.
type letter struct {
	Letter  string
	Entries []indexEntry
}

type indexEntry struct {
	Label string
	URL   string
	N     int // mentions in the library
}

func (s *server) concepts(w http.ResponseWriter, r *http.Request) error {
	counts, err := s.Library.ConceptCounts(r.Context())
	if err != nil {
		return err
	}
	concepts := s.Glossary.Concepts()
	page := conceptsPage{
		frame:   frame{Title: "Concepts", Room: "concepts", Description: "The glossary: every concept with its definition and all its uses."},
		Letters: conceptIndex(concepts, counts, false),
		Total:   len(concepts),
	}
	return s.render(w, r, http.StatusOK, "concepts", &page)
}

// conceptIndex sets concepts under their first letters, in alphabetical order;
// if used is set, only those that the library mentions, unless it mentions none.
func conceptIndex(concepts []corpus.Concept, counts map[string]int, used bool) []letter {
	used = used && len(counts) > 0
	var index []letter
	for _, c := range byLabel(concepts) {
		n := counts[c.ID]
		if used && n == 0 {
			continue
		}
		first := sortLetter(c.Preferred)
		if len(index) == 0 || index[len(index)-1].Letter != first {
			index = append(index, letter{Letter: first})
		}
		last := &index[len(index)-1]
		last.Entries = append(last.Entries, indexEntry{Label: c.Preferred, URL: conceptURL(c.ID), N: n})
	}
	return index
}

func byLabel(concepts []corpus.Concept) []corpus.Concept {
	sorted := slices.Clone(concepts)
	slices.SortStableFunc(sorted, func(a, b corpus.Concept) int {
		return cmp.Or(cmp.Compare(corpus.Slug(a.Preferred), corpus.Slug(b.Preferred)), cmp.Compare(a.ID, b.ID))
	})
	return sorted
}

// sortLetter is the letter that a name stands under in an index.
func sortLetter(name string) string {
	if slug := corpus.Slug(name); slug != "" {
		return strings.ToUpper(slug[:1])
	}
	_, size := utf8.DecodeRuneInString(name)
	return strings.ToUpper(name[:size])
}

// mostUsed are the concepts with the most mentions, of those that are mentioned at all.
func mostUsed(concepts []corpus.Concept, counts map[string]int, n int) []corpus.Concept {
	used := slices.DeleteFunc(slices.Clone(concepts), func(c corpus.Concept) bool { return counts[c.ID] == 0 || c.Common })
	slices.SortStableFunc(used, func(a, b corpus.Concept) int {
		return cmp.Or(cmp.Compare(counts[b.ID], counts[a.ID]), cmp.Compare(a.ID, b.ID))
	})
	return used[:min(n, len(used))]
}
