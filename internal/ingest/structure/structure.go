// Package structure turns the lines of a part into blocks: title, authors,
// abstract, headings, paragraphs, lists, notes, captions and references, and
// describes papers and the volume from what stands in them.
//
// It works on lines whose type size, indent and spacing are known, and, with
// more caution, on plain OCR text where only the words and the length of lines
// are. It does not decide where parts begin and does not alter readings, but
// for the case of titles printed in capitals and the marks of notes, which are
// read by the notes' own count.
package structure

import (
	"recto/internal/cores"
	"recto/internal/corpus"
	"recto/internal/language"
)

// Structure fills the blocks of every part and describes its papers. All tokens
// of a part's lines are in exactly one block. Blocks stand in the order of
// their first tokens, save that notes follow the block that they interrupt. The
// given parts are not altered.
func Structure(parts []corpus.Part, model *language.Model) ([]corpus.Part, corpus.Report) {
	var report corpus.Report
	v := learn(parts, model)
	marked := make([][]row, len(parts))
	cores.Share(len(parts), func() func(int) {
		return func(i int) {
			marked[i] = v.rows(parts[i].Lines)
			v.mark(parts[i], marked[i])
		}
	})
	levels := learnLevels(marked)
	out := make([]corpus.Part, len(parts))
	cores.Share(len(parts), func() func(int) {
		return func(i int) {
			levels.set(marked[i])
			out[i] = parts[i]
			out[i].Blocks = blocks(marked[i])
			if out[i].Kind == corpus.PaperPart {
				out[i].Paper = v.describe(out[i], parts)
			}
		}
	})
	v.announced(out)
	report.Add("structure.notes-marked", linkNotes(out))
	for _, p := range out {
		count(&report, p)
	}
	return out, report
}

// mark says what the rows of a part are.
func (v *volume) mark(p corpus.Part, rows []row) {
	switch p.Kind {
	case corpus.PaperPart:
		body := v.markHead(p, rows)
		markBody(rows, body)
		v.unhead(p, rows, body)
		if listed(rows[body:]) {
			unlist(rows[body:])
		}
		markAbstract(rows, body)
		v.restoreTitle(rows)
	case corpus.Contents:
		markContents(rows)
	case corpus.FrontMatter:
		markBody(rows, 0)
		unlist(rows)
	default:
		markBody(rows, 0)
		v.unhead(p, rows, 0)
	}
}

// count fills the report.
func count(r *corpus.Report, p corpus.Part) {
	for _, b := range p.Blocks {
		r.Add("structure."+string(b.Kind), 1)
	}
	if p.Kind != corpus.PaperPart {
		return
	}
	if len(p.Paper.Authors) == 0 {
		r.Problems = append(r.Problems, corpus.Problem{Stage: "structure", Text: "no authors were found for “" + p.Paper.Title + "”; set them by hand"})
	}
}
