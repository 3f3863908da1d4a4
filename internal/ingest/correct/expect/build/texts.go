package main

import (
	"recto/internal/ingest/correct/expect"
	"recto/internal/language"
	"recto/internal/language/texts"
)

// sources are the texts, those of the language model. Old pages tell less: their
// spelling and their printers' letters are odd.
var sources = []struct {
	texts.Source
	weight float64
}{
	{texts.Textbooks, 1},
	{texts.Abstracts, 1},
	{texts.Articles, 1},
	{texts.Books, 1},
	{texts.Addresses, 1},
	{texts.Novel, 1},
	{texts.OldPages, .3},
}

// readTexts reads all but the lines that are held out.
func readTexts(from texts.Folders) (all []expect.Text, err error) {
	for _, s := range sources {
		files, err := s.Files(from)
		if err != nil {
			return nil, err
		}
		for _, lines := range files {
			all = append(all, expect.Text{Paragraphs: texts.Paragraphs(lines, language.HeldOut), Weight: s.weight})
		}
	}
	return all, nil
}
