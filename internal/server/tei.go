package server

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/publish"
)

// teiType is what TEI is served as (RFC 6129).
const teiType = "application/tei+xml"

func teiURL(part string) string { return "/papers/" + part + "/text.xml" }

// tei gives the text of a part to take away, as TEI.
func (s *server) tei(w http.ResponseWriter, r *http.Request) error {
	part, err := s.Library.Part(r.Context(), chi.URLParam(r, "paper"))
	if err != nil {
		return err
	}
	volume, err := s.Library.Volume(r.Context(), part.Entry.Volume)
	if err != nil {
		return err
	}
	text, err := publish.TEIPart(editionOf(part, volume), part.Part.ID)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", teiType+"; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="`+fileName(part.Entry)+`.xml"`)
	_, err = w.Write(text)
	return err
}

// editionOf is as much of an edition as one part needs.
func editionOf(part corpus.PartText, volume corpus.VolumeEntry) *corpus.Edition {
	e := &corpus.Edition{ID: part.Entry.Edition, Volume: volume.Volume, Parts: []corpus.Part{part.Part}}
	for _, p := range part.Pages {
		e.Pages = append(e.Pages, corpus.Page{ID: p.ID, Scan: p.Scan, Side: p.Side, Region: p.Region, Folio: p.Folio})
		e.Scans = append(e.Scans, corpus.Scan{Number: p.Scan, Width: p.Width, Height: p.Height})
	}
	return e
}
