package markup

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding/charmap"

	"recto/internal/corpus"
)

var update = flag.Bool("update", false, "write what comes out to testdata")

// TestRead reads small files written from the standards.
func TestRead(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			arch, err := txtar.ParseFile(name)
			if err != nil || len(arch.Files) != 2 {
				t.Fatal(err)
			}
			got := dump(t, arch.Files[0].Data)
			if *update {
				arch.Files[1].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(arch), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := string(arch.Files[1].Data); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// dump is what a file gives, a word a line.
func dump(t *testing.T, data []byte) string {
	t.Helper()
	kind, _ := Sniff(data)
	pages, err := Read(kind, data)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	fmt.Fprintln(&b, kind)
	for _, p := range pages {
		sound(t, p)
		fmt.Fprintln(&b, strings.TrimSpace(fmt.Sprintf("page %v %v %s", p.Width, p.Height, p.Picture)))
		for _, w := range p.Words {
			fmt.Fprintf(&b, "%s at %v %v %v %v", w.Raw, w.Box.X1, w.Box.Y1, w.Box.X2, w.Box.Y2)
			said := []struct {
				name string
				is   bool
				as   any
			}{{"conf", w.Conf > 0, w.Conf}, {"size", w.Size > 0, w.Size}, {"bold", w.Face&corpus.Bold != 0, ""}, {"italic", w.Face&corpus.Italic != 0, ""}}
			for _, s := range said {
				if s.is {
					b.WriteString(strings.TrimRight(fmt.Sprintf(" %s %v", s.name, s.as), " "))
				}
			}
			b.WriteByte('\n')
		}
		if p.Lost > 0 {
			fmt.Fprintln(&b, "lost", p.Lost)
		}
	}
	return b.String()
}

const small = `<alto><Layout><Page WIDTH="100" HEIGHT="100"><TextLine HPOS="1" VPOS="1" WIDTH="50" HEIGHT="9"><String CONTENT="Engeström" HPOS="1" VPOS="1" WIDTH="50" HEIGHT="9"/></TextLine></Page></Layout></alto>`

// TestEncodings reads one file as many programs would write it.
func TestEncodings(t *testing.T) {
	latin, err := charmap.ISO8859_1.NewEncoder().String(small)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"utf-8":                   small,
		"with mark":               "\xef\xbb\xbf" + small,
		"declared":                `<?xml version="1.0" encoding="utf-8"?>` + small,
		"latin-1":                 `<?xml version="1.0" encoding="ISO-8859-1"?>` + latin,
		"latin-1, not declared":   latin,
		"utf-16":                  wide("\ufeff"+small, false),
		"utf-16, big":             wide("\ufeff"+small, true),
		"utf-16 without mark":     wide(small, false),
		"said to be utf-16":       `<?xml version="1.0" encoding="UTF-16"?>` + small,
		"of a name nobody knows":  `<?xml version="1.0" encoding="klingon"?>` + small,
		"utf-16, its declaration": wide("\ufeff"+`<?xml version="1.0" encoding="UTF-16"?>`+small, true),
	} {
		t.Run(name, func(t *testing.T) {
			want := "ALTO\npage 100 100\nEngeström at 1 1 51 10\n"
			if got := dump(t, []byte(data)); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func wide(s string, big bool) string {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			out = append(out, byte(u>>8), byte(u))
			continue
		}
		out = append(out, byte(u), byte(u>>8))
	}
	return string(out)
}

func TestSniff(t *testing.T) {
	tests := []struct {
		name, data string
		kind       Kind
		markup     bool
	}{
		{"alto", small, ALTO, true},
		{"page behind white space", "\n <?xml version='1.0'?>\n<!-- by us -->\n<pc:PcGts>", PAGE, true},
		{"hocr by class", "<!DOCTYPE html><html><div class='ocr_page'>", HOCR, true},
		{"hocr by its head", "<html><head><meta name='ocr-system' content='x'>", HOCR, true},
		{"piece of hocr", "<div class='big ocrx_word'>", HOCR, true},
		{"a page of the web", "<!doctype html><p class='ocrid'>", "", true},
		{"other xml", "<?xml version='1.0'?><TEI/>", "", true},
		{"prose", "Class 'ocr_page' <span class='ocr_page'>", "", false},
		{"prose in brackets", "<see page 4>", "", false},
		{"nothing", "", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if kind, is := Sniff([]byte(tt.data)); kind != tt.kind || is != tt.markup {
				t.Errorf("got %q, %v, want %q, %v", kind, is, tt.kind, tt.markup)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	tests := []struct {
		name string
		kind Kind
		data string
		err  error
	}{
		{"no page", ALTO, "<alto/>", corpus.ErrBroken},
		{"too deep", HOCR, strings.Repeat("<div class='ocr_par'>", maxDepth+1), corpus.ErrBroken},
		{"no kind", "", "x", corpus.ErrUnsupported},
		{"too large", PAGE, strings.Repeat(" ", maxFile+1), corpus.ErrTooLarge},
		{"too many words", HOCR, "<div class='ocr_page' title='bbox 0 0 9 9'>" + strings.Repeat("a ", maxWords+1), corpus.ErrTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Read(tt.kind, []byte(tt.data)); !errors.Is(err, tt.err) {
				t.Errorf("got %v, want %v", err, tt.err)
			}
		})
	}
}

// FuzzRead reads any bytes as each kind: all words stand on their page.
func FuzzRead(f *testing.F) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		arch, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(arch.Files[0].Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		Sniff(data)
		for _, kind := range []Kind{HOCR, ALTO, PAGE} {
			pages, err := Read(kind, data)
			if err != nil && !errors.Is(err, corpus.ErrBroken) {
				t.Error(err)
			}
			for _, p := range pages {
				sound(t, p)
			}
		}
	})
}
