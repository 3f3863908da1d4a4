package extract

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"recto/internal/corpus"
)

func TestText(t *testing.T) {
	full := strings.Repeat("a line of print that is long enough to count as such in any book\n", minScanLines)
	tests := []struct {
		name, data string
		want       string // scan:line:col:raw of the first words
		scans      int
	}{
		{"words", "one  two\n\n three\n", "1:1:0:one 1:1:5:two 1:3:1:three", 1},
		{"carriage returns", "one\r\ntwo\r\n", "1:1:0:one 1:2:0:two", 1},
		{"characters, not bytes", "Engeström é x\n", "1:1:0:Engeström 1:1:10:é 1:1:12:x", 1},
		{"latin-1", "Engestr\xf6m x\n", "1:1:0:Engeström 1:1:10:x", 1},
		{"utf-8 mark", "\xef\xbb\xbfone\n", "1:1:0:one", 1},
		{"utf-16", "\xff\xfea\x00 \x00b\x00", "1:1:0:a 1:1:2:b", 1},
		{"form feed at a line's start", "one\n\ftwo\n", "1:1:0:one 2:2:1:two", 2},
		{"form feed within a line", "one\ftwo\n", "1:1:0:one 2:1:4:two", 2},
		{"empty scan", "one\n\f\ftwo\n", "1:1:0:one 3:2:2:two", 3},
		{"leading space begins a scan", full + " Next\n" + full, "", 2},
		{"leading space too early", "one\n Next\n" + full, "1:1:0:one 1:2:1:Next", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Text(corpus.Source{ID: "0123456789abcdef"}, []byte(tt.data))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range doc.Scans {
				for n, w := range s.Words {
					got = append(got, fmt.Sprintf("%d:%d:%d:%s", w.Scan, w.Line, w.Col, w.Raw))
					if id := fmt.Sprintf("0123456789-%d-%d", s.Number, n+1); w.ID != id {
						t.Errorf("id %q, want %q", w.ID, id)
					}
				}
			}
			if s := strings.Join(got, " "); !strings.HasPrefix(s, tt.want) {
				t.Errorf("got  %.200s\nwant %s", s, tt.want)
			}
			if len(doc.Scans) != tt.scans || doc.Report.Scans != tt.scans || doc.Report.Words != len(got) {
				t.Errorf("got %d scans, report %+v, want %d scans", len(doc.Scans), doc.Report, tt.scans)
			}
		})
	}
}

func TestTextOfNothing(t *testing.T) {
	for _, text := range []string{" \n\f\n", "<<<<[[[[ (((( <<<< [[[[ a\n"} {
		if _, err := Text(corpus.Source{}, []byte(text)); !errors.Is(err, corpus.ErrNoText) {
			t.Errorf("%q: got %v, want %v", text, err, corpus.ErrNoText)
		}
	}
}

func TestTextTooLarge(t *testing.T) {
	_, err := Text(corpus.Source{ID: strings.Repeat("a", 64)}, []byte(strings.Repeat("word ", maxText/5+1)))
	if !errors.Is(err, corpus.ErrTooLarge) {
		t.Errorf("err = %v, want ErrTooLarge", err)
	}
}
