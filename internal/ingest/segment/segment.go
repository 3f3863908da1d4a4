// Package segment finds where the parts of a volume begin: front matter, the
// contents list, an introduction, the papers and the back matter.
//
// It weighs several kinds of evidence for every line that might be the title
// of a paper (a list that names it, large type, the names and institutions
// that follow, running heads, the references that end before it) and says in
// plain words why it took a line for a beginning. It does not look inside a
// paper: that is the business of the structure stage. It never drops a line.
package segment

import (
	"fmt"
	"strings"

	"recto/internal/corpus"
	"recto/internal/language"
)

// Split cuts a volume into parts. Every line that is not forme work is in
// exactly one part, in the order of the pages. Where nothing is known of boxes and
// a paper begins in the midst of a scan of two pages, whose lines may be woven,
// the lines of that scan are parted between the two papers; running heads that
// layout could not tell there are left out. Each part has its kind, its
// lines and the evidence for its beginning. A paper's Part.Title is what its own
// title lines read, and its Paper has the folios that it begins and ends on and,
// where a list of the volume names it, the title as both together give it and the
// names that the list gives. The pages are not altered. Pages without text give no parts.
func Split(pages []corpus.Page, model *language.Model, corrections ...corpus.Correction) ([]corpus.Part, corpus.Report) {
	var report corpus.Report
	b := open(pages, model)
	if len(b.rows) == 0 {
		return nil, report
	}
	lists := findLists(b)
	titles, lists := b.unheaded(findTitles(b, lists), lists, corrections)
	titles = b.settle(titles, lists)
	b.alphabetize(titles, lists)
	cuts := mergeCuts(titleCuts(b, lists, titles), matterCuts(b, lists, titles))
	cuts = corrected(b, cuts, corrections, &report)
	parts := assemble(b, cuts)
	count(&report, parts, lists, titles)
	return parts, report
}

// cut is the beginning of a part.
type cut struct {
	row      int
	kind     corpus.PartKind
	title    string
	clean    string          // the title of a paper with the help of other places that name it
	people   []corpus.Author // as a list names them
	folio    int             // as a list names it, of a page that shares its scan with another; or 0
	evidence []string
}

// titleCuts are the beginnings of papers.
func titleCuts(b *book, lists []list, titles []candidate) []cut {
	named := entriesOf(lists, titles)
	var cuts []cut
	for i, t := range titles {
		c := cut{row: t.start, kind: corpus.PaperPart, title: t.text, evidence: t.evidence, clean: b.consensus(t, named[i])}
		if named[i] != nil {
			c.people = b.authors(named[i].people)
			if n := named[i].folio; b.count.step == 2 && b.count.page(n) == t.page {
				c.folio = n
			}
		}
		cuts = append(cuts, c)
	}
	return cuts
}

// authors reads the names by an entry of a list, if it names all.
func (b *book) authors(text string) []corpus.Author {
	var out []corpus.Author
	if strings.Contains(text, " et al") {
		return nil
	}
	for _, p := range b.judge.People(text) {
		out = append(out, corpus.Author{Given: p.Given, Family: p.Family})
	}
	return out
}

// mergeCuts puts both lists in order; where two begin on one row the paper stays.
func mergeCuts(papers, others []cut) []cut {
	var out []cut
	for len(papers) > 0 || len(others) > 0 {
		switch {
		case len(others) == 0 || len(papers) > 0 && papers[0].row <= others[0].row:
			if len(others) > 0 && others[0].row == papers[0].row {
				others = others[1:]
			}
			out, papers = append(out, papers[0]), papers[1:]
		default:
			out, others = append(out, others[0]), others[1:]
		}
	}
	return out
}

// assemble makes the parts; what stands before the first cut is front matter,
// or, if nothing at all was found, the whole is an introduction.
func assemble(b *book, cuts []cut) []corpus.Part {
	if len(cuts) == 0 {
		return []corpus.Part{b.part(0, len(b.rows), cut{
			kind: corpus.Introduction, evidence: []string{"no beginning of a paper was found, so the text is one part"},
		})}
	}
	if cuts[0].row > 0 {
		front := cut{kind: corpus.FrontMatter, evidence: []string{"the volume begins here"}}
		cuts = append([]cut{front}, cuts...)
	}
	parts := make([]corpus.Part, 0, len(cuts))
	for i, c := range cuts {
		end := len(b.rows)
		if i+1 < len(cuts) {
			end = cuts[i+1].row
		}
		parts = append(parts, b.part(c.row, end, c))
	}
	return parts
}

// count fills the report.
func count(r *corpus.Report, parts []corpus.Part, lists []list, titles []candidate) {
	r.Add("segment.parts", len(parts))
	r.Add("segment.papers", len(titles))
	listed := 0
	for _, t := range titles {
		if t.listed {
			listed++
		}
	}
	r.Add("segment.papers-listed", listed)
	if len(titles) == 0 {
		r.Problems = append(r.Problems, corpus.Problem{Stage: "segment", Text: "no title of a paper was found; set the beginnings of the papers by hand"})
	}
	if named := namedEntries(lists); named > len(titles)+1 && len(titles) > 0 {
		r.Problems = append(r.Problems, corpus.Problem{Stage: "segment", Text: fmt.Sprintf(
			"the contents list seems to name %d titles, but %d papers were found; check the beginnings", named, len(titles))})
	}
}
