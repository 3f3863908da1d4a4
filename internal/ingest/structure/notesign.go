package structure

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/corpus"
)

// sign is what may be the mark of a note: the bytes from up to to of a token's
// text, or, where the text has lost it, the token's last word.
type sign struct {
	block, token int
	from, to     int
	lost         bool
	read         string // in plain figures, without marks of punctuation
	form         form
}

// form is how a sign stands in the text.
type form int

const (
	unmarked form = iota // no mark looks so
	smallFigure
	raisedFigure
	narrowFigure
	plainFigure
	raisedSign
	loneSign
	clingingFigure
	clingingSign
	degree        // a sign after a figure
	afterPoint    // a second end of a sentence
	midSentence   // an end of a sentence, with a small letter after it
	openingAtEnd  // an opening quotation mark that ends a word
	unopenedQuote // a closing one without an opening one
	apostrophe    // the same after an s
	forms
)

// usualForms are for each form the share of marks that have it, as engines read
// scans, and how many signs on a page have it that are no marks.
var usualForms = [forms]struct{ share, stray float64 }{
	smallFigure: {.3, .02}, raisedFigure: {.2, .1}, narrowFigure: {.1, .05}, plainFigure: {.02, 2},
	raisedSign: {.3, .1}, loneSign: {.15, .05}, clingingFigure: {.3, .05}, clingingSign: {.25, .03}, degree: {.03, .05},
	afterPoint: {.15, .01}, midSentence: {.05, .02}, openingAtEnd: {.05, .005}, unopenedQuote: {.1, .05}, apostrophe: {.05, .3},
}

const (
	leastRaise = 0.12 // of the word's height, by which a raised one stands higher
	mostNarrow = 0.85 // of the type beside it
)

// What raised figures are read as.
const (
	strangeSigns = "*°®©™§†‡¶^~•>"
	sentenceEnds = "!?"
	quoteSigns   = "’”‘“'\""
	trailing     = `.,;:!?)”’"'` // what stands after a mark, or before it
	minimSigns   = "!'’‘|lI"     // of a 1 before another figure
)

var misreadAs = map[byte]string{
	'0': "°oO", '1': `!'’‘|lI`, '2': `?*”"z7`, '3': `?*>®5`, '4': `*‘“+`, '5': `°>S*3`,
	'6': `°®©“`, '7': `’?T”"'`, '8': `®§&S5°`, '9': `®°“”‘*`,
}

// signsIn are the signs that stand in a token.
func signsIn(tokens []corpus.Token, at int) []sign {
	t := tokens[at]
	if t.Gap != "" || t.Text == "" {
		return nil
	}
	n := len(t.Words)
	if n > 1 && !corrected(t) {
		last := t.Words[n-1]
		if read, tail, ok := markText(last.Raw); ok {
			s := sign{token: at, read: read, form: loneForm(tokens, at, last, read, tail)}
			s.from, s.to = len(t.Text)-len(last.Raw), len(t.Text)-len(tail)
			s.lost = !strings.HasSuffix(t.Text, last.Raw) || s.from <= 0
			return []sign{s}
		}
	}
	if s, ok := alone(tokens, at); ok {
		return []sign{s}
	}
	return clinging(tokens, at)
}

// alone is the sign that a token is as a whole, unless it is the first of its
// block. What the engine read tells more
// than what was made of it.
func alone(tokens []corpus.Token, at int) (sign, bool) {
	t := tokens[at]
	read, tail, ok := markText(t.Text)
	if !ok || at == 0 {
		return sign{}, false
	}
	s := sign{token: at, to: len(t.Text) - len(tail)}
	var word corpus.Word
	if len(t.Words) == 1 {
		word = t.Words[0]
	}
	if raw, _, ok := markText(word.Raw); ok && !corrected(t) {
		read = raw
	}
	s.read, s.form = read, loneForm(tokens, at, word, read, tail)
	return s, true
}

