package main

import (
	"recto/internal/language"
	"recto/internal/language/texts"
)

// text is a source of running words. Words of an old text count less, and never
// make a word good English by themselves.
type text struct {
	source texts.Source
	weight float64
	old    bool
}

var sources = []text{
	{texts.Textbooks, 1, false},
	{texts.Abstracts, 1, false},
	{texts.Articles, 1, false},
	{texts.Books, 1, false},
	{texts.OldPages, .25, true},
	{texts.Addresses, 1, false},
	{texts.Novel, 1, false},
}

// read counts the words of a text, but for the lines that are held out.
func (t text) read(from texts.Folders, c *counts) error {
	files, err := t.source.Files(from)
	if err != nil {
		return err
	}
	for _, lines := range files {
		for _, line := range lines {
			if !language.HeldOut(line) {
				c.add(line, t)
			}
		}
	}
	return nil
}
