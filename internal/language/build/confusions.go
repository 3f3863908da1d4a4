package main

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"recto/internal/language"
)

//go:embed glyphs.txt
var glyphs string

// pairsFiles are texts as recognised and as printed, under licences that allow
// a model to be learned and shipped.
var pairsFiles = []string{"postocr/acl-proceedings-dev.jsonl", "postocr/old-books-a-f.jsonl"}

// handLn is ln P of a confusion on our own list.
const handLn = -6.2

type blocks struct {
	seen    map[[2]string]int // by printed, seen
	printed map[string]int    // groups of letters, as printed
	letters int
}

// learn counts confusions in the pairs and adds our own.
func learn(in string, without int) ([]language.Confusion, error) {
	b := &blocks{map[[2]string]int{}, map[string]int{}, 0}
	for _, name := range pairsFiles {
		if err := b.read(filepath.Join(in, name), without); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	found := map[[2]string]float64{}
	for key, n := range b.seen {
		if n < 2 {
			continue
		}
		of := b.printed[key[0]]
		if key[0] == "" {
			of = b.letters
		}
		found[key] = math.Log((float64(n) - .6) / float64(of+50))
	}
	for line := range strings.Lines(glyphs) {
		f := strings.Fields(line)
		if len(f) < 2 || strings.HasPrefix(line, "//") {
			continue
		}
		for _, seen := range f[1:] {
			key := [2]string{f[0], seen}
			found[key] = max(handLn, sum(found[key]))
		}
	}
	var list []language.Confusion
	for key, ln := range found {
		list = append(list, language.Confusion{Printed: key[0], Seen: key[1], Ln: ln})
	}
	return list, nil
}

// sum is a confusion's ln P, or that of one never seen.
func sum(ln float64) float64 {
	if ln == 0 {
		return -99
	}
	return ln
}

func (b *blocks) read(name string, without int) error {
	r, err := os.Open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var row struct{ ID, Ocr, Gold string }
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return err
		}
		if language.Half(row.ID) != without {
			b.add(strings.Join(strings.Fields(row.Ocr), " "), strings.Join(strings.Fields(row.Gold), " "))
		}
	}
	return lines.Err()
}

// add counts the differences between one text as recognised and as printed.
func (b *blocks) add(seen, printed string) {
	folded := []rune(strings.Map(unicode.ToLower, printed))
	for i := range folded {
		for n := 1; n <= language.MaxPrinted && i+n <= len(folded); n++ {
			b.printed[string(folded[i:i+n])]++
		}
	}
	b.letters += len(folded)
	language.Differences(seen, printed, b.block)
}

func (b *blocks) block(seen, printed []rune) {
	if len(seen) > language.MaxSeen || len(printed) > language.MaxPrinted {
		return
	}
	if slices.ContainsFunc(seen, unicode.IsSpace) || slices.ContainsFunc(printed, func(r rune) bool { return !unicode.IsLetter(r) }) {
		return
	}
	if len(printed) == 0 && slices.ContainsFunc(seen, unicode.IsLetter) && len(seen) > 1 {
		return
	}
	b.seen[[2]string{string(printed), string(seen)}]++
}
