package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"recto/internal/ingest/correct"
	"recto/internal/language"
	"recto/internal/language/texts"
)

// pairs are texts as recognised and as printed, under licences that allow what
// is learned from them to be shipped; one row in so many is taken.
var pairs = []struct {
	path   string
	oneOf  uint32
	cleans uint32 // one row in so many is also taken with the printed side as both
	long   bool   // rows are pages: pieces of them are taken too
}{
	{"postocr/acl-proceedings-dev.jsonl", 1, 1, false},
	{"postocr/old-books-a-f.jsonl", 1, 6, true},
}

// clean are texts that the command damages itself; the lines taken are those
// that the language model has not seen.
var clean = []texts.Source{texts.Textbooks, texts.Abstracts, texts.Articles, texts.Books}

func read(in string, without int) ([]correct.Example, error) {
	var examples []correct.Example
	for _, p := range pairs {
		f, err := os.Open(filepath.Join(in, p.path))
		if err != nil {
			return nil, err
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 16<<20)
		for lines.Scan() {
			var row struct{ ID, Ocr, Gold string }
			if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
				return nil, fmt.Errorf("read %s: %w", p.path, err)
			}
			if language.Half(row.ID) == without {
				continue
			}
			if n := language.Chance(row.ID); n%p.oneOf == 0 {
				pair := correct.Example{Seen: row.Ocr, Printed: row.Gold}
				examples = append(examples, pair)
				if p.long {
					examples = append(examples, snippets(pair)...)
				}
			}
			if n := language.Chance(row.ID + "clean"); n%p.cleans == 0 {
				examples = append(examples, correct.Example{Seen: row.Gold, Printed: row.Gold})
			}
		}
		f.Close()
	}
	for _, source := range clean {
		files, err := source.Files(texts.Folders{Data: in})
		if err != nil {
			return nil, err
		}
		examples = append(examples, simulate(files[0])...)
	}
	files, err := texts.OldPages.Files(texts.Folders{Data: in})
	if err != nil {
		return nil, err
	}
	return append(examples, simulateOld(files[0])...), nil
}

// maxSimulated is how many documents are made of one text.
const maxSimulated = 240

// lengths are how many lines the documents have, in turn.
var lengths = []int{1, 12, 2, 4}

// simulate damages the lines of a text that are held out of the language model.
func simulate(lines []string) (examples []correct.Example) {
	var document []string // some lines make a document, so that words come again
	for _, line := range lines {
		text := strings.Join(strings.Fields(line), " ")
		if !language.HeldOut(line) || len(text) < 60 || len(text) > 3000 || len(examples) >= maxSimulated {
			continue
		}
		if document = append(document, text); len(document) < lengths[len(examples)%len(lengths)] {
			continue
		}
		text = strings.Join(document, " ")
		document = nil
		examples = append(examples, correct.Example{Seen: damage(text, language.Chance(text)), Printed: text})
	}
	return examples
}

// Bounds of what is taken of old pages.
const (
	maxOldPages  = 50
	maxOldPage   = 1500 // bytes
	everyOldPage = 20   // of those held out
)

// customs are how old printers set signs behind words: with no blank, with one
// before the high signs, or with one before each.
var customs = []*strings.Replacer{
	strings.NewReplacer(), strings.NewReplacer(),
	strings.NewReplacer(";", " ;", ":", " :", "!", " !", "?", " ?"),
	strings.NewReplacer(";", " ;", ":", " :", "!", " !", "?", " ?", ",", " ,"),
}

// simulateOld damages some of the pages of the 18th century that are held out of
// the language model: their spelling is none of the recogniser's doing.
func simulateOld(pages []string) (examples []correct.Example) {
	for _, page := range pages {
		if !language.HeldOut(page) || len(page) < maxOldPage || language.Chance(page)/40%everyOldPage != 0 {
			continue
		}
		text := strings.ReplaceAll(page[:maxOldPage], "∣", "") // marks of words broken at line ends
		text = strings.Join(strings.Fields(text[:strings.LastIndexByte(text, ' ')]), " ")
		text = customs[len(examples)%len(customs)].Replace(text)
		examples = append(examples, correct.Example{Seen: damage(text, language.Chance(text)), Printed: text})
		if len(examples) == maxOldPages {
			break
		}
	}
	return examples
}
