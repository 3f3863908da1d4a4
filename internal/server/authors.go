package server

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
)

type authorsPage struct {
	frame
	Letters []letter
	Total   int
}

func (s *server) authors(w http.ResponseWriter, r *http.Request) error {
	authors, err := s.Library.Authors(r.Context())
	if err != nil {
		return err
	}
	page := authorsPage{
		frame: frame{Title: "Authors", Room: "authors", Description: "Everyone who wrote a paper in the library."},
		Total: len(authors),
	}
	for _, a := range authors {
		name, first := familyFirst(a)
		if n := len(page.Letters); n == 0 || page.Letters[n-1].Letter != first {
			page.Letters = append(page.Letters, letter{Letter: first})
		}
		last := &page.Letters[len(page.Letters)-1]
		last.Entries = append(last.Entries, indexEntry{Label: name, URL: "/authors/" + a.Slug, N: len(a.Papers)})
	}
	return s.render(w, r, http.StatusOK, "authors", &page)
}

// familyFirst turns a name as an index does, and gives the letter it stands under.
func familyFirst(a corpus.AuthorEntry) (name, first string) {
	family, given := a.Name, ""
	for _, p := range a.Papers {
		if p.Paper == nil {
			continue
		}
		for _, author := range p.Paper.Authors {
			if corpus.Slug(author.Name()) == a.Slug {
				family, given = author.Family, author.Given
			}
		}
	}
	if given == "" {
		return family, sortLetter(family)
	}
	return family + ", " + given, sortLetter(family)
}

type authorPage struct {
	frame
	Author      corpus.AuthorEntry
	Affiliation string
	Papers      []listedPaper
}

// listedPaper is a paper in a list that spans volumes.
type listedPaper struct {
	Title   string
	URL     string
	Authors []link
	Volume  link
	Year    int
	Folios  string
}

func listed(p corpus.PartEntry) listedPaper {
	return listedPaper{
		Title:   partTitle(p),
		URL:     paperURL(p.ID, "", ""),
		Authors: authorLinks(p.Paper),
		Volume:  link{p.VolumeTitle, volumeURL(p.Volume)},
		Year:    p.Year,
		Folios:  folios(p.Paper),
	}
}

func (s *server) author(w http.ResponseWriter, r *http.Request) error {
	author, err := s.Library.Author(r.Context(), chi.URLParam(r, "author"))
	if err != nil {
		return err
	}
	page := authorPage{frame: frame{Title: author.Name, Room: "authors", Description: "Papers by " + author.Name + "."}, Author: author}
	for _, p := range author.Papers {
		page.Papers = append(page.Papers, listed(p))
		if p.Paper == nil {
			continue
		}
		for _, a := range p.Paper.Authors {
			if corpus.Slug(a.Name()) == author.Slug && a.Affiliation != "" {
				page.Affiliation = a.Affiliation
			}
		}
	}
	return s.render(w, r, http.StatusOK, "author", &page)
}
