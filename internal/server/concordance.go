package server

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"recto/internal/corpus"
	"recto/internal/search"
)

type concordancePage struct {
	frame
	Found  search.Concordance
	Lines  []contextLine
	Sorts  []choice
	Counts []countedBy
	Search string // the same query as a search
	CSV    string
	Pager  pager
}

// contextLine is an occurrence between its contexts.
type contextLine struct {
	search.Line
	URL    string // the passage in its paper
	Place  string
	Clings bool // what comes after the key is punctuation, without a space between
}

// countedBy is occurrences counted by one property, as a short list.
type countedBy struct {
	Title string
	Rows  []countRow
}

type countRow struct {
	Label    string
	URL      string
	Passages string // the passages counted, as a search; may be empty
	N        int
	Share    int // of the largest, in per cent, to be drawn as a bar
}

func (s *server) concordance(w http.ResponseWriter, r *http.Request) error {
	req, err := parseSearch(r)
	if err != nil {
		return err
	}
	page := concordancePage{frame: frame{Title: "Concordance", Description: "Every occurrence of a word, a phrase or a concept, between the words around it.", Room: "search", Query: req.Query, NoIndex: true}}
	if req.Query == "" {
		return s.render(w, r, http.StatusOK, "concordance", &page)
	}
	page.Title = req.Query + " · Concordance"
	if page.Found, err = s.Searcher.Concordance(r.Context(), req); err != nil {
		return searchError(err)
	}
	for _, l := range page.Found.Lines {
		page.Lines = append(page.Lines, contextLine{l, paperURL(l.Part.ID, req.Query, l.Block), place(l.Folio, l.Scan), l.Right != strings.TrimLeft(l.Right, closers(l.Right))})
	}
	page.Sorts = sorts(r.URL, req.Sort, lineOrders)
	page.Counts = countsBy(page.Found, r.URL)
	page.Search, page.CSV = "/search?"+r.URL.Query().Encode(), "/concordance.csv?"+r.URL.Query().Encode()
	page.Pager = pagerFor(r.URL, max(1, page.Found.Page), page.Found.Pages)
	return s.render(w, r, http.StatusOK, "concordance", &page)
}

// lineOrders are the ways of sorting a concordance.
var lineOrders = []order{
	{"", "As printed"}, {search.SortLeft, "By the word before"}, {search.SortRight, "By the word after"}, {search.SortYear, "Newest"},
}

// countRows is how many rows a list of counts shows.
const countRows = 12

func countsBy(c search.Concordance, u *url.URL) []countedBy {
	narrowed := func(name string) func(search.Count) countRow {
		return func(v search.Count) countRow {
			q := u.Query()
			q.Del("page")
			q.Set(name, v.Value)
			return countRow{URL: "/concordance?" + q.Encode(), Passages: "/search?" + q.Encode()}
		}
	}
	inPaper := func(v search.Count) countRow {
		asked := u.Query().Get("q")
		return countRow{URL: paperURL(v.Value, asked, ""), Passages: searchURL("(" + asked + `) title:"` + strings.ReplaceAll(v.Label, `"`, "") + `"`)}
	}
	nowhere := func(search.Count) countRow { return countRow{} }
	return []countedBy{
		counts("By year", c.ByYear, narrowed("year")), counts("By paper", c.ByPaper, inPaper), counts("By author", c.ByAuthor, narrowed("author")),
		counts("The word before", c.Before, nowhere), counts("The word after", c.After, nowhere),
	}
}

// counts are the first of some values, with the addresses that row gives.
func counts(title string, values []search.Count, row func(search.Count) countRow) countedBy {
	out := countedBy{Title: title}
	most := 1
	for _, v := range values {
		most = max(most, v.N)
	}
	for _, v := range values[:min(countRows, len(values))] {
		r := row(v)
		r.Label, r.N, r.Share = v.Label, v.N, 100*v.N/most
		out.Rows = append(out.Rows, r)
	}
	return out
}

// concordanceCSV gives all lines, a row each.
func (s *server) concordanceCSV(w http.ResponseWriter, r *http.Request) error {
	req, err := parseSearch(r)
	if err != nil {
		return err
	}
	req.Page, req.PerPage = 1, search.MaxExport
	found, err := s.Searcher.Concordance(r.Context(), req)
	if err != nil {
		return searchError(err)
	}
	attachment(w, "text/csv; charset=utf-8", "concordance.csv")
	out := csv.NewWriter(w)
	_ = out.Write([]string{"left", "key", "right", "paper", "authors", "year", "volume", "section", "page", "scan", "address"}) // Error tells
	for _, l := range found.Lines {
		_ = out.Write([]string{
			l.Left, l.Key, l.Right, partTitle(l.Part), authorList(l.Part.Paper), yearText(l.Part.Year), l.Part.VolumeTitle, l.Section,
			l.Folio, strconv.Itoa(l.Scan), s.absolute(paperURL(l.Part.ID, "", l.Block)),
		})
	}
	out.Flush()
	return out.Error()
}

func attachment(w http.ResponseWriter, mediaType, name string) {
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
}

// absolute is an address of the site with its host.
func (s *server) absolute(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return s.base.String()
	}
	return s.base.ResolveReference(u).String()
}

func yearText(year int) string {
	if year == 0 {
		return ""
	}
	return strconv.Itoa(year)
}

// authorList names the authors of a paper with semicolons between.
func authorList(p *corpus.Paper) string {
	if p == nil {
		return ""
	}
	text := ""
	for i, a := range p.Authors {
		if i > 0 {
			text += "; "
		}
		text += a.Name()
	}
	return text
}
