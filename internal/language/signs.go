package language

// Sign is a kind of punctuation that may stand behind a word.
type Sign byte

// The kinds of sign.
const (
	Bare  Sign = iota // none
	Comma             // a comma, semicolon or colon
	Stop              // what ends a sentence
)

const signKinds = 3

// SignOf is the kind of sign in what stands behind a word, quotes and brackets passed over.
func SignOf(tail string) Sign {
	for _, r := range tail {
		switch r {
		case ',', ';', ':':
			return Comma
		case '.', '!', '?':
			return Stop
		}
	}
	return Bare
}

// Sign is ln P of a kind of sign after a word.
func (m *Model) Sign(id ID, s Sign) float64 {
	return unquantise(m.signs[int(id)*signKinds+int(s)])
}

// Parting reports the signs that join words in print, between which the model counts
// each word by itself: hyphens, dashes, strokes.
func Parting(r rune) bool {
	switch r {
	case '-', '‐', '‑', '–', '—', '/', '…', '_', '&', '|':
		return true
	}
	return false
}
