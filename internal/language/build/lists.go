package main

import (
	"bufio"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"recto/internal/language"
)

//go:embed names.txt
var names string

// lists is what word lists say.
type lists struct {
	level  map[string]int           // SCOWL size of the smallest list with the word
	proper map[string]bool          // in lists of names or capitalised words alone
	counts map[string]float64       // counts of the frequency lists, as shares
	own    map[string]language.Case // our own names
}

func readLists(in, dict string) (*lists, error) {
	l := &lists{map[string]int{}, map[string]bool{}, map[string]float64{}, map[string]language.Case{}}
	for line := range strings.Lines(names) {
		name := strings.TrimSpace(line)
		if name == "" || strings.HasPrefix(name, "//") {
			continue
		}
		l.own[language.Fold(name)] = written(name)
	}
	if err := l.scowl(dict); err != nil {
		return nil, err
	}
	if err := l.frequencies(filepath.Join(in, "lexicon/frequency_dictionary_en_82_765.txt"), " ", .6); err != nil {
		return nil, err
	}
	return l, l.frequencies(filepath.Join(in, "lexicon/google-books-ngrams/ngrams/1grams_english.csv"), ",", .4)
}

// written is the case of a name.
func written(name string) language.Case {
	switch name {
	case language.Fold(name):
		return language.Lower
	case strings.ToUpper(name):
		return language.Upper
	}
	return language.Capital
}

var scowlName = regexp.MustCompile(`^(american|british|british_z|english|variant_1|canadian)-(words|upper|proper-names|contractions|abbreviations)\.(\d+)$`)

func (l *lists) scowl(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("word lists (install scowl): %w", err)
	}
	for _, e := range entries {
		f := scowlName.FindStringSubmatch(e.Name())
		if f == nil || f[2] == "abbreviations" {
			continue
		}
		level, _ := strconv.Atoi(f[3])
		if f[1] == "variant_1" {
			level = max(level, 70)
		}
		if err := l.scowlFile(filepath.Join(dir, e.Name()), level, f[2] == "upper" || f[2] == "proper-names"); err != nil {
			return err
		}
	}
	return nil
}

func (l *lists) scowlFile(name string, level int, proper bool) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		word := language.Fold(latin1(lines.Bytes()))
		if strings.HasSuffix(word, "'s") || strings.ContainsAny(word, ".-/0123456789") {
			continue
		}
		old, seen := l.level[word]
		if !seen || level < old {
			l.level[word] = level
		}
		l.proper[word] = proper && (!seen || l.proper[word])
	}
	return lines.Err()
}

func latin1(b []byte) string {
	runes := make([]rune, len(b))
	for i, c := range b {
		runes[i] = rune(c)
	}
	return string(runes)
}

// frequencies adds a list of words and counts, as shares of the whole times a weight.
func (l *lists) frequencies(name, sep string, weight float64) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	counts, total := map[string]float64{}, 0.
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		fields := strings.Split(strings.TrimPrefix(lines.Text(), "\ufeff"), sep)
		if len(fields) < 2 {
			continue
		}
		n, err := strconv.ParseFloat(fields[1], 64)
		if err != nil {
			continue
		}
		counts[language.Fold(fields[0])] += n
		total += n
	}
	for w, n := range counts {
		l.counts[w] += weight * n / total
	}
	return lines.Err()
}
