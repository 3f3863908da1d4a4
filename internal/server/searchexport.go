package server

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/publish"
	"recto/internal/search"
	"recto/internal/server/page"
)

// takenAway is a passage as it leaves the library.
type takenAway struct {
	Citation string `json:"citation"`
	Page     string `json:"page,omitempty"` // as printed
	Scan     int    `json:"scan,omitempty"`
	Section  string `json:"section,omitempty"`
	Kind     string `json:"kind"`
	Snippet  string `json:"snippet"`
	Why      string `json:"why"`
	URL      string `json:"url"`
	Edition  string `json:"edition"`
}

// searchExport gives all passages of a search in another form.
func (s *server) searchExport(w http.ResponseWriter, r *http.Request) error {
	req, err := parseSearch(r)
	if err != nil {
		return err
	}
	found, err := s.Searcher.Each(r.Context(), req)
	if err != nil {
		return searchError(err)
	}
	volumes, err := s.volumesByID(r)
	if err != nil {
		return err
	}
	switch chi.URLParam(r, "format") {
	case "csv":
		attachment(w, "text/csv; charset=utf-8", "passages.csv")
		return writeCSV(w, s.takeAway(found, volumes))
	case "json":
		attachment(w, "application/json", "passages.json")
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		return enc.Encode(s.takeAway(found, volumes))
	case "ris":
		attachment(w, "application/x-research-info-systems; charset=utf-8", "passages.ris")
		return s.writeRIS(w, found, volumes)
	}
	return errNoPage
}

func (s *server) volumesByID(r *http.Request) (map[string]corpus.Volume, error) {
	all, err := s.Library.Volumes(r.Context())
	out := map[string]corpus.Volume{}
	for _, v := range all {
		out[v.Volume.ID] = v.Volume
	}
	return out, err
}

func (s *server) takeAway(found []search.Found, volumes map[string]corpus.Volume) []takenAway {
	out := make([]takenAway, 0, len(found))
	for _, f := range found {
		out = append(out, takenAway{
			Citation: publish.Citation(s.cited(f.Part, volumes, f.Folio)), Page: f.Folio, Scan: f.Scan, Section: f.Section, Kind: string(f.Kind),
			Snippet: snippet(f.Fragment), Why: allReasons(f.Hit), URL: s.absolute(paperURL(f.Part.ID, "", f.Block)), Edition: f.Part.Edition,
		})
	}
	return out
}

// cited is a part as it is cited; one that is no paper goes by its title.
func (s *server) cited(p corpus.PartEntry, volumes map[string]corpus.Volume, folio string) publish.Cited {
	c := publish.Cited{Volume: volumes[p.Volume], Folios: folio, URL: s.absolute(paperURL(p.ID, "", ""))}
	if c.Paper.Title = partTitle(p); p.Paper != nil {
		c.Paper = *p.Paper
	}
	return c
}

func snippet(pieces []search.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}

func allReasons(h search.Hit) string {
	reasons := make([]string, len(h.Reasons))
	for i, w := range h.Reasons {
		reasons[i] = w.Text
	}
	return strings.Join(reasons, "; ")
}

func writeCSV(w io.Writer, rows []takenAway) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{"citation", "page", "scan", "section", "kind", "snippet", "why", "url", "edition"}) // Error tells
	for _, t := range rows {
		_ = out.Write([]string{t.Citation, t.Page, strconv.Itoa(t.Scan), t.Section, t.Kind, t.Snippet, t.Why, t.URL, t.Edition})
	}
	out.Flush()
	return out.Error()
}

// writeRIS gives a record for each paper, with a note for each passage.
func (s *server) writeRIS(w io.Writer, found []search.Found, volumes map[string]corpus.Volume) error {
	notes := map[string][]string{}
	var order []corpus.PartEntry
	for _, f := range found {
		if notes[f.Part.ID] == nil {
			order = append(order, f.Part)
		}
		notes[f.Part.ID] = append(notes[f.Part.ID], place(f.Folio, f.Scan)+": "+snippet(f.Fragment))
	}
	for _, p := range order {
		c := s.cited(p, volumes, "")
		c.Notes = notes[p.ID]
		if _, err := io.WriteString(w, publish.RIS(c)); err != nil {
			return err
		}
	}
	return nil
}

// searchError turns what a search refuses into a page that says what to do.
func searchError(err error) error {
	if errors.Is(err, search.ErrCostly) {
		return page.BadRequest("That search takes too long", "Very common words side by side, and wildcards after few letters, cost too much. Add a rarer word, or more letters before the *.")
	}
	return err
}

// suggest answers what is being typed in the search field, as JSON.
func (s *server) suggest(w http.ResponseWriter, r *http.Request) error {
	text := r.URL.Query().Get("q")
	found := []search.Suggestion{}
	if askable(text) {
		more, err := s.Searcher.Suggest(text)
		if err != nil {
			return err
		}
		found = append(found, more...)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "max-age=60")
	return json.NewEncoder(w).Encode(found)
}
