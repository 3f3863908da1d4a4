package server

import (
	"net/http"
	"net/url"
	"strconv"

	"recto/internal/server/page"
)

// pager leads through the pages of a long list.
type pager struct {
	Page, Pages    int
	Previous, Next string // addresses; empty at the ends
	from, to       int    // the items of this page
}

// paged reads the page that a request asks for out of a list of n items. The
// first page is there even if there are no items.
func paged(r *http.Request, n, perPage int) (pager, error) {
	page, err := pageNumber(r)
	if err != nil {
		return pager{}, err
	}
	pages := max(1, (n+perPage-1)/perPage)
	if page > pages {
		return pager{}, errNoPage
	}
	p := pagerFor(r.URL, page, pages)
	p.from, p.to = (page-1)*perPage, min(page*perPage, n)
	return p, nil
}

// pageNumber reads the parameter "page"; without it, it is 1.
func pageNumber(r *http.Request) (int, error) {
	text := r.URL.Query().Get("page")
	if text == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, page.BadRequest("There is no such page of results", "Pages are counted from 1. Go back to the first page and turn from there.")
	}
	return n, nil
}

func pagerFor(u *url.URL, page, pages int) pager {
	p := pager{Page: page, Pages: pages}
	if page > 1 {
		p.Previous = turned(u, page-1)
	}
	if page < pages {
		p.Next = turned(u, page+1)
	}
	return p
}

// turned is the same address at another page.
func turned(u *url.URL, page int) string {
	q := u.Query()
	q.Set("page", strconv.Itoa(page))
	if page == 1 {
		q.Del("page")
	}
	return (&url.URL{Path: u.Path, RawQuery: q.Encode()}).String()
}
