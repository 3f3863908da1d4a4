package server

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
)

// namedPart gives the part that an address names. Where an edition begins its
// parts elsewhere than one before, an address of the earlier one leads on to the
// part that now holds the place: then it is false, and the answer is written.
func (s *server) namedPart(w http.ResponseWriter, r *http.Request) (corpus.PartText, bool, error) {
	id := chi.URLParam(r, "paper")
	part, err := s.Library.Part(r.Context(), id)
	if err == nil || !errors.Is(err, corpus.ErrNotFound) {
		return part, true, err
	}
	volumes, other := s.Library.Volumes(r.Context())
	if other != nil {
		return part, true, other
	}
	now, ok := partHolding(volumes, id)
	if !ok {
		return part, true, err
	}
	to := *r.URL
	to.Path = strings.Replace(to.Path, "/papers/"+id, "/papers/"+now, 1)
	if q := to.Query(); to.Path == "/papers/"+now && q.Get("at") == "" {
		q.Set("at", id)
		to.RawQuery, to.Fragment = q.Encode(), hereID
	}
	http.Redirect(w, r, to.String(), http.StatusFound)
	return part, false, nil
}

// partHolding is the part of a published volume in which a word stands: the last
// that begins at or before it.
func partHolding(volumes []corpus.VolumeEntry, word string) (string, bool) {
	source, scan, n, ok := wordPlace(word)
	if !ok {
		return "", false
	}
	found := ""
	for _, v := range volumes {
		for _, p := range v.Parts {
			from, s, m, ok := wordPlace(p.ID)
			if ok && from == source && (s < scan || s == scan && m <= n) {
				found = p.ID
			}
		}
	}
	return found, found != "" && found != word
}

// wordPlace takes a word's id apart: its source, its scan and its number there.
func wordPlace(id string) (source string, scan, n int, ok bool) {
	parts := strings.Split(id, "-")
	if len(parts) != 3 {
		return "", 0, 0, false
	}
	scan, err := strconv.Atoi(parts[1])
	n, err2 := strconv.Atoi(parts[2])
	return parts[0], scan, n, err == nil && err2 == nil
}
