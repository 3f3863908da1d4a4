// Package correct is the fourth stage: it reads the lines of pages as words,
// and mends what the recogniser did to them.
//
// It is a noisy channel over whole lines. Each word of the evidence may have
// been another that looks like it, or several words whose blanks were lost, or
// a piece of one; all readings of a stretch form a lattice, in which each is
// weighed by how the recogniser errs, by the words beside it, by how rare it is in
// use, and by what the document and the glossary say elsewhere; where that leaves
// a doubt, also by which words are expected between those around (see expect). The
// sum over all readings tells how sure the best is. How damaged a document is, in which ways, and which letters
// its recogniser took for which is estimated first, from itself: a clean one is
// left alone. The weights are learned (see Learn), as in Lafferty, McCallum and
// Pereira, "Conditional random fields" (2001), and with them a small network
// that weighs the reasons together, as in Peng, Bo and Xu, "Conditional neural
// fields" (2009).
//
// A word is changed only where the change is likelier right than wrong; a
// doubtful one stays and is marked, with what else it might be. That it is wrong
// though nobody can tell what was printed is among the readings (see lost.go). Spelling is
// never modernised, nor British made American. Lost words are not invented,
// and the order of lines is layout's business.
package correct

import (
	"recto/internal/corpus"
	"recto/internal/language"
)

// Correct gives every line that is not forme work its tokens. Words broken at
// a line end are one token of the first line, unless a break is marked between
// the lines. The labels of the glossary join the vocabulary. The pages given
// are not changed.
func Correct(pages []corpus.Page, m *language.Model, terms []string) ([]corpus.Page, corpus.Report) {
	pages = copyPages(pages)
	var report corpus.Report
	s := gather(pages)
	e := newEngine(m, s.pieces, terms)
	for _, t := range e.tokens(e.decide()) {
		s.place(t, &report)
	}
	return pages, report
}

// stream is the evidence of a document in the order it is read, and where it stands.
type stream struct {
	pieces []piece
	words  []*corpus.Word
	lines  []*corpus.Line // of each piece
}

// gather puts the lines of text in one stream and the notes behind them, so
// that a sentence goes on over the notes at the foot of a page.
func gather(pages []corpus.Page) *stream {
	s := &stream{}
	for _, role := range []corpus.Role{corpus.Text, corpus.Footnote, corpus.MarginNote} {
		for p := range pages {
			for l := range pages[p].Lines {
				if line := &pages[p].Lines[l]; line.Role == role {
					s.add(line)
				}
			}
		}
		s.cut()
	}
	return s
}

func (s *stream) add(line *corpus.Line) {
	n := len(s.pieces)
	if line.Break || line.Space && n > 0 && !endsInHyphen(s.pieces[n-1].raw) {
		s.cut()
	}
	for i := range line.Words {
		w := &line.Words[i]
		s.pieces = append(s.pieces, piece{raw: w.Raw, conf: w.Conf, bol: i == 0, eol: i == len(line.Words)-1})
		s.words, s.lines = append(s.words, w), append(s.lines, line)
	}
}

func (s *stream) cut() {
	if n := len(s.pieces); n > 0 {
		s.pieces[n-1].cut = true
	}
}

func endsInHyphen(raw string) bool {
	for _, h := range []string{"-", "‐", "‑", "\u00ad", "¬"} {
		if len(raw) > len(h) && raw[len(raw)-len(h):] == h {
			return true
		}
	}
	return false
}

// place sets a token on the line of its first word.
func (s *stream) place(t token, report *corpus.Report) {
	if len(t.pieces) == 0 {
		return
	}
	line := s.lines[t.pieces[0]]
	out := corpus.Token{Text: t.text, Gap: t.gap, Page: line.Page, Emendation: t.emendation}
	out.Words = make([]corpus.Word, len(t.pieces))
	for k, p := range t.pieces {
		out.Words[k] = *s.words[p]
	}
	line.Tokens = append(line.Tokens, out)
	report.Tokens++
	if t.emendation != nil {
		report.Add("correct."+string(t.emendation.Kind), 1)
	}
}

// copyPages copies pages down to their lines; words are shared.
func copyPages(pages []corpus.Page) []corpus.Page {
	out := make([]corpus.Page, len(pages))
	for i, p := range pages {
		p.Lines = append([]corpus.Line(nil), p.Lines...)
		for l := range p.Lines {
			p.Lines[l].Tokens = nil
			if p.Lines[l].Page == "" {
				p.Lines[l].Page = p.ID
			}
		}
		out[i] = p
	}
	return out
}
