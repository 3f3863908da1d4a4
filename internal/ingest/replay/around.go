package replay

import (
	"math"
	"strings"

	"recto/internal/corpus"
)

// A place found by what stands there is taken if it fits this well, of 1, and
// clearly better than any other.
const (
	fits    = .75
	clearly = .1
)

// byText finds the words of a place by what they and those around them read,
// among all runs of words of its scan that have about as many letters.
func (f *finder) byText(p corpus.Place) []spot {
	all := f.scans[p.Scan]
	letters := len([]rune(squash(p.Raw)))
	if letters == 0 {
		return nil
	}
	number := numberOf(p.First)
	var best, second candidate
	for i := range all {
		n := 0
		for j := i; j < len(all) && j-i < longestRun && all[j].line-all[i].line <= 1; j++ {
			n += len([]rune(all[j].word.Raw))
			if n > letters+letters/3+1 {
				break
			}
			if n < letters-letters/3-1 {
				continue
			}
			c := candidate{from: i, to: j + 1, fit: f.fit(p, i, j+1), far: math.Abs(float64(numberOf(all[i].word.ID) - number))}
			switch {
			case c.better(best):
				if !c.within(best) {
					second = best
				}
				best = c
			case c.better(second) && !c.within(best):
				second = c
			}
		}
	}
	if best.fit < fits || best.fit-second.fit < clearly && !best.nearer(second) {
		return nil
	}
	return all[best.from:best.to]
}

// candidate is a run of words that may be a place.
type candidate struct {
	from, to int
	fit      float64
	far      float64 // from the number of the word that it was
}

func (c candidate) better(o candidate) bool {
	return c.fit > o.fit || c.fit == o.fit && c.to > 0 && o.to > 0 && c.far < o.far
}

// within reports whether two candidates are about the same words.
func (c candidate) within(o candidate) bool { return c.from < o.to && o.from < c.to }

// nearer reports whether a candidate stands so much nearer to where the place
// was than another that its twin is no rival.
func (c candidate) nearer(o candidate) bool { return c.far <= 40 && o.far > 3*c.far+3 }

// fit is how well the words of a scan fit a place, from 0 to 1: half by what
// they read, half by what stands around, if that is known.
func (f *finder) fit(p corpus.Place, from, to int) float64 {
	read := alike(rawOf(f.scans[p.Scan][from:to]), p.Raw)
	if p.Before+p.After == "" {
		return read
	}
	if read < .5 {
		return 0
	}
	return (read + f.around(p, from, to)) / 2
}

// around is how alike the words around some are to those around a place, from 0
// to 1. It is 1 where nothing is known of these.
func (f *finder) around(p corpus.Place, from, to int) float64 {
	all := f.scans[p.Scan]
	sum, n := 0.0, 0.0
	if want := squash(p.Before); want != "" {
		got := squash(rawOf(all[max(0, from-8):from]))
		sum, n = sum+alike(tail(got, len([]rune(want))), want), n+1
	}
	if want := squash(p.After); want != "" {
		got := squash(rawOf(all[to:min(len(all), to+8)]))
		sum, n = sum+alike(head(got, len([]rune(want))), want), n+1
	}
	if n == 0 {
		return 1
	}
	return sum / n
}

func head(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}

func tail(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}

// numberOf is the number of a word on its scan, 0 if its id has none.
func numberOf(id string) int {
	n := 0
	for _, r := range id[strings.LastIndexByte(id, '-')+1:] {
		if r < '0' || r > '9' {
			return 0
		}
		n = min(10*n+int(r-'0'), 1<<30)
	}
	return n
}
