package publish

import "recto/internal/corpus"

// table writes a table row by row as its words stand on the lines of the page;
// where a wide space parts them, another cell begins.
func (t *tei) table(b corpus.Block) {
	t.x.section("table", []attr{{"xml:id", t.take(b.ID)}}, func() {
		for _, row := range rows(b.Tokens) {
			t.x.start("row")
			for _, cell := range row {
				t.x.start("cell")
				t.inline(corpus.Block{Tokens: cell}, nil)
				t.x.end()
			}
			t.x.end()
			t.x.line()
		}
		if len(b.Tokens) == 0 {
			t.x.section("row", nil, func() { t.x.empty("cell") })
		}
	})
}

// rows parts the tokens of a table into rows and cells by where they stand.
func rows(tokens []corpus.Token) [][][]corpus.Token {
	var out [][][]corpus.Token
	for i, token := range tokens {
		last := len(out) - 1
		switch {
		case i == 0 || newRow(tokens[i-1], token):
			out = append(out, [][]corpus.Token{{token}})
		case apart(tokens[i-1], token):
			out[last] = append(out[last], []corpus.Token{token})
		default:
			n := len(out[last]) - 1
			out[last][n] = append(out[last][n], token)
		}
	}
	return out
}

// newRow reports whether b stands on another line than a.
func newRow(a, b corpus.Token) bool {
	v, w, ok := neighbours(a, b)
	switch {
	case !ok:
		return false
	case v.Scan != w.Scan || v.Line != w.Line:
		return true
	}
	return v.HasBox() && w.HasBox() && (w.Box.Y1 > v.Box.Y2 || w.Box.X2 < v.Box.X1)
}

// apart reports whether a space wider than the letters are high parts b from a
// on their line; in a text source, three spaces or more.
func apart(a, b corpus.Token) bool {
	v, w, ok := neighbours(a, b)
	if !ok {
		return false
	}
	if v.HasBox() && w.HasBox() {
		return w.Box.X1-v.Box.X2 > 1.2*max(v.Box.Y2-v.Box.Y1, w.Box.Y2-w.Box.Y1)
	}
	return v.Line > 0 && w.Col-v.Col-len([]rune(v.Raw)) >= 3
}

func neighbours(a, b corpus.Token) (v, w corpus.Word, ok bool) {
	if len(a.Words) == 0 || len(b.Words) == 0 {
		return v, w, false
	}
	v, w = a.Words[len(a.Words)-1], b.Words[0]
	return v, w, v.ID != w.ID
}
