package segment

import (
	"strings"
	"testing"

	"recto/internal/corpus"
)

func TestFolio(t *testing.T) {
	for _, c := range []struct{ printed, want string }{
		{"5 - 7", "5 6 7"},
		{"- 7 8", "6 7 8"},
		{"7 8 - -", "7 8 9 10"},
		{"- 1 2", "- 1 2"},
		{"iv - 1 2 - 4", "iv - 1 2 3 4"},
		{"5 - 17", "5 - 17"},
		{"- 7 -", "- 7 -"},
		{"6 - 10 -", "6 - 10 -"},
		{"- -", "- -"},
	} {
		var b book
		for i, f := range strings.Fields(c.printed) {
			b.pages = append(b.pages, corpus.Page{Folio: strings.Trim(f, "-")})
			b.rows = append(b.rows, row{page: i})
		}
		var got []string
		for i := range b.rows {
			f := b.folio(i)
			if f == "" {
				f = "-"
			}
			got = append(got, f)
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("pages %s are counted %s, want %s", c.printed, text, c.want)
		}
	}
}
