// Package annotate finds in the blocks of a volume where concepts are
// mentioned, which mentions define their concept, and which entries of a
// paper's reference list are cited.
//
// It changes neither text nor structure: tokens and references are taken as
// they are. How a label is found is the business of internal/glossary.
package annotate

import (
	"slices"

	"recto/internal/corpus"
	"recto/internal/glossary"
)

// Annotate gives the parts with the mentions and citations of their blocks. It
// leaves its input alone; what it replaces are Block.Mentions and
// Block.Citations. It counts annotate.mentions, annotate.attestations,
// annotate.citations and annotate.linked.
func Annotate(parts []corpus.Part, g *glossary.Glossary) ([]corpus.Part, corpus.Report) {
	var report corpus.Report
	out := slices.Clone(parts)
	for i := range out {
		out[i].Blocks = slices.Clone(out[i].Blocks)
		setMentions(out[i].Blocks, g)
		setCitations(out[i])
		for _, b := range out[i].Blocks {
			count(&report, b)
		}
	}
	return out, report
}

func setCitations(p corpus.Part) {
	var references *references
	if p.Paper != nil {
		references = newReferences(p.Paper.References)
	}
	for i := range p.Blocks {
		b := &p.Blocks[i]
		b.Citations = nil
		if citations(b.Kind) {
			b.Citations = findCitations(b.Tokens, references)
		}
	}
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
