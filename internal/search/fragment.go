package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// fragmentBytes is about how much text a hit shows.
const fragmentBytes = 280

// fragment cuts the stretch of text with most lit bytes, on word boundaries,
// and parts it into lit and plain pieces. An ellipsis stands where it was cut.
func fragment(text string, lit []reach) []Piece {
	lit = merge(text, lit)
	from, to := window(text, lit)
	var out []Piece
	plain := func(s string) {
		if s != "" {
			out = append(out, Piece{Text: s})
		}
	}
	at := from
	if from > 0 {
		plain("… ")
	}
	for _, r := range lit {
		if r.From < from || r.To > to {
			continue
		}
		plain(text[at:r.From])
		out = append(out, Piece{Text: text[r.From:r.To], Hit: true})
		at = r.To
	}
	plain(text[at:to])
	if to < len(text) {
		plain(" …")
	}
	return out
}

// merge sorts runs, drops those outside the text, and joins those that touch
// or are parted by a space alone.
func merge(text string, lit []reach) []reach {
	slices.SortFunc(lit, func(a, b reach) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	var out []reach
	for _, r := range lit {
		if r.From < 0 || r.To > len(text) || r.From >= r.To || !utf8.RuneStart(text[r.From]) {
			continue
		}
		if n := len(out); n > 0 && (r.From <= out[n-1].To || strings.TrimSpace(text[out[n-1].To:r.From]) == "") {
			out[n-1].To = max(out[n-1].To, r.To)
			continue
		}
		out = append(out, r)
	}
	return out
}

// window chooses where the fragment begins and ends.
func window(text string, lit []reach) (from, to int) {
	if len(text) <= fragmentBytes {
		return 0, len(text)
	}
	best, bestLit := 0, -1
	for _, r := range lit {
		n := 0
		for _, s := range lit {
			if s.From >= r.From && s.To <= r.From+fragmentBytes*2/3 {
				n += s.To - s.From
			}
		}
		if n > bestLit {
			best, bestLit = r.From, n
		}
	}
	from = wordStart(text, max(0, best-fragmentBytes/4))
	to = wordEnd(text, min(len(text), from+fragmentBytes))
	for _, r := range lit { // never cut through a lit run
		if r.From < to && r.To > to {
			to = r.To
		}
		if r.From < from && r.To > from {
			from = r.From
		}
	}
	return from, to
}

func wordStart(text string, i int) int {
	if i == 0 {
		return 0
	}
	if n := strings.IndexByte(text[i:], ' '); n >= 0 {
		return i + n + 1
	}
	return strings.LastIndexByte(text[:i], ' ') + 1
}

func wordEnd(text string, i int) int {
	if i >= len(text) {
		return len(text)
	}
	if n := strings.LastIndexByte(text[:i], ' '); n > 0 {
		return n
	}
	for i < len(text) && !utf8.RuneStart(text[i]) {
		i++
	}
	return i
}