// corrected reports whether somebody has put a token right.
func corrected(t corpus.Token) bool {
	return t.Emendation != nil && t.Emendation.Kind == corpus.Corrected
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// markText reads a text as a mark: a number of up to three figures, or one or
// two signs. The tail is the punctuation after it.
func markText(text string) (read, tail string, ok bool) {
	bare := strings.TrimRight(text, ".,;:)")
	tail = text[len(bare):]
	runes := []rune(plainDigits(bare))
	if len(runes) == 0 || len(runes) > 3 {
		return "", "", false
	}
	figures := 0
	for _, r := range runes {
		if unicode.IsDigit(r) {
			figures++
		} else if !strings.ContainsRune(strangeSigns+sentenceEnds+quoteSigns, r) {
			return "", "", false
		}
	}
	last := len(runes) - 1
	for i, r := range runes[:last] {
		if strings.ContainsRune(minimSigns, r) {
			runes[i] = '1'
		}
	}
	if figures > 0 && !isNumber(string(runes)) || figures == 0 && last > 1 {
		return "", "", false
	}
	if last == 1 && runes[0] == '1' && strings.ContainsRune(minimSigns, runes[1]) {
		runes[1] = '1'
	}
	return string(runes), tail, true
}

// loneForm is the form of a word that is a sign by itself.
func loneForm(tokens []corpus.Token, at int, word corpus.Word, read, tail string) form {
	figure := isNumber(read)
	up, known := raise(tokens, at, word)
	known = known && tail == "" // punctuation stands on the line
	small := (figure || strings.ContainsAny(read, "®©")) && narrow(tokens, at, word, tail)
	switch {
	case small && (!known || up > leastRaise) && !figure, known && up > leastRaise && !figure:
		return raisedSign
	case !figure:
		return loneSign
	case strings.HasSuffix(tail, ")"), known && up <= leastRaise:
		return unmarked
	case known && small:
		return smallFigure
	case known:
		return raisedFigure
	case small:
		return narrowFigure
	}
	return plainFigure
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// clinging are the signs that a word ends with, or ended with before it was mended.
func clinging(tokens []corpus.Token, at int) []sign {
	t := tokens[at]
	if s, ok := clingingNumber(t.Text); ok {
		s.token = at
		return []sign{s}
	}
	text := t.Text
	if len(t.Words) == 1 && !corrected(t) && strings.HasPrefix(t.Words[0].Raw, text) {
		text = t.Words[0].Raw
	}
	s := sign{token: at, to: len(strings.TrimRight(text, ".,;:)"))}
	last, size := utf8.DecodeLastRuneInString(text[:s.to])
	s.from = s.to - size
	before, size := utf8.DecodeLastRuneInString(text[:s.from])
	if s.from == 0 || !strings.ContainsRune(strangeSigns+sentenceEnds+quoteSigns, last) {
		return nil
	}
	if strings.ContainsRune(strangeSigns+sentenceEnds, before) && s.from > size {
		s.from -= size
		before, _ = utf8.DecodeLastRuneInString(text[:s.from])
	}
	s.read, s.form = text[s.from:s.to], clingingForm(tokens, at, last, before)
	s.from, s.to = min(s.from, len(t.Text)), min(s.to, len(t.Text))
	return []sign{s}
}

// clingingNumber is the number that a word ends with, as in "practice.3" and "practice3.".
func clingingNumber(text string) (sign, bool) {
	s := sign{to: len(strings.TrimRight(text, trailing)), form: clingingFigure}
	figures := plainDigits(text[:s.to])
	s.read = figures[len(strings.TrimRight(figures, "0123456789")):]
	s.from = s.to
	for range s.read {
		_, size := utf8.DecodeLastRuneInString(text[:s.from])
		s.from -= size
	}
	before, _ := utf8.DecodeLastRuneInString(text[:s.from])
	return s, s.read != "" && len(s.read) <= 3 && s.from > 1 && strings.ContainsFunc(text[:s.from], unicode.IsLetter) &&
		(unicode.IsLower(before) || strings.ContainsRune(trailing, before))
}

// clingingForm is the form of the last sign of a word, and what stands before it there.
func clingingForm(tokens []corpus.Token, at int, last, before rune) form {
	pointed := strings.ContainsRune(".,;:)", before)
	switch {
	case strings.ContainsRune(strangeSigns, last):
		if unicode.IsDigit(before) {
			return degree
		}
		return clingingSign
	case strings.ContainsRune("‘“", last):
		return openingAtEnd
	case strings.ContainsRune(sentenceEnds, last):
		if pointed {
			return afterPoint
		}
		if at+1 < len(tokens) && small(tokens[at+1].Text) {
			return midSentence
		}
		return unmarked
	case opened(tokens[:at+1], last):
		return unmarked
	case !pointed && strings.ContainsRune("’'", last) && (before == 's' || before == 'S'):
		return apostrophe
	}
	return unopenedQuote
}

const quoteReach = 80 // words that a quotation is looked for before its end

// opened reports whether a quotation that the last of the tokens would close
// begins in it or before it, and was not closed since.
func opened(tokens []corpus.Token, closing rune) bool {
	opens, closes := "“\"", "”\""
	if strings.ContainsRune("’'", closing) {
		opens, closes = "‘'", "’'"
	}
	for i := len(tokens) - 1; i >= max(0, len(tokens)-quoteReach); i-- {
		text := tokens[i].Text
		if i < len(tokens)-1 && text != "" && strings.ContainsAny(lastOf(strings.TrimRight(text, ".,;:!?)")), closes) {
			return false
		}
		if strings.ContainsRune(opens, firstRune(strings.TrimLeft(text, "([—"))) {
			return true
		}
	}
	return false
}

func lastOf(s string) string {
	_, size := utf8.DecodeLastRuneInString(s)
	return s[len(s)-size:]
}

// raise is how far a word stands above the line of the words beside it, in its
// own heights, as far as they have boxes.
func raise(tokens []corpus.Token, at int, word corpus.Word) (float64, bool) {
	var feet []float64
	for _, words := range [][]corpus.Word{before(tokens, at, word), after(tokens, at)} {
		for _, w := range words {
			if level(w, word) && !strings.ContainsAny(w.Raw, "gjpqyQ,;()[]{}|@$§") && strings.ContainsFunc(w.Raw, unicode.IsLetter) {
				feet = append(feet, w.Box.Y2)
				break
			}
		}
	}
	if len(feet) == 0 {
		return 0, false
	}
	return (mean(feet) - word.Box.Y2) / word.Box.Height(), true
}

func mean(vs []float64) float64 {
	sum := 0.0
	for _, v := range vs {
		sum += v
	}
	return sum / float64(max(1, len(vs)))
}

// level reports whether two words stand in one line of a scan.
func level(w, mark corpus.Word) bool {
	shared := min(mark.Box.Y2, w.Box.Y2) - max(mark.Box.Y1, w.Box.Y1)
	return w.HasBox() && mark.HasBox() && w.Scan == mark.Scan && 2*shared > min(mark.Box.Height(), w.Box.Height())
}

const besideReach = 4 // words beside a mark that are looked at

// before are the words before a word of a token, the nearest first.
func before(tokens []corpus.Token, at int, word corpus.Word) []corpus.Word {
	var out []corpus.Word
	for i := at; i >= 0 && len(out) < besideReach; i-- {
		for _, w := range slices.Backward(tokens[i].Words) {
			if w.ID != word.ID {
				out = append(out, w)
			}
		}
	}
	return out
}

// after are the words after a token, the nearest first.
func after(tokens []corpus.Token, at int) []corpus.Word {
	var out []corpus.Word
	for i := at + 1; i < len(tokens) && len(out) < besideReach; i++ {
		out = append(out, tokens[i].Words...)
	}
	return out
}

// narrow reports whether a mark is set smaller than the word before it, by what
// it says of itself or by how wide it is.
func narrow(tokens []corpus.Token, at int, mark corpus.Word, tail string) bool {
	for _, w := range slices.Concat(before(tokens, at, mark), after(tokens, at)) {
		if !level(w, mark) || utf8.RuneCountInString(w.Raw) < 3 {
			continue
		}
		figures := utf8.RuneCountInString(mark.Raw) - utf8.RuneCountInString(tail)
		em := mark.Box.Width() / (0.5*float64(figures) + 0.3*float64(len(tail)))
		return em < mostNarrow*w.Box.Width()/ems(w.Raw)
	}
	return false
}

// ems is about how wide a word is in common book faces, in ems.
func ems(raw string) float64 {
	sum := 0.0
	for _, r := range raw {
		switch {
		case strings.ContainsRune("ijltfI.,;:!'|()[]-‘’", r):
			sum += 0.3
		case strings.ContainsRune("mwMW", r):
			sum += 0.8
		case unicode.IsUpper(r):
			sum += 0.68
		default:
			sum += 0.47
		}
	}
	return sum
}
