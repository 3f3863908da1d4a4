// Package outline tells what each line of a text is: whether it begins a
// heading, a paragraph, an entry of a reference list or a note, or goes on with
// one. It is a linear-chain conditional random field (Lafferty, McCallum and
// Pereira 2001) over what can be seen of a line and its neighbours: type size,
// white space, indents, how lines end and begin, and the marks of references.
//
// It works on lines with boxes and on plain text, with weights of their own for
// each. It does not find titles and authors, does not tell lists, quotations and
// captions from paragraphs, and does not look at the sense of words.
//
// The model that is embedded was made by the command in the folder build from
// pages whose truth is known. It holds weights, and no text.
package outline

import (
	"strings"

	"recto/internal/corpus"
)

// Label is what a line is.
type Label uint8

// The labels. Each kind of block has one for its first line and one for those after it.
const (
	Paragraph Label = iota // the first line of a paragraph, list item, quotation, caption
	ParagraphOn
	Heading
	HeadingOn
	Entry // the first line of an entry of a reference list
	EntryOn
	Note // the first line of a note that layout has not set apart
	NoteOn

	labels = 8
)

// Begins reports whether the label is that of the first line of a block.
func (l Label) Begins() bool { return l%2 == 0 }

// On is the label of a line that goes on with a block of the kind of l.
func (l Label) On() Label { return l | 1 }

// Row is a line as it is labelled.
type Row struct {
	Line  corpus.Line
	Text  string   // the reading text
	Words []string // of the reading text
	Top   bool     // it is the first text line of its page
}

// Find labels the lines of a text in reading order, forme work and notes that
// are known as such left out. The first line always begins a block.
func Find(rows []Row) []Label { return model().Label(rows) }

// Rows are the lines of a part as they are labelled: those that have tokens and
// are not set apart as notes.
func Rows(lines []corpus.Line) []Row {
	var rows []Row
	page := ""
	for _, l := range lines {
		if len(l.Tokens) == 0 || l.Role.Note() {
			continue
		}
		r := Row{Line: l, Top: l.Page != page}
		page = l.Page
		for _, t := range l.Tokens {
			if t.Gap == "" {
				r.Words = append(r.Words, strings.Fields(t.Text)...)
			}
		}
		r.Text = strings.Join(r.Words, " ")
		rows = append(rows, r)
	}
	return rows
}
