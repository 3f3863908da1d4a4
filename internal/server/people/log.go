package people

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// eventsAPage is how many events a page of the log lists.
const eventsAPage = 50

type logPage struct {
	page.Frame
	Events []corpus.Event
	People []personChoice
	What   string
	Object string
	Older  string // address of the page of older events, if there are any
	CSV    string
}

// personChoice is a person as the filter of the log offers them.
type personChoice struct {
	corpus.Person
	Chosen bool
}

func (p *Rooms) log(w http.ResponseWriter, r *http.Request) error {
	f, values, err := logFilter(r)
	if err != nil {
		return err
	}
	view := logPage{Frame: page.DeskFrame("Log"), What: f.What, Object: f.Object}
	f.Limit = eventsAPage + 1
	if view.Events, err = p.Store.Events(r.Context(), f); err != nil {
		return err
	}
	if view.People, err = p.choices(r, f.Person); err != nil {
		return err
	}
	view.CSV = "/admin/log.csv?" + values.Encode()
	if len(view.Events) > eventsAPage {
		view.Events = view.Events[:eventsAPage]
		values.Set("before", strconv.FormatInt(view.Events[eventsAPage-1].ID, 10))
		view.Older = "/admin/log?" + values.Encode()
	}
	return p.render(w, r, http.StatusOK, "log", &view)
}

func (p *Rooms) choices(r *http.Request, chosen int64) ([]personChoice, error) {
	all, err := p.Store.People(r.Context())
	if err != nil {
		return nil, err
	}
	var out []personChoice
	for _, who := range all {
		out = append(out, personChoice{who, who.ID == chosen})
	}
	return out, nil
}

// logCSV gives the whole log, as far as the filter lets it through.
func (p *Rooms) logCSV(w http.ResponseWriter, r *http.Request) error {
	f, _, err := logFilter(r)
	if err != nil {
		return err
	}
	events, err := p.Store.Events(r.Context(), f)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="log.csv"`)
	out := csv.NewWriter(w)
	rows := [][]string{{"id", "time", "person", "email", "what", "object", "detail"}}
	for _, e := range events {
		rows = append(rows, []string{
			strconv.FormatInt(e.ID, 10), e.At.UTC().Format(time.RFC3339), inert(e.Person.Name), inert(e.Person.Email),
			inert(e.What), inert(e.Object), inert(e.Detail),
		})
	}
	return out.WriteAll(rows)
}

// inert keeps a spreadsheet from reading a text as a formula.
func inert(s string) string {
	if s != "" && (s[0] == '=' || s[0] == '+' || s[0] == '-' || s[0] == '@' || s[0] == '\t' || s[0] == '\r') {
		return "'" + s
	}
	return s
}

// logFilter reads which events are asked for, and gives the same as values of
// an address.
func logFilter(r *http.Request) (corpus.EventFilter, url.Values, error) {
	q, values := r.URL.Query(), url.Values{}
	f := corpus.EventFilter{What: q.Get("what"), Object: q.Get("object")}
	for name, into := range map[string]*int64{"person": &f.Person, "before": &f.Before} {
		if q.Get(name) == "" {
			continue
		}
		n, err := strconv.ParseInt(q.Get(name), 10, 64)
		if err != nil || n < 0 {
			return f, nil, page.BadRequest("That part of the log cannot be found", "Choose again from the form above the log.")
		}
		*into = n
	}
	for _, name := range []string{"what", "object", "person"} {
		if v := q.Get(name); v != "" {
			values.Set(name, v)
		}
	}
	return f, values, nil
}
