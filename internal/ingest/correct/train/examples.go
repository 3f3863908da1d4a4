package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"recto/internal/ingest/correct"
	"recto/internal/language"
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
var clean = []string{"text/openstax-ccby.txt.gz", "text/dh-abstracts-2015-2016.txt.gz", "text/plos-articles.txt.gz", "text/norvig-big.txt.gz"}

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
	for _, name := range clean {
		more, err := simulate(filepath.Join(in, name))
		if err != nil {
			return nil, err
		}
		examples = append(examples, more...)
	}
	old, err := simulateOld(filepath.Join(in, oldPages))
	return append(examples, old...), err
}

// maxSimulated is how many documents are made of one text.
const maxSimulated = 240

// lengths are how many lines the documents have, in turn.
var lengths = []int{1, 12, 2, 4}

// simulate damages the lines of a text that are held out of the language model.
func simulate(name string) ([]correct.Example, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	var examples []correct.Example
	var document []string // some lines make a document, so that words come again
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		text := strings.Join(strings.Fields(lines.Text()), " ")
		if !language.HeldOut(lines.Text()) || len(text) < 60 || len(text) > 3000 || len(examples) >= maxSimulated {
			continue
		}
		if document = append(document, text); len(document) < lengths[len(examples)%len(lengths)] {
			continue
		}
		text = strings.Join(document, " ")
		document = nil
		examples = append(examples, correct.Example{Seen: damage(text, language.Chance(text)), Printed: text})
	}
	return examples, lines.Err()
}

// oldPages are pages of the 18th century, whose spelling is none of the
// recogniser's doing.
const oldPages = "search/pages-52k.jsonl.zst"

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

// simulateOld damages some of the old pages that are held out of the language model.
func simulateOld(name string) ([]correct.Example, error) {
	unpacked, err := exec.Command("zstd", "-dc", name).Output()
	if err != nil {
		return nil, fmt.Errorf("unpack %s: %w", name, err)
	}
	var examples []correct.Example
	for line := range bytes.Lines(unpacked) {
		var row struct{ Text string }
		if err := json.Unmarshal(line, &row); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		if !language.HeldOut(row.Text) || len(row.Text) < maxOldPage || language.Chance(row.Text)/40%everyOldPage != 0 {
			continue
		}
		text := strings.ReplaceAll(row.Text[:maxOldPage], "∣", "") // marks of words broken at line ends
		text = strings.Join(strings.Fields(text[:strings.LastIndexByte(text, ' ')]), " ")
		text = customs[len(examples)%len(customs)].Replace(text)
		examples = append(examples, correct.Example{Seen: damage(text, language.Chance(text)), Printed: text})
		if len(examples) == maxOldPages {
			break
		}
	}
	return examples, nil
}
