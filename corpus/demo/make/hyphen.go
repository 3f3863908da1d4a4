package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"unicode"
)

// patterns are hyphenation patterns after Liang (1983), keyed by their letters.
type patterns map[string][]byte

// loadPatterns reads a UTF-8 pattern file of libhyphen.
func loadPatterns(path string) (patterns, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read hyphenation patterns (Debian package hyphen-en-gb): %w", err)
	}
	defer f.Close()
	p := patterns{}
	for sc := bufio.NewScanner(f); sc.Scan(); {
		line := strings.TrimSpace(sc.Text())
		if line == "" || line[0] == '%' || line[0] == '#' || strings.ContainsAny(line, " /ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
			continue
		}
		p.add(line)
	}
	return p, nil
}

func (p patterns) add(line string) {
	letters, levels := "", []byte{0}
	for _, r := range line {
		if unicode.IsDigit(r) {
			levels[len(levels)-1] = byte(r - '0')
			continue
		}
		letters += string(r)
		levels = append(levels, 0)
	}
	p[letters] = levels
}

// breaks gives the offsets in runes at which a word of lower-case letters may
// be parted, never within its first two or last three letters.
func (p patterns) breaks(word string) []int {
	letters := []rune("." + word + ".")
	levels := make([]byte, len(letters)+1)
	for i := range letters {
		for j := i + 1; j <= min(i+10, len(letters)); j++ {
			for k, level := range p[string(letters[i:j])] {
				levels[i+k] = max(levels[i+k], level)
			}
		}
	}
	var at []int
	for i := 3; i <= len(letters)-4; i++ {
		if levels[i]%2 == 1 {
			at = append(at, i-1)
		}
	}
	return at
}
