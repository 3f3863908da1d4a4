package ingest

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"recto/internal/corpus"
	"recto/internal/ingest/structure"
	"recto/internal/language"
)

// edition puts together what the stages gave, each thing once: words with the
// pages, tokens with the parts.
func (p *Pipeline) edition(made corpus.Making, ev evidence, v corpus.Volume, pages []corpus.Page, parts []corpus.Part, people corpus.Decided, report corpus.Report) (*corpus.Edition, error) {
	report.Scans, report.Pages, report.Words, report.Tokens = len(ev.scans), len(pages), words(ev.scans), tokens(parts)
	if report.Tokens == 0 {
		return nil, fmt.Errorf("edition: nothing is left of %d words: %w", report.Words, corpus.ErrNoText)
	}
	made.Corrections, made.Taught = corpus.CorrectionsHash(people.Corrections), people.Taught.Hash()
	return &corpus.Edition{
		Volume:   v,
		Metadata: ev.metadata,
		Made:     made,
		Taught:   people.Taught,
		Scans:    withoutWords(ev.scans),
		Pages:    withoutTokens(pages),
		Parts:    withoutLines(parts),
		Report:   report,
	}, nil
}

// volume describes the volume, which is called by the name of its file if it
// does not say its title.
func volume(ev evidence, parts []corpus.Part, model *language.Model) corpus.Volume {
	v := structure.Describe(parts, ev.metadata, model)
	v.ID = ev.source.Short()
	v.Sources = []corpus.Source{ev.source}
	if v.Title == "" {
		v.Title = strings.TrimSuffix(ev.source.Name, path.Ext(ev.source.Name))
	}
	return v
}

func words(scans []corpus.Scan) int {
	n := 0
	for _, s := range scans {
		n += len(s.Words)
	}
	return n
}

func tokens(parts []corpus.Part) int {
	n := 0
	for _, part := range parts {
		for _, b := range part.Blocks {
			for _, t := range b.Tokens {
				if t.Gap == "" {
					n++
				}
			}
		}
	}
	return n
}

func withoutWords(scans []corpus.Scan) []corpus.Scan {
	scans = slices.Clone(scans)
	for i := range scans {
		scans[i].Words = nil
	}
	return scans
}

func withoutTokens(pages []corpus.Page) []corpus.Page {
	pages = slices.Clone(pages)
	for i := range pages {
		pages[i].Lines = slices.Clone(pages[i].Lines)
		for j := range pages[i].Lines {
			pages[i].Lines[j].Tokens = nil
		}
	}
	return pages
}

func withoutLines(parts []corpus.Part) []corpus.Part {
	parts = slices.Clone(parts)
	for i := range parts {
		parts[i].Lines = nil
	}
	return parts
}
