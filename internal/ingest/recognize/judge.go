package recognize

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/corpus"
	"recto/internal/language"
)

const (
	clearly  = 1.0 // deviations that a gain must exceed
	readable = 0.5 // share of the letters in known words without which the model cannot judge a text
)

// verdict is what a fresh reading gains over the words that a scan has. It rests
// on the words in which they differ, as the sign test does: what both have says
// nothing, and as many differences to either side are chance.
type verdict struct {
	gain    float64 // known words more, less the part of an unknown word
	squares float64 // of what each difference counts: the variance of chance
	words   int     // that the scan has
}

// clear reports whether the gain is more than chance.
func (v verdict) clear() bool { return v.gain > 0 && v.gain >= clearly*math.Sqrt(v.squares) }

func (v verdict) and(o verdict) verdict {
	return verdict{v.gain + o.gain, v.squares + o.squares, v.words + o.words}
}

// judge weighs two readings of a scan. A known word more is a gain, since words
// that were lost or garbled are known ones less. An unknown word is a name or a
// garble: it counts against its reading by up to half, and less where the model
// knows few words of the text anyway. Of a text in a language that the model
// does not know nothing is gained.
func judge(old, fresh []corpus.Word, m *language.Model) verdict {
	was, is := take(old, m), take(fresh, m)
	v := verdict{words: was.known + was.unknown}
	share := is.share()
	if share < readable {
		return v
	}
	against := share / 2
	more, less := is.beyond(was, m), was.beyond(is, m)
	v.gain = float64(more.known-less.known) - against*float64(more.unknown-less.unknown)
	v.squares = float64(more.known+less.known) + against*against*float64(more.unknown+less.unknown)
	return v
}

// inventory is the words of a reading, without case and what surrounds their
// letters; one letter is no word.
type inventory struct {
	counts         map[string]int
	known, unknown int
	letters        [2]int // in unknown and in known words
}

func take(words []corpus.Word, m *language.Model) inventory {
	t := inventory{counts: map[string]int{}}
	for _, w := range words {
		text := strings.ToLower(strings.TrimFunc(w.Raw, func(r rune) bool { return !unicode.IsLetter(r) }))
		if utf8.RuneCountInString(text) < 2 {
			continue
		}
		t.add(text, 1, m)
	}
	return t
}

func (t *inventory) add(word string, n int, m *language.Model) {
	t.counts[word] += n
	length := n * utf8.RuneCountInString(word)
	if m.Grades(word) == language.Good {
		t.known += n
		t.letters[1] += length
		return
	}
	t.unknown += n
	t.letters[0] += length
}

// beyond is what t has oftener than o.
func (t inventory) beyond(o inventory, m *language.Model) inventory {
	out := inventory{counts: map[string]int{}}
	for word, n := range t.counts {
		if more := n - o.counts[word]; more > 0 {
			out.add(word, more, m)
		}
	}
	return out
}

// share is that of the letters in known words, since debris and other languages
// have many a short word that passes for a known one; of none it is 0.
func (t inventory) share() float64 {
	return float64(t.letters[1]) / float64(max(1, t.letters[0]+t.letters[1]))
}
