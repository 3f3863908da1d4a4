package server

import (
	"context"
	"slices"

	"recto/internal/corpus"
)

// rawPage is a printed page line by line, as the scan was read.
type rawPage struct {
	Folio string
	Scan  int
	URL   string
	Lines []string
}

// rawPages gives the pages of a part as they were read, forme work included.
func (s *server) rawPages(ctx context.Context, part corpus.PartText) ([]rawPage, error) {
	var all []rawPage
	last := 0
	for _, entry := range part.Pages {
		if entry.Scan == last {
			continue
		}
		last = entry.Scan
		pages, err := s.Library.Page(ctx, part.Entry.Volume, entry.Scan)
		if err != nil {
			return nil, err
		}
		for _, p := range pages {
			at := slices.IndexFunc(part.Pages, func(e corpus.PageEntry) bool { return e.ID == p.ID })
			if at < 0 {
				continue // the other half of the spread is another part's
			}
			all = append(all, rawOf(p, pageURL(part.Entry.ID, keyOf(part.Pages[at], part.Pages), "")))
		}
	}
	return all, nil
}

func rawOf(p corpus.Page, url string) rawPage {
	raw := rawPage{Folio: p.Folio, Scan: p.Scan, URL: url}
	for _, line := range p.Lines {
		raw.Lines = append(raw.Lines, line.Raw())
	}
	return raw
}
