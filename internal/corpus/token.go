package corpus

import "strings"

// Token is one word of the reading text with the punctuation that clings to it.
// Tokens are parted by one space when they are read.
type Token struct {
	Text       string      `json:"text,omitempty"`  // empty for a gap
	Words      []Word      `json:"words,omitempty"` // the evidence, in reading order; empty only for a gap that nothing shows
	Page       string      `json:"page,omitempty"`  // Page.ID of its first word
	Gap        string      `json:"gap,omitempty"`   // not empty: text is missing or illegible here, and why
	Emendation *Emendation `json:"emendation,omitempty"`
}

// Emendation says how a token's text came to differ from its words, or how
// sure the corrector is of leaving it alone.
type Emendation struct {
	Kind         Emending      `json:"kind"`
	Rule         string        `json:"rule"`                   // the rule or model that made it, stable across versions
	Confidence   float64       `json:"confidence"`             // that Text is what was printed, 0 to 1
	Alternatives []Alternative `json:"alternatives,omitempty"` // best first, without Text itself
}

// Emending is the kind of an emendation.
type Emending string

// The kinds of emendation.
const (
	Unchanged    Emending = "unchanged"    // doubtful, and left as it was
	Dehyphenated Emending = "dehyphenated" // joined over a line end
	Substituted  Emending = "substituted"  // letters changed
	Parted       Emending = "parted"       // one word read as several
	Joined       Emending = "joined"       // several words read as one
	Dropped      Emending = "dropped"      // debris, replaced by a gap
	Corrected    Emending = "corrected"    // a person's correction
)

// Alternative is another reading of the same words.
type Alternative struct {
	Text       string  `json:"text"`
	Confidence float64 `json:"confidence"`
}

// ID names the token by its first word; a gap without evidence has none. Tokens
// split from one word share it.
func (t Token) ID() string {
	if len(t.Words) == 0 {
		return ""
	}
	return t.Words[0].ID
}

// Raw is the token's diplomatic text.
func (t Token) Raw() string {
	parts := make([]string, len(t.Words))
	for i, w := range t.Words {
		parts[i] = w.Raw
	}
	return strings.Join(parts, " ")
}

// Confidence is that the token reads as printed: 1 where nothing was doubted.
func (t Token) Confidence() float64 {
	if t.Emendation == nil {
		return 1
	}
	return t.Emendation.Confidence
}

// Changed reports whether the reading differs from the evidence.
func (t Token) Changed() bool {
	return t.Emendation != nil && t.Emendation.Kind != Unchanged
}

// GapMark is how a gap is shown in plain text.
const GapMark = "[…]"

// Join is the reading text of tokens, parted by single spaces, gaps as [GapMark].
func Join(tokens []Token) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 {
			b.WriteByte(' ')
		}
		if t.Gap != "" {
			b.WriteString(GapMark)
			continue
		}
		b.WriteString(t.Text)
	}
	return b.String()
}

// JoinRaw is the diplomatic text of tokens, parted by single spaces.
func JoinRaw(tokens []Token) string {
	parts := make([]string, 0, len(tokens))
	for i, t := range tokens {
		if i > 0 && t.ID() != "" && t.ID() == tokens[i-1].ID() {
			continue // split from the same word
		}
		if raw := t.Raw(); raw != "" {
			parts = append(parts, raw)
		}
	}
	return strings.Join(parts, " ")
}
