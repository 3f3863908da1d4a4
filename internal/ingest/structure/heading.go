package structure

import (
	"regexp"
	"slices"
	"strings"

	"recto/internal/corpus"
	"recto/internal/ingest/structure/outline"
	"recto/internal/language"
)

var (
	numbered = regexp.MustCompile(`^((?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-H])[.)]?)\s+(\p{Lu}.*)$`)
	plainNum = regexp.MustCompile(`^\d{1,2}(?:\.\d{1,2}){0,3}$`)
)

var commonHeadings = set("introduction background methods method methodology results findings discussion conclusion conclusions " +
	"acknowledgements acknowledgments acknowledgement acknowledgment references bibliography notes endnotes appendix abstract summary limitations " +
	"implications recommendations overview analysis data materials evaluation motivation funding")

func near2(a, b float64) bool { return a < b*1.06 && b < a*1.06 }

// unhead takes back headings of a body that cannot be any: names of persons, and
// of those that are told by their words alone lines that end in mid-phrase, debris and
// what the woven page on which the part begins has left of its title and authors.
func (v *volume) unhead(p corpus.Part, rows []row, body int) {
	title := titleWords(p)
	for i := body; i < len(rows); i++ {
		if rows[i].kind != corpus.Heading || !rows[i].start {
			continue
		}
		end := i + 1
		for end < len(rows) && rows[end].kind == corpus.Heading && !rows[end].start {
			end++
		}
		first := rows[i].line.Page == rows[0].line.Page
		if v.judge.Score(rows[i].text) > 1 || rows[i].line.Size == 0 && (v.loose(rows[i:end]) || first && v.ofTitle(rows[i], title)) {
			mark(rows, i, end, corpus.Paragraph)
		}
	}
}

// loose reports whether the rows of a heading are debris or end in mid-phrase.
func (v *volume) loose(rows []row) bool {
	last := rows[len(rows)-1]
	return strings.TrimRight(last.text, ",;-") != last.text || outline.Unfinished(last.words, last.text) || v.debris(rows[0])
}

// ofTitle reports whether a row may be a name, or repeats words of a title.
func (v *volume) ofTitle(r row, title []string) bool {
	return v.judge.Score(r.text) > 0 || echoes(r, title)
}

// debris reports whether a row begins with a mark that ends what is before it, or
// is one word alone that nobody else writes.
func (v *volume) debris(r row) bool {
	if strings.TrimLeft(r.text, ".,:;!?)]") != r.text {
		return true
	}
	low := strings.ToLower(strings.Trim(r.text, ".:"))
	if len(r.words) != 1 || v.judge.Word(low) || v.inner[low] != nil {
		return false
	}
	for common := range commonHeadings {
		if near(r.fold, common, len(common)/4) {
			return false
		}
	}
	return true
}

// unlist makes paragraphs of the references that stand under no heading of theirs:
// front matter and tables name places, houses and years as they do.
func unlist(rows []row) {
	for i := range rows {
		r := &rows[i]
		switch {
		case referencesHead(*r):
			return
		case r.kind == corpus.ReferenceBlock:
			r.kind, r.label = corpus.Paragraph, ""
		}
	}
}

// listed reports whether the rows of a body, of which it is known how they are
// set, have a heading of references: then there are none before it.
func listed(rows []row) bool {
	return slices.ContainsFunc(rows, func(r row) bool { return r.line.Size > 0 && referencesHead(r) })
}

func referencesHead(r row) bool {
	_, head := sectionNumber(r.text)
	return r.kind == corpus.Heading && outline.ReferenceHead(language.Plain(head))
}

// titleWords are the words of a paper's title, folded, as it stands and as a list has it.
func titleWords(p corpus.Part) []string {
	title := p.Title
	if p.Paper != nil {
		title += " " + p.Paper.Title
	}
	return strings.Fields(language.Plain(title))
}

// sectionNumber parts the number from the words of a heading.
func sectionNumber(s string) (label, rest string) {
	m := numbered.FindStringSubmatch(s)
	if m == nil {
		return "", s
	}
	return strings.TrimRight(m[1], ".)"), m[2]
}
