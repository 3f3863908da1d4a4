package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"recto/internal/corpus"
	"recto/internal/search"
	"recto/internal/server/page"
)

// maxQuery is how long a query may be, in characters.
const maxQuery = 400

type searchPage struct {
	frame
	Asked    bool
	Results  search.Results
	Groups   []foundPaper
	Passages []foundPassage // instead of Groups
	Views    []choice       // by paper, by passage
	Reasons  []choice       // for which a concept may be found
	Instead  string         // address of the query with its misspelt words mended
	Exports  []link
	Lines    string // the same query as a concordance
	Facets   []facet
	Sorts    []choice
	Concept  *corpus.Concept // the concept that the query names
	Link     string          // to that concept
	Filtered bool
	Clear    string // the same query without filters
	Pager    pager
	Tries    []link // what to try where nothing was found
	Missed   *missed
}

// missed says what damage to the text is likely to hide from the search.
type missed struct {
	N     int    // about so many passages
	Pages []link // where most of them are to be expected
}

// foundPaper is a paper with its passages.
type foundPaper struct {
	Paper    listedPaper
	Passages []passage
	More     int
	MoreURL  string
}

type passage struct {
	search.Hit
	URL   string // the passage in the paper
	Place string // its printed page
	Page  string // address of that page's scan; empty if none is known
	Why   string // why it was found, where that is not plain to see
}

type facet struct {
	Title string
	Links []choice
}

// choice is a value that a link turns on, or off where it is on.
type choice struct {
	Label string
	URL   string
	N     int
	On    bool
}

func (s *server) search(w http.ResponseWriter, r *http.Request) error {
	req, err := parseSearch(r)
	if err != nil {
		return err
	}
	page := searchPage{
		frame: frame{Title: "Search", Description: "Passages of the library, each with its printed page and its scan.", Room: "search", Query: req.Query, NoIndex: filtered(req) || req.Page > 1},
		Asked: req.Query != "" || filtered(req),
	}
	if page.Asked {
		if page.Results, err = s.Searcher.Search(r.Context(), req); err != nil {
			return searchError(err)
		}
		s.fillSearch(&page, r.URL, req)
	}
	return s.render(w, r, http.StatusOK, "search", &page)
}

func (s *server) fillSearch(page *searchPage, u *url.URL, req search.Request) {
	if req.Query != "" {
		page.Title = req.Query + " · Search"
	}
	for _, g := range page.Results.Groups {
		page.Groups = append(page.Groups, foundIn(g, req.Query))
	}
	for _, f := range page.Results.Hits {
		page.Passages = append(page.Passages, foundPassage{listed(f.Part), passageOf(f.Part.ID, f.Hit, req.Query)})
	}
	if page.Results.Instead != "" {
		page.Instead = searchURL(page.Results.Instead)
	}
	page.Views, page.Reasons = views(u, req), reasons(u, req, page.Results.Concept)
	for _, format := range []string{"csv", "json", "ris"} {
		page.Exports = append(page.Exports, link{strings.ToUpper(format), "/search." + format + "?" + u.RawQuery})
	}
	page.Exports = append(page.Exports, link{"feed of new papers", "/search.atom?" + u.RawQuery})
	page.Lines = "/concordance?" + without(u.Query(), "sort", "page", "as").Encode()
	for _, f := range page.Results.Facets {
		if c := facetOf(u, f); c.narrows() {
			page.Facets = append(page.Facets, c)
		}
	}
	page.Sorts = sorts(u, req.Sort, searchOrders)
	page.Missed = missedBy(page.Results.Missed)
	page.Filtered = filtered(req)
	page.Clear = searchURL(req.Query)
	page.Pager = pagerFor(u, max(1, page.Results.Page), page.Results.Pages)
	if c, ok := s.Glossary.Concept(page.Results.Concept); ok {
		page.Concept, page.Link = &c, conceptURL(c.ID)
	}
	if page.Results.Total == 0 {
		page.Tries = s.tries(req)
	}
}

// queryOf is the query that a page lights up; one that could not be asked is none.
func queryOf(r *http.Request) string {
	query := strings.TrimSpace(r.URL.Query().Get("q"))
	if !askable(query) {
		return ""
	}
	return query
}

func askable(query string) bool {
	return utf8.ValidString(query) && utf8.RuneCountInString(query) <= maxQuery
}

// parseSearch reads a search from an address.
func parseSearch(r *http.Request) (search.Request, error) {
	q := r.URL.Query()
	req := search.Request{
		Query:   strings.TrimSpace(q.Get("q")),
		Concept: q["concept"], Author: q["author"], Volume: q["volume"], Kind: q["kind"], Quality: q["quality"],
		Sort: q.Get("sort"), Passages: q.Get("as") == "passages",
	}
	if !askable(req.Query) {
		return req, page.BadRequest("That query is too long to answer", "At most "+strconv.Itoa(maxQuery)+" characters can be searched for at once. Keep the words that matter.")
	}
	for _, reason := range q["without"] {
		req.Without = append(req.Without, corpus.Reason(reason))
	}
	for _, text := range q["year"] {
		year, err := strconv.Atoi(text)
		if err != nil {
			return req, page.BadRequest("That is not a year", "The filter “year” takes a year as a number. Go back and choose one beside the results.")
		}
		req.Year = append(req.Year, year)
	}
	var err error
	req.Page, err = pageNumber(r)
	return req, err
}

func filtered(r search.Request) bool {
	return len(r.Concept)+len(r.Author)+len(r.Volume)+len(r.Year)+len(r.Kind)+len(r.Quality)+len(r.Without) > 0
}

