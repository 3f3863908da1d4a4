package store

import (
	"unicode/utf8"

	"recto/internal/corpus"
)

// reach is how much reading text is kept on either side of a mention, in
// characters.
const reach = 80

// occurrences are the mentions of a part in their context, in reading order,
// without the part's entry.
func occurrences(part corpus.Part, folios map[string]string) []corpus.Occurrence {
	var all []corpus.Occurrence
	section := ""
	for _, b := range part.Blocks {
		if b.Kind == corpus.Heading {
			section = b.Text()
		}
		for _, m := range b.Mentions {
			if m.From < 0 || m.To > len(b.Tokens) || m.From >= m.To {
				continue
			}
			o := occurrence(b, m)
			o.Section = section
			o.Folio = folios[pageAt(b, m.From)]
			all = append(all, o)
		}
	}
	return all
}

func occurrence(b corpus.Block, m corpus.Mention) corpus.Occurrence {
	return corpus.Occurrence{
		Mention: m,
		Block:   b.ID,
		Kind:    b.Kind,
		Scan:    scanAt(b, m.From),
		Before:  ending(b.Tokens[:m.From]),
		Surface: corpus.Join(b.Tokens[m.From:m.To]),
		After:   beginning(b.Tokens[m.To:]),
	}
}

// pageAt is the page that a token stands on; a gap stands where the token
// before it does.
func pageAt(b corpus.Block, i int) string {
	for ; i >= 0; i-- {
		if p := b.Tokens[i].Page; p != "" {
			return p
		}
	}
	return b.Page()
}

// scanAt is the scan of a token, as pageAt.
func scanAt(b corpus.Block, i int) int {
	for ; i >= 0; i-- {
		if w := b.Tokens[i].Words; len(w) > 0 {
			return w[0].Scan
		}
	}
	return 0
}

// ending is the end of the tokens' text, whole words within reach.
func ending(tokens []corpus.Token) string {
	from, n := len(tokens), 0
	for from > 0 {
		n += 1 + utf8.RuneCountInString(corpus.Join(tokens[from-1:from]))
		if n > reach+1 {
			break
		}
		from--
	}
	return corpus.Join(tokens[from:])
}

// beginning is the start of the tokens' text, whole words within reach.
func beginning(tokens []corpus.Token) string {
	to, n := 0, 0
	for to < len(tokens) {
		n += 1 + utf8.RuneCountInString(corpus.Join(tokens[to:to+1]))
		if n > reach+1 {
			break
		}
		to++
	}
	return corpus.Join(tokens[:to])
}

// pageIDs are the pages that a part stands on, each once, in reading order.
func pageIDs(part corpus.Part) []string {
	var ids []string
	seen := map[string]bool{}
	for _, b := range part.Blocks {
		for _, t := range b.Tokens {
			if t.Page != "" && !seen[t.Page] {
				seen[t.Page] = true
				ids = append(ids, t.Page)
			}
		}
	}
	return ids
}
