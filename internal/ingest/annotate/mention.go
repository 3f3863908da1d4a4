package annotate

import (
	"cmp"
	"slices"

	"recto/internal/corpus"
	"recto/internal/glossary"
)

// window is how many tokens to either side of a doubtful one are read with its
// alternatives.
const window = 6

// setMentions finds the concepts of a part's blocks. The blocks are searched in
// one sequence, as a label may need support from the block before or after; a
// word without letters between them keeps labels within their block.
func setMentions(blocks []corpus.Block, g *glossary.Glossary) {
	var words []string
	starts := make([]int, len(blocks))
	for i, b := range blocks {
		starts[i] = len(words)
		if mentions(b.Kind) {
			words = append(append(words, readings(b.Tokens)...), "")
		}
	}
	matches := g.Match(words)
	for i := range blocks {
		blocks[i].Mentions = nil
		if !mentions(blocks[i].Kind) {
			continue
		}
		end := starts[i] + len(blocks[i].Tokens)
		for len(matches) > 0 && matches[0].From < end {
			m := matches[0]
			m.From, m.To = m.From-starts[i], m.To-starts[i]
			blocks[i].Mentions = append(blocks[i].Mentions, mention(m, blocks[i].Tokens))
			matches = matches[1:]
		}
		complete(&blocks[i], g)
	}
}

// complete adds the concepts that alternative readings of a block's tokens
// give, and marks attestations.
func complete(b *corpus.Block, g *glossary.Glossary) {
	words := readings(b.Tokens)
	for i, t := range b.Tokens {
		if t.Emendation != nil && len(t.Emendation.Alternatives) > 0 && !covered(b.Mentions, i) {
			b.Mentions = append(b.Mentions, alternative(b.Tokens, words, i, g, b.Mentions)...)
		}
	}
	slices.SortFunc(b.Mentions, func(a, b corpus.Mention) int { return cmp.Compare(a.From, b.From) })
	for i := range b.Mentions {
		b.Mentions[i].Attestation = attests(words, b.Mentions[i].From, b.Mentions[i].To)
	}
}

// readings are the tokens' texts; a gap is a word without letters, which no
// label runs over.
func readings(tokens []corpus.Token) []string {
	words := make([]string, len(tokens))
	for i, t := range tokens {
		if t.Gap == "" {
			words[i] = t.Text
		}
	}
	return words
}

// mention makes a mention of a match; what became of its tokens decides the
// reason where the reading alone would hide it.
func mention(m glossary.Match, tokens []corpus.Token) corpus.Mention {
	out := corpus.Mention{Concept: m.Concept, From: m.From, To: m.To, Reason: m.Reason, Confidence: m.Confidence}
	for _, t := range tokens[m.From:m.To] {
		out.Confidence = min(out.Confidence, m.Confidence*t.Confidence())
		if t.Emendation == nil {
			continue
		}
		switch t.Emendation.Kind {
		case corpus.Substituted, corpus.Parted, corpus.Joined:
			out.Reason = corpus.Variant
		case corpus.Dehyphenated:
			if out.Reason != corpus.Variant {
				out.Reason = corpus.Hyphenation
			}
		}
	}
	return out
}

// alternative looks for a concept that an alternative reading of one token
// makes, clear of the mentions found already.
func alternative(tokens []corpus.Token, words []string, i int, g *glossary.Glossary, found []corpus.Mention) []corpus.Mention {
	from, to := max(0, i-window), min(len(words), i+window+1)
	local := slices.Clone(words[from:to])
	for _, a := range tokens[i].Emendation.Alternatives {
		if !g.InLabel(a.Text) {
			continue
		}
		local[i-from] = a.Text
		for _, m := range g.Match(local) {
			m.From, m.To = m.From+from, m.To+from
			if m.From > i || m.To <= i || overlaps(found, m.From, m.To) {
				continue
			}
			return []corpus.Mention{{
				Concept: m.Concept, From: m.From, To: m.To,
				Reason: corpus.Variant, Confidence: m.Confidence * a.Confidence,
			}}
		}
	}
	return nil
}

func covered(found []corpus.Mention, i int) bool { return overlaps(found, i, i+1) }

func overlaps(found []corpus.Mention, from, to int) bool {
	return slices.ContainsFunc(found, func(m corpus.Mention) bool { return m.From < to && from < m.To })
}
