package server

import (
	"context"
	"slices"

	"recto/internal/corpus"
)

// editionOf is as much of an edition as one part needs.
func editionOf(part corpus.PartText, volume corpus.VolumeEntry) *corpus.Edition {
	e := &corpus.Edition{ID: part.Entry.Edition, Volume: volume.Volume}
	addPart(e, part)
	return e
}

// editionWhole is an edition as far as it is read: with all parts and the pages
// that they stand on, which are without their lines.
func (s *server) editionWhole(ctx context.Context, volume corpus.VolumeEntry) (*corpus.Edition, error) {
	e := &corpus.Edition{ID: volume.Edition, Volume: volume.Volume, Report: volume.Report}
	for _, p := range volume.Parts {
		part, err := s.Library.Part(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		addPart(e, part)
	}
	scans, err := s.Library.Scans(ctx, volume.Volume.ID)
	e.Scans = scans
	return e, err
}

func addPart(e *corpus.Edition, part corpus.PartText) {
	e.Parts = append(e.Parts, part.Part)
	for _, p := range part.Pages {
		if !slices.ContainsFunc(e.Pages, func(known corpus.Page) bool { return known.ID == p.ID }) {
			e.Pages = append(e.Pages, corpus.Page{ID: p.ID, Scan: p.Scan, Side: p.Side, Region: p.Region, Folio: p.Folio})
		}
		if !slices.ContainsFunc(e.Scans, func(known corpus.Scan) bool { return known.Number == p.Scan }) {
			e.Scans = append(e.Scans, corpus.Scan{Number: p.Scan, Width: p.Width, Height: p.Height, Picture: p.Blob})
		}
	}
}

// withScans adds the scans of a part, and the printed pages between its first
// and its last that have no words.
func (s *server) withScans(ctx context.Context, e *corpus.Edition, part corpus.PartText) (*corpus.Edition, error) {
	if len(part.Pages) == 0 {
		return e, nil
	}
	scans, err := s.Library.Scans(ctx, part.Entry.Volume)
	if err != nil {
		return nil, err
	}
	e.Scans = scans
	first, last := part.Pages[0], part.Pages[len(part.Pages)-1]
	var pages []corpus.Page
	for _, picture := range scans {
		scan := picture.Number
		if scan < first.Scan || scan > last.Scan {
			continue
		}
		known := slices.DeleteFunc(slices.Clone(e.Pages), func(p corpus.Page) bool { return p.Scan != scan })
		if !complete(known, scan, first, last) {
			if known, err = s.Library.Page(ctx, part.Entry.Volume, scan); err != nil {
				return nil, err
			}
		}
		pages = append(pages, known...)
	}
	e.Pages = pages
	return e, nil
}

// complete reports whether no page of a scan can be missing: both of a spread
// are there, or the only one that is not lies before the part or after it.
func complete(pages []corpus.Page, scan int, first, last corpus.PageEntry) bool {
	switch len(pages) {
	case 0:
		return false
	case 1:
		side := pages[0].Side
		return side == corpus.Whole || side == corpus.Right && scan == first.Scan || side == corpus.Left && scan == last.Scan
	}
	return true
}
