package server

import (
	"fmt"
	"html/template"
	"net/http"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/glossary"
)

// usesPerPage is how many mentions a concept's page shows at once.
const usesPerPage = 100

type conceptPage struct {
	frame
	Concept      corpus.Concept
	Body         template.HTML
	Also         []string
	Relations    []relation
	Attestations []use
	Uses         []usesOfPaper
	Sum          *conceptUse // on the first page, where there are mentions
	Total        int
	InPapers     int // mentions
	Elsewhere    int // mentions outside the papers, as in contents lists
	Papers       int // that mention it
	SearchURL    string
	Pager        pager
}

// relation is one kind of relation with the concepts it leads to.
type relation struct {
	Name  string
	Links []link
}

// use is a mention in its context.
type use struct {
	Before, Surface, After string
	Lead, Trail            string // punctuation that clings to the mention
	URL                    string
	Folio                  string
	Scan                   int
	Section                string
	Reason                 string // empty where the label stands as it is in the glossary
	Paper                  listedPaper
}

type usesOfPaper struct {
	Paper     listedPaper
	Elsewhere bool // the first that is no paper
	Uses      []use
}

func (s *server) concept(w http.ResponseWriter, r *http.Request) error {
	concept, ok := s.Glossary.Concept(chi.URLParam(r, "concept"))
	if !ok {
		return errNoPage
	}
	found, err := s.Library.Occurrences(r.Context(), concept.ID)
	if err != nil {
		return err
	}
	body, err := glossary.Render(concept, conceptURL)
	if err != nil {
		return fmt.Errorf("render concept %s: %w", concept.ID, err)
	}
	found, inPapers := papersFirst(found)
	pager, err := paged(r, len(found), usesPerPage)
	if err != nil {
		return err
	}
	page := conceptPage{
		frame:     frame{Title: concept.Preferred, Room: "concepts", Description: concept.Definition},
		Concept:   concept,
		Body:      body,
		Also:      append(append([]string{}, concept.Alternative...), concept.Acronyms...),
		Relations: s.relations(concept),
		Total:     len(found),
		InPapers:  inPapers,
		Elsewhere: len(found) - inPapers,
		Papers:    countParts(found[:inPapers]),
		SearchURL: searchURL("concept:" + concept.ID),
		Pager:     pager,
	}
	if pager.Page == 1 {
		page.Attestations = attestations(found)
		if len(found) > 0 {
			sum := s.usesOf(found, s.Searcher.Together())
			sum.Papers = paperRows(found[:inPapers], len(found)-inPapers, turned(r.URL, inPapers/usesPerPage+1)+"#elsewhere")
			page.Sum = &sum
		}
	}
	page.Uses = byPaper(found[pager.from:pager.to], inPapers-pager.from)
	return s.render(w, r, http.StatusOK, "concept", &page)
}

// relations are a concept's neighbours, without those that have none of a kind.
func (s *server) relations(c corpus.Concept) []relation {
	var all []relation
	for _, kind := range []struct {
		name string
		ids  []string
	}{{"Broader", c.Broader}, {"Narrower", c.Narrower}, {"Related", c.Related}} {
		rel := relation{Name: kind.name}
		for _, id := range kind.ids {
			if other, ok := s.Glossary.Concept(id); ok {
				rel.Links = append(rel.Links, link{other.Preferred, conceptURL(id)})
			}
		}
		if len(rel.Links) > 0 {
			all = append(all, rel)
		}
	}
	return all
}

// papersFirst puts what papers say before what contents lists and title pages
// say. The first n are from papers.
func papersFirst(found []corpus.Occurrence) (sorted []corpus.Occurrence, n int) {
	var elsewhere []corpus.Occurrence
	for _, o := range found {
		if o.Part.Paper != nil {
			sorted = append(sorted, o)
		} else {
			elsewhere = append(elsewhere, o)
		}
	}
	return append(sorted, elsewhere...), len(sorted)
}

func attestations(found []corpus.Occurrence) []use {
	var uses []use
	for _, o := range found {
		if o.Mention.Attestation {
			uses = append(uses, useOf(o))
		}
	}
	return uses
}

// byPaper sets mentions under their papers, in the order they come in. The
// first inPapers are from papers.
func byPaper(found []corpus.Occurrence, inPapers int) []usesOfPaper {
	var groups []usesOfPaper
	last := ""
	for i, o := range found {
		if len(groups) == 0 || o.Part.ID != last {
			groups = append(groups, usesOfPaper{Paper: listed(o.Part), Elsewhere: i == inPapers})
			last = o.Part.ID
		}
		group := &groups[len(groups)-1]
		group.Uses = append(group.Uses, useOf(o))
	}
	return groups
}

func countParts(found []corpus.Occurrence) int {
	parts := map[string]bool{}
	for _, o := range found {
		parts[o.Part.ID] = true
	}
	return len(parts)
}

func useOf(o corpus.Occurrence) use {
	before, inner, after := trimmed([]piece{{Text: o.Surface}})
	return use{
		Before: o.Before, Lead: before, Surface: textOf(inner), Trail: after, After: o.After,
		URL:   paperURL(o.Part.ID, "concept:"+o.Mention.Concept, o.Block),
		Folio: o.Folio, Scan: o.Scan, Section: o.Section,
		Reason: reasonWords[o.Mention.Reason],
		Paper:  listed(o.Part),
	}
}

// reasonWords say why a passage counts as a mention, where a reader may wonder.
var reasonWords = map[corpus.Reason]string{
	corpus.Alternate: "another name",
	corpus.Variant:   "read through scanning damage",
	corpus.Acronym:   "abbreviated",
}
