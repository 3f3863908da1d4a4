// Package annotate finds in the blocks of a volume where concepts are
// mentioned, which mentions define their concept, and which entries of a
// paper's reference list are cited.
//
// It changes neither text nor structure: tokens and references are taken as
// they are. How a label is found is the business of internal/glossary.
package annotate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"recto/internal/cores"
	"recto/internal/corpus"
	"recto/internal/glossary"
)

// Annotate gives the parts with the mentions and citations of their blocks. It
// leaves its input alone; what it replaces are Block.Mentions and
// Block.Citations. It counts annotate.mentions, annotate.attestations,
// annotate.citations and annotate.linked, and names in a problem the citations of
// each paper that fit no entry of its list.
func Annotate(parts []corpus.Part, g *glossary.Glossary) ([]corpus.Part, corpus.Report) {
	var report corpus.Report
	out := slices.Clone(parts)
	unlisted := make([][]string, len(parts))
	cores.Share(len(parts), func() func(int) {
		return func(i int) {
			out[i].Blocks = slices.Clone(out[i].Blocks)
			setMentions(out[i].Blocks, g)
			setCut(out[i], g)
			unlisted[i] = setCitations(out[i])
		}
	})
	for i, p := range out {
		if len(unlisted[i]) > 0 {
			report.Problems = append(report.Problems, missing(p, unlisted[i]))
		}
		for _, b := range p.Blocks {
			count(&report, b)
		}
	}
	return out, report
}

// setCitations sets the citations of a part's blocks, and gives those that no
// entry of its list fits, as they read.
func setCitations(p corpus.Part) (unlisted []string) {
	var list *references
	if p.Paper != nil {
		list = newReferences(p.Paper.References, p.Blocks)
	}
	last := "" // entry that was cited last
	for i := range p.Blocks {
		b := &p.Blocks[i]
		b.Citations = nil
		if !citations(b.Kind) {
			continue
		}
		b.Citations = findCitations(b.Tokens, list, last)
		for _, c := range b.Citations {
			last = cmp.Or(c.Reference, last)
			if c.Reference == "" && list != nil && len(list.entries) > 0 {
				unlisted = append(unlisted, corpus.Join(b.Tokens[c.From:c.To]))
			}
		}
	}
	return unlisted
}

// shown is how many unlisted citations a problem quotes.
const shown = 5

// missing tells an administrator of citations that lack an entry.
func missing(p corpus.Part, unlisted []string) corpus.Problem {
	quoted := strings.Join(unlisted[:min(shown, len(unlisted))], "; ")
	if len(unlisted) > shown {
		quoted += "; …"
	}
	return corpus.Problem{Stage: "annotate", Text: fmt.Sprintf("%s: %d of its citations fit no entry of its list of references (%s). Check the list, or the citations, against the scan.", cmp.Or(p.Title, "Untitled paper"), len(unlisted), quoted)}
}

// mentions reports whether concepts are looked for in a kind of block. The title
// of a work that a paper cites is a use of the idea like any other.
func mentions(k corpus.BlockKind) bool {
	switch k {
	case corpus.AuthorBlock, corpus.AffiliationBlock:
		return false
	}
	return true
}

// citations reports whether references are looked for in a kind of block.
func citations(k corpus.BlockKind) bool {
	switch k {
	case corpus.AbstractBlock, corpus.Paragraph, corpus.Quotation, corpus.ListItem, corpus.Note, corpus.Caption, corpus.Table, corpus.Heading:
		return true
	}
	return false
}

func count(report *corpus.Report, b corpus.Block) {
	report.Add("annotate.mentions", len(b.Mentions))
	report.Add("annotate.citations", len(b.Citations))
	for _, m := range b.Mentions {
		if m.Attestation {
			report.Add("annotate.attestations", 1)
		}
	}
	for _, c := range b.Citations {
		if c.Reference != "" {
			report.Add("annotate.linked", 1)
		}
	}
}
