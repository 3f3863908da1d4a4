package structure

import (
	"regexp"
	"strings"

	"recto/internal/cores"
	"recto/internal/corpus"
	"recto/internal/language"
)

// describe makes the description of a paper from its blocks. What segment said
// of it, its folios and what other places of the volume make of its title and
// authors, is kept.
func (v *volume) describe(p corpus.Part, parts []corpus.Part) *corpus.Paper {
	paper := corpus.Paper{}
	if p.Paper != nil {
		paper = *p.Paper
	}
	listed := paper.Title
	paper.Title, paper.ID = "", p.ID
	var cited []corpus.Block
	for _, b := range p.Blocks {
		switch b.Kind {
		case corpus.TitleBlock:
			paper.Title = plain(b)
			paper.ID = b.ID
		case corpus.SubtitleBlock:
			paper.Subtitle = strings.TrimSpace(paper.Subtitle + " " + plain(b))
		case corpus.KeywordsBlock:
			paper.Keywords = keywords(plain(b))
		case corpus.ReferenceBlock:
			cited = append(cited, b)
		}
	}
	paper.References = append(paper.References, references(cited)...)
	if !shouted(p.Title) && p.Title != "" {
		paper.Title = p.Title // without specks between its lines
	}
	paper.Title = betterTitle(paper.Title, listed)
	paper.Authors = v.reconciled(v.blockAuthors(p.Blocks), paper.Authors)
	if len(paper.Authors) == 0 {
		paper.Authors = v.ownersOf(paper.Title, parts)
	}
	if len(paper.Authors) == 0 {
		paper.Authors = v.rescuedAuthors(v.rows(p.Lines))
	}
	return &paper
}

// references are the entries of a list, by their blocks.
func references(blocks []corpus.Block) []corpus.Reference {
	out := make([]corpus.Reference, len(blocks))
	cores.Share(len(blocks), func() func(int) {
		return func(i int) {
			out[i] = ParseReference(plain(blocks[i]))
			out[i].Block = blocks[i].ID
		}
	})
	return out
}

// plain is a block's reading text without its gaps.
func plain(b corpus.Block) string {
	return reading(corpus.Line{Tokens: b.Tokens})
}

// betterTitle is the title as a list of the volume names it, where there is one.
func betterTitle(own, listed string) string {
	if listed != "" {
		return listed
	}
	return strings.TrimRight(own, " .*†")
}

// keywords parts the keywords.
func keywords(text string) []string {
	if m := keywordsHead.FindStringSubmatch(text); m != nil {
		text = m[1]
	}
	sep := ","
	if strings.Contains(text, ";") {
		sep = ";"
	}
	var out []string
	for k := range strings.SplitSeq(text, sep) {
		if k = strings.Trim(k, " ."); k != "" {
			out = append(out, k)
		}
	}
	return out
}

var owner = regexp.MustCompile(`^(?:©|\(c\)|\(C\)|[Cc]opyright|[•®0e@])\s*©?\s*(?:19|20)\d\d\s+(.+)$`)

// ownersOf looks for the © line that stands with a title before the papers.
func (v *volume) ownersOf(title string, parts []corpus.Part) []corpus.Author {
	for _, p := range parts {
		if p.Kind == corpus.PaperPart {
			continue
		}
		for i := 1; i < len(p.Lines); i++ {
			m := owner.FindStringSubmatch(reading(p.Lines[i]))
			if m == nil || v.judge.Score(m[1]) == 0 {
				continue
			}
			if overlap(language.Plain(title), language.Plain(reading(p.Lines[i-1]))) >= 0.6 {
				return v.authors(m[1])
			}
		}
	}
	return nil
}

// overlap is the share of the words of the shorter text that the other has too.
func overlap(a, b string) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	have := set(b)
	n, hit := 0, 0
	for w := range strings.FieldsSeq(a) {
		n++
		if have[w] {
			hit++
		}
	}
	if n < 2 {
		return 0
	}
	return float64(hit) / float64(n)
}