func foundIn(g search.Group, query string) foundPaper {
	found := foundPaper{Paper: listed(g.Part), More: g.More, MoreURL: paperURL(g.Part.ID, query, "")}
	found.Paper.URL = found.MoreURL
	for _, h := range g.Hits {
		found.Passages = append(found.Passages, passageOf(g.Part.ID, h, query))
	}
	return found
}

func passageOf(part string, h search.Hit, query string) passage {
	p := passage{Hit: h, URL: paperURL(part, query, h.Block), Place: place(h.Folio, h.Scan), Why: why(h)}
	if h.Scan > 0 {
		p.Page = pageURL(part, pageKey(h.Folio, h.Scan, h.Side), query)
	}
	return p
}

// foundPassage is a passage with the paper that it stands in.
type foundPassage struct {
	Paper listedPaper
	passage
}

// missedBy is nil where there is nothing to say.
func missedBy(m search.Missed) *missed {
	if m.Passages == 0 {
		return nil
	}
	out := missed{N: m.Passages}
	for _, p := range m.Pages {
		text := place(p.Folio, p.Scan) + " of “" + p.Part.Title + "”"
		out.Pages = append(out.Pages, link{text, pageURL(p.Part.ID, pageKey(p.Folio, p.Scan, p.Side), "")})
	}
	return &out
}

// views are the two ways of showing results.
func views(u *url.URL, r search.Request) []choice {
	q := without(u.Query(), "page", "as")
	byPaper := "/search?" + q.Encode()
	q.Set("as", "passages")
	return []choice{{Label: "By paper", URL: byPaper, On: !r.Passages}, {Label: "Passage by passage", URL: "/search?" + q.Encode(), On: r.Passages}}
}

// reasons switch the ways in which a concept is found on and off.
func reasons(u *url.URL, r search.Request, label string) []choice {
	if label == "" && len(r.Concept) == 0 && !strings.Contains(r.Query, "concept:") {
		return nil
	}
	var out []choice
	for _, reason := range search.Reasons {
		off := slices.Contains(r.Without, reason)
		out = append(out, choice{Label: search.ReasonWords[reason], On: !off, URL: toggled(u, "without", string(reason), off)})
	}
	return out
}

func without(q url.Values, names ...string) url.Values {
	for _, name := range names {
		q.Del(name)
	}
	return q
}

// why keeps quiet where the lit words speak for themselves.
func why(h search.Hit) string {
	var reasons []string
	own := slices.ContainsFunc(h.Reasons, func(w search.Why) bool { return w.Words })
	for _, w := range h.Reasons {
		if !w.Words && !(own && w.Concept != "") {
			reasons = append(reasons, w.Text)
		}
	}
	return strings.Join(reasons, "; ")
}

var facetTitles = map[string]string{"concept": "Concepts", "author": "Authors", "year": "Years", "volume": "Volumes", "kind": "Kinds of passage", "quality": "State of the text"}

func facetOf(u *url.URL, f search.Facet) facet {
	out := facet{Title: facetTitles[f.Name]}
	chosen := u.Query()[f.Name]
	for _, v := range f.Values {
		on := slices.Contains(chosen, v.Value)
		out.Links = append(out.Links, choice{Label: v.Label, N: v.N, On: on, URL: toggled(u, f.Name, v.Value, on)})
	}
	return out
}

// narrows reports whether a facet has anything to choose.
func (f facet) narrows() bool {
	return len(f.Links) > 1 || slices.ContainsFunc(f.Links, func(c choice) bool { return c.On })
}

// toggled is the address with a value of a filter added, or taken away if it
// is on; it starts at the first page.
func toggled(u *url.URL, name, value string, on bool) string {
	q := u.Query()
	q.Del("page")
	if on {
		q[name] = slices.DeleteFunc(slices.Clone(q[name]), func(v string) bool { return v == value })
	} else {
		q.Add(name, value)
	}
	return "/search?" + q.Encode()
}

// order is a way of sorting; the usual one has no value.
type order struct{ value, label string }

// searchOrders are the ways of sorting the results of a search.
var searchOrders = []order{{"", "Best first"}, {search.SortYear, "Newest"}, {search.SortPosition, "As printed"}}

// sorts are the links to the first page of a list in each of its orders.
func sorts(u *url.URL, current string, orders []order) []choice {
	choices := make([]choice, len(orders))
	for i, o := range orders {
		q := without(u.Query(), "page", "sort")
		if o.value != "" {
			q.Set("sort", o.value)
		}
		choices[i] = choice{Label: o.label, URL: u.Path + "?" + q.Encode(), On: current == o.value}
	}
	return choices
}

func searchURL(query string) string { return "/search?" + url.Values{"q": {query}}.Encode() }

// tries are searches close to one that found nothing.
func (s *server) tries(req search.Request) []link {
	var links []link
	if filtered(req) {
		links = append(links, link{"the same words without filters", searchURL(req.Query)})
	}
	words := strings.Fields(strings.NewReplacer(`"`, " ", "(", " ", ")", " ").Replace(req.Query))
	words = slices.DeleteFunc(words, func(w string) bool { return w == "AND" || w == "OR" || w == "NOT" })
	if len(words) > 1 {
		links = append(links, link{"any of the words instead of all", searchURL(strings.Join(words, " OR "))})
	}
	if strings.Contains(req.Query, `"`) && len(words) > 1 {
		links = append(links, link{"the words without quotation marks", searchURL(strings.Join(words, " "))})
	}
	return links
}
