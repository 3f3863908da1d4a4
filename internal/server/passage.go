package server

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/publish"
)

// citedPassage tells a script how to cite what a reader has selected, or where it
// stands in a part that is no paper. The
// parameters from and to name the first and the last word: by the word's id, or
// as the n-th shown word of a block, from 0, as "BLOCK.n".
func (s *server) citedPassage(w http.ResponseWriter, r *http.Request) error {
	part, err := s.Library.Part(r.Context(), chi.URLParam(r, "paper"))
	if err != nil {
		return err
	}
	volume, err := s.Library.Volume(r.Context(), part.Entry.Volume)
	if err != nil {
		return err
	}
	from, ok := shownWord(part.Part, r.URL.Query().Get("from"))
	to, ok2 := shownWord(part.Part, r.URL.Query().Get("to"))
	if !ok || !ok2 || to.before(from) {
		return errNoPage
	}
	w.Header().Set("Content-Type", "application/json")
	if part.Entry.Paper == nil {
		return json.NewEncoder(w).Encode(s.uncited(part, stretch{from, to}))
	}
	c := publish.Cited{Paper: *part.Entry.Paper, Volume: volume.Volume, URL: s.base.JoinPath("papers", part.Entry.ID).String()}
	return json.NewEncoder(w).Encode(s.passageOf(part, c, stretch{from, to}))
}

// shownWord finds the token that a name means.
func shownWord(part corpus.Part, name string) (tokenPlace, bool) {
	block, count, ok := strings.Cut(name, ".")
	if !ok {
		b, t, ok := wordAt(part, name)
		return tokenPlace{b, t}, ok
	}
	n, err := strconv.Atoi(count)
	for i, b := range part.Blocks {
		if b.ID != block || err != nil || n < 0 {
			continue
		}
		if b.Kind != corpus.Heading {
			n += labelEnd(b)
		}
		return tokenPlace{i, n}, n < len(b.Tokens)
	}
	return tokenPlace{}, false
}

// since says what became of the passage that an address names, where that is
// not what it was; otherwise it is empty.
func (p permalink) since(part corpus.PartText) string {
	if p.From == "" {
		return ""
	}
	now := corpus.ShortID(part.Entry.Edition)
	then := "another edition"
	if p.Edition != "" && p.Edition != now {
		then = "edition " + p.Edition
	}
	switch _, f := p.find(part.Part); f {
	case changed:
		return "The text has changed since this link was made from " + then + ". The passage that is lit up stands in its place in edition " + now + "."
	case moved:
		return "The text has changed since this link was made from " + then + ". What is lit up begins as the passage did: “" + p.Quote + " …”."
	case gone:
		if p.Quote == "" {
			return "The passage that this link names is not in edition " + now + "."
		}
		return "The passage that this link names is not in edition " + now + ". It was taken from " + then + " and began “" + p.Quote + " …”."
	}
	return ""
}
