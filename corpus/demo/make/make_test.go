package main

import (
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

func TestReadArticle(t *testing.T) {
	fsys := fstest.MapFS{"a.md": {Data: []byte(`title: A title
author: Ada Quill, University of Northmoor

## Abstract

Short.

## 2 Middle

A line
and *another*.[^1]

- one
- two
  lines

> said

## References

Quill, A. (1990) *This*.
Quill, A. (1991) *That*.

[^1]: A note.
`)}}
	a, err := readArticle(fsys, "a.md")
	if err != nil {
		t.Fatal(err)
	}
	want := []section{{"2", "Middle", 1, []block{{"para", "A line and *another*.[^1]"}, {"bullet", "one"}, {"bullet", "two lines"}, {"quote", "said"}}}}
	if got := a.body(); !reflect.DeepEqual(got, want) {
		t.Errorf("sections\n got %v\nwant %v", got, want)
	}
	if len(a.references) != 2 || len(a.notes) != 1 || a.authors()[0].affiliation != "University of Northmoor" {
		t.Errorf("references %q, notes %q, authors %v", a.references, a.notes, a.authors())
	}
	if got := plain(want[0].blocks[0].text); got != "A line and another." {
		t.Errorf("plain text %q", got)
	}
}

func TestReadArticleRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"no title":            "author: A, B\n\n## One\n\nText.",
		"text before heading": "title: T\n\nText.",
		"note out of order":   "title: T\n\n## One\n\nText.\n\n[^2]: Second.",
		"late section":        "title: T\n\n## References\n\nR.\n\n## Two",
	} {
		if _, err := readArticle(fstest.MapFS{"a.md": {Data: []byte(text)}}, "a.md"); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestBreaks(t *testing.T) {
	p := patterns{}
	for _, line := range []string{"hy3ph", "he2n", "hena4", "hen5at", "1na", "n2at", "1tio", "2io"} { // the example of Liang's thesis
		p.add(line)
	}
	if got, want := p.breaks("hyphenation"), []int{2, 6}; !reflect.DeepEqual(got, want) {
		t.Errorf("hyphenation: got %v, want %v", got, want)
	}
}

// The boxes of words may be trusted only if a point on the scan leads back to
// the place on the page from which it came.
func TestPointsReturn(t *testing.T) {
	for _, s := range impose(make([]*page, 12)) {
		for range 200 {
			px, py, left := s.rng.Float64()*pageW, s.rng.Float64()*pageH, s.rng.IntN(2) == 0
			x, y := s.onScan(left, px, py)
			gotLeft, gotX, gotY, _ := s.onPage(x, y)
			if gotLeft != left || math.Hypot(gotX-px, gotY-py) > .01 {
				t.Fatalf("spread %d: (%.2f, %.2f) came back as (%.2f, %.2f)", s.number, px, py, gotX, gotY)
			}
		}
	}
}

func TestImposeAlternates(t *testing.T) {
	pages := []*page{{number: 1}, {number: 2}, {number: 3}, {number: 4}}
	spreads := impose(pages)
	if len(spreads) != 3 || spreads[0].left != nil || spreads[0].right != pages[0] || spreads[1].left != pages[1] || spreads[2].right != nil {
		t.Errorf("pages are on the wrong spreads")
	}
	if spreads[1].behind != [2]*page{pages[0], pages[3]} {
		t.Errorf("the wrong pages show through")
	}
}

func TestParseHOCR(t *testing.T) {
	lines, err := parseHOCR(strings.NewReader(`<html><body><div class='ocr_page'><span class='ocr_line' title="bbox 10 20 200 60; baseline 0.01 -8; x_size 30">
<span class='ocrx_word' title='bbox 10 20 50 60; x_wconf 90'>R&amp;D</span> <span class='ocrx_word' title='bbox 60 20 200 60'><em>two</em></span></span></div></body></html>`))
	if err != nil {
		t.Fatal(err)
	}
	want := []ocrLine{{{"R&D", box{10, 20, 50, 60}, 52.2, 30}, {"two", box{60, 20, 200, 60}, 53.2, 30}}}
	if !reflect.DeepEqual(lines, want) {
		t.Errorf("got %v, want %v", lines, want)
	}
}

func TestWinAnsi(t *testing.T) {
	for in, want := range map[string]string{"Engeström’s": "Engestr\xf6m\x92s", "ﬁt–5": "fit\x965", "→": "."} {
		if got := winAnsi(in); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestReplaceNth(t *testing.T) {
	if got := replaceNth("banana", "an", "AN", 1); got != "banANa" {
		t.Errorf("got %s", got)
	}
}

// Where the fonts are installed: lines fill their measure, and each word of
// the text is printed once, in order.
func TestParagraph(t *testing.T) {
	f, err := loadFaces("/usr/share/fonts/opentype/linux-libertine")
	if err != nil {
		t.Skip("skipped: ", err)
	}
	words := strings.Fields(strings.Repeat("conditions of collaboration between five services, effectively ", 12))
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	p := patterns{}
	p.add("1la")
	p.add("1tive")
	c := &composer{f, p}
	lines := c.paragraph("b", strings.Join(words, " "), shape{style: body, measure: column, lead: leading})
	got := ""
	for i, l := range lines {
		last := l.words[len(l.words)-1]
		if end := last.x + last.width; i < len(lines)-1 && math.Abs(end-column) > .5 {
			t.Errorf("line %d ends at %.1f, want %.1f", i+1, end, column)
		}
		for _, w := range l.words {
			got += text(w.chars) + " "
		}
		if w := text(last.chars); strings.HasSuffix(w, "-") {
			got = strings.TrimSuffix(got, "- ")
		}
	}
	if want := strings.Join(words, " ") + " "; got != want {
		t.Errorf("printed\n%s\nwant\n%s", got, want)
	}
}

func TestVolumeReads(t *testing.T) {
	v, err := readVolume(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range v.papers {
		marks := 0
		for _, s := range p.body() {
			for _, b := range s.blocks {
				marks += len(mark.FindAllString(b.text, -1))
			}
		}
		if marks != len(p.notes) {
			t.Errorf("%s: %d note marks for %d notes", p.title, marks, len(p.notes))
		}
	}
}
