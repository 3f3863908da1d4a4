package structure

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/corpus"
)

// linkNotes pairs the notes of a part with their marks in its text. A note at
// the foot of a page is marked on that page, one of a list anywhere before it,
// and marks come in the order of their notes. Small raised figures are often
// misread: where a page has as many signs that are no word and no mark of
// punctuation as notes without a mark, they are taken for these marks. A note
// whose mark is not surely found has none. It returns how many were found.
func linkNotes(blocks []corpus.Block) (linked int) {
	l := linker{blocks: blocks}
	list := false // the notes are those of a list
	for i, n := range blocks {
		if n.Kind != corpus.Note {
			list = n.Kind == corpus.Heading
			continue
		}
		if !l.link(i, list) && !list {
			l.lost = append(l.lost, i)
		}
	}
	l.guess()
	for i := range blocks {
		slices.SortFunc(blocks[i].Marks, func(a, b corpus.NoteMark) int { return a.Token - b.Token })
		linked += len(blocks[i].Marks)
	}
	return linked
}

// linker links the notes of one part in order.
type linker struct {
	blocks       []corpus.Block
	block, token int   // where the mark after the last one may stand
	lost         []int // notes of pages without a mark
}

// link finds the mark of note i before the note.
func (l *linker) link(i int, list bool) bool {
	n := l.blocks[i]
	if n.Label == "" {
		return false
	}
	label, page := plainDigits(n.Label), n.Page()
	for b := l.block; b < i; b++ {
		if !marking[l.blocks[b].Kind] {
			continue
		}
		for t, token := range l.blocks[b].Tokens {
			if b == l.block && t < l.token || token.Gap != "" || !list && token.Page != page {
				continue
			}
			if from, to, ok := markIn(l.blocks[b].Tokens, t, label); ok {
				l.set(b, t, from, to, i)
				l.block, l.token = b, t+1
				return true
			}
		}
	}
	return false
}

func (l *linker) set(block, token, from, to, note int) {
	b := &l.blocks[block]
	b.Marks = append(b.Marks, corpus.NoteMark{Token: token, From: from, To: to, Note: l.blocks[note].ID})
}

// guess links the notes whose marks were misread, page by page.
func (l *linker) guess() {
	for len(l.lost) > 0 {
		page := l.blocks[l.lost[0]].Page()
		n := 1
		for n < len(l.lost) && l.blocks[l.lost[n]].Page() == page {
			n++
		}
		if signs := l.signs(page); len(signs) == n {
			for k, s := range signs {
				l.set(s.block, s.token, s.from, s.to, l.lost[k])
			}
		}
		l.lost = l.lost[n:]
	}
}

// sign is a misread mark.
type sign struct{ block, token, from, to int }

// signs are the tokens of a page that may be misread marks.
func (l *linker) signs(page string) []sign {
	var out []sign
	for b, block := range l.blocks {
		if !marking[block.Kind] || block.Kind == corpus.Heading {
			continue
		}
		for t, token := range block.Tokens {
			if token.Page != page || token.Gap != "" || t == 0 || l.marked(b, t) {
				continue
			}
			if from, ok := misreadMark(token.Text); ok {
				out = append(out, sign{b, t, from, len(token.Text)})
			}
		}
	}
	return out
}

func (l *linker) marked(block, token int) bool {
	return slices.ContainsFunc(l.blocks[block].Marks, func(m corpus.NoteMark) bool { return m.Token == token })
}

// misreadMark is where a mark that was read as some sign begins in a word: the
// whole of it, or its last letter after a mark of punctuation.
func misreadMark(text string) (from int, ok bool) {
	last, size := utf8.DecodeLastRuneInString(text)
	if !strings.ContainsRune("*°®©™§†^~?“‘\"'", last) {
		return 0, false
	}
	from = len(text) - size
	if from == 0 {
		return 0, true
	}
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	return from, strings.ContainsRune(".,;:", before) && !strings.ContainsRune("“‘\"'", last)
}

// marking are the kinds of block that bear marks of notes.
var marking = map[corpus.BlockKind]bool{
	corpus.TitleBlock: true, corpus.SubtitleBlock: true, corpus.AuthorBlock: true, corpus.AbstractBlock: true, corpus.Heading: true,
	corpus.Paragraph: true, corpus.Quotation: true, corpus.ListItem: true, corpus.Caption: true,
}

// markIn finds a mark in a token, as byte offsets: at the end of its word, as in
// "practice.3" and "practice3.", or alone where it is raised on the scan or can
// be nothing else.
func markIn(tokens []corpus.Token, at int, label string) (from, to int, ok bool) {
	text := tokens[at].Text
	bare := strings.TrimRight(text, `.,;:!?)”’"'`)
	if !strings.HasSuffix(plainDigits(bare), label) {
		return 0, 0, false
	}
	from = len(bare)
	for range utf8.RuneCountInString(label) {
		_, size := utf8.DecodeLastRuneInString(bare[:from])
		from -= size
	}
	if from == 0 {
		symbol := !strings.ContainsFunc(label, unicode.IsDigit)
		return 0, len(bare), at > 0 && (symbol || raised(tokens[at-1], tokens[at]))
	}
	last, _ := utf8.DecodeLastRuneInString(text[:from])
	word := strings.ContainsFunc(text[:from], unicode.IsLetter)
	return from, len(bare), word && from > 1 && (unicode.IsLower(last) || strings.ContainsRune(`.,;:!?)”’"'`, last))
}

// raised reports whether a token stands higher on the scan than the one before
// it, as the mark of a note does.
func raised(before, t corpus.Token) bool {
	if len(before.Words) == 0 || len(t.Words) == 0 {
		return false
	}
	word, mark := before.Words[len(before.Words)-1], t.Words[0]
	if !word.HasBox() || !mark.HasBox() || word.Scan != mark.Scan || mark.Box.Y1 > word.Box.Y2 || mark.Box.Y2 < word.Box.Y1-word.Box.Height() {
		return false
	}
	const baseline = 0.68 // of a word's box from its top; a foot is at 0.77 even of a word with a descender
	return mark.Box.Y2 < word.Box.Y1+baseline*word.Box.Height()
}

// plainDigits writes raised digits as others.
func plainDigits(text string) string { return raisedDigits.Replace(text) }

var raisedDigits = strings.NewReplacer("¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9", "⁰", "0")
