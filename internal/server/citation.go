package server

import (
	"io"
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/publish"
)

// citationFormats are the forms in which a paper's citation can be taken away.
var citationFormats = []struct{ ending, name, mediaType string }{
	{"bib", "BibTeX", "application/x-bibtex; charset=utf-8"},
	{"ris", "RIS", "application/x-research-info-systems; charset=utf-8"},
	{"json", "CSL-JSON", "application/vnd.citationstyles.csl+json"},
}

func downloads(part string) []link {
	var links []link
	for _, f := range citationFormats {
		links = append(links, link{f.name, "/papers/" + part + "/citation." + f.ending})
	}
	return links
}

func (s *server) citation(w http.ResponseWriter, r *http.Request) error {
	part, err := s.Library.Part(r.Context(), chi.URLParam(r, "paper"))
	if err != nil {
		return err
	}
	if part.Entry.Paper == nil {
		return errNoPage
	}
	volume, err := s.Library.Volume(r.Context(), part.Entry.Volume)
	if err != nil {
		return err
	}
	c := publish.Cited{Paper: *part.Entry.Paper, Volume: volume.Volume, URL: s.base.JoinPath("papers", part.Entry.ID).String()}
	for _, f := range citationFormats {
		if f.ending != chi.URLParam(r, "format") {
			continue
		}
		text, err := citationText(f.ending, c)
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", f.mediaType)
		w.Header().Set("Content-Disposition", `attachment; filename="`+fileName(part.Entry)+"."+f.ending+`"`)
		_, err = io.WriteString(w, text)
		return err
	}
	return errNoPage
}

func citationText(ending string, c publish.Cited) (string, error) {
	switch ending {
	case "bib":
		return publish.BibTeX(c), nil
	case "ris":
		return publish.RIS(c), nil
	}
	text, err := publish.CSL(c)
	return string(text), err
}

// fileName is safe on any disk: letters, digits and hyphens.
func fileName(p corpus.PartEntry) string {
	words := strings.Split(corpus.Slug(partTitle(p)), "-")
	return strings.Join(words[:min(len(words), 6)], "-")
}
