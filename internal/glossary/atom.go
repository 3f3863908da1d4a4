package glossary

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// atom is the smallest piece that labels are made of: a word, or one side of a
// hyphen, slash or dash within a word.
type atom struct {
	text  string // its letters and digits, with their case, without marks
	key   string // folded, see fold
	word  int    // index of the word that it is a piece of
	open  bool   // no label runs over its front
	shut  bool   // no label runs over its back
	glued bool   // a hyphen joins it to the atom before
	noisy bool   // punctuation within it was dropped
}

// split makes atoms of words. Words without letters or digits end what stands
// before them.
func split(words []string) []atom {
	atoms := make([]atom, 0, len(words)+8)
	for i, w := range words {
		before := len(atoms)
		if i > 0 && before > 0 && strandedS(words[i-1], w) {
			atoms[before-1].shut = stops([]byte(w))
			continue
		}
		atoms = splitWord(atoms, plain(w), i)
		if len(atoms) == before && before > 0 {
			atoms[before-1].shut = true
		}
	}
	return atoms
}

// strandedS reports whether a word is the s of a possessive that white space has
// parted from its apostrophe.
func strandedS(before, word string) bool {
	return strings.TrimRight(word, ".,;:!?)'") == "s" && (strings.HasSuffix(before, "'") || strings.HasSuffix(before, "’"))
}

// splitter gathers one word's atoms.
type splitter struct {
	atoms   []atom
	word    int
	letters []byte
	pending []byte // punctuation since the last letter, within an atom so far
	open    bool
	glued   bool
	noisy   bool
}

func splitWord(atoms []atom, word string, index int) []atom {
	s := splitter{atoms: atoms, word: index}
	for i := range len(word) {
		s.take(word[i])
	}
	s.finish()
	if len(s.pending) > 0 && len(s.atoms) > len(atoms) {
		last := &s.atoms[len(s.atoms)-1]
		last.shut = last.shut || stops(s.pending)
	}
	return s.atoms
}

// take reads one byte: a letter or digit, a joint, or other punctuation. What
// lies between two letters is noise unless it is an apostrophe.
func (s *splitter) take(c byte) {
	switch {
	case isAlnum(c):
		s.letter(c)
	case c == '-' || c == '/' || c == '|' || c == '(' || c == '[':
		s.joint(c)
	default:
		s.pending = append(s.pending, c)
	}
}

func (s *splitter) letter(c byte) {
	if len(s.pending) > 0 {
		if len(s.letters) > 0 {
			s.noisy = s.noisy || strings.Trim(string(s.pending), "'") != ""
		}
		if string(s.pending) == "'" && len(s.letters) > 0 {
			s.letters = append(s.letters, '\'')
		}
		s.pending = s.pending[:0]
	}
	s.letters = append(s.letters, c)
}

func (s *splitter) joint(c byte) {
	had := len(s.letters) > 0
	s.finish()
	if had && (stops(s.pending) || c == '(' || c == '[' || c == '|') {
		s.atoms[len(s.atoms)-1].shut = true
	}
	s.pending = s.pending[:0]
	s.glued = had && c == '-'
	s.open = c == '(' || c == '[' || c == '|'
}

// finish ends the atom under way, if any.
func (s *splitter) finish() {
	if len(s.letters) == 0 {
		return
	}
	text, _ := strings.CutSuffix(string(s.letters), "'s")
	text = strings.ReplaceAll(text, "'", "")
	if text != "" {
		s.atoms = append(s.atoms, atom{text: text, key: fold(text), word: s.word, open: s.open, glued: s.glued, noisy: s.noisy})
	}
	s.letters, s.open, s.glued, s.noisy = s.letters[:0], false, false, false
}

// stops reports whether punctuation ends what a label may run over.
func stops(punctuation []byte) bool {
	for _, c := range punctuation {
		switch c {
		case '.', ',', ';', ':', '!', '?', ')', ']', '}':
			return true
		}
	}
	return false
}

func isAlnum(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// plain brings a word down to ASCII: marks and ligatures are taken apart, the
// several apostrophes, hyphens and dashes become one each, a dash the bar that
// parts atoms for good.
func plain(word string) string {
	if isASCII(word) {
		return word
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(word) {
		switch r {
		case '‘', '’', '‛', '´', 'ʼ', '′':
			b.WriteByte('\'')
		case '‐', '‑', '−':
			b.WriteByte('-')
		case '–', '—', '―', '…':
			b.WriteByte('|')
		case 'ø', 'Ø':
			b.WriteByte('o')
		case 'ß':
			b.WriteString("ss")
		default:
			if r <= unicode.MaxASCII {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] > unicode.MaxASCII {
			return false
		}
	}
	return true
}
