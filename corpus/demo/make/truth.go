package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
)

// name of the volume in the truth.
const name = "demo"

// write puts everything that is made beside the text.
func write(o options, v *volume, b *book, scans []*scan) error {
	pdf, err := makePDF(v, scans)
	if err != nil {
		return err
	}
	files := map[string][]byte{
		"demo.pdf":           pdf,
		"demo.ocr.txt":       []byte(layerText(scans)),
		"truth/text.txt":     []byte(readingText(v)),
		"truth/words.tsv":    wordTable(scans),
		"truth/doc.json":     indented(truthOf(v, b)),
		"truth/volume.json":  indented(neutralOf(v, b)),
		"truth/spreads.json": indented(spreadsOf(scans)),
	}
	if err := os.MkdirAll(filepath.Join(o.dir, "truth"), 0o755); err != nil {
		return err
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(o.dir, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func indented(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		panic(err) // only for values that JSON does not know
	}
	return b.Bytes()
}

// layerText is the text layer as plain text, a form feed after each scan but
// the last.
func layerText(scans []*scan) string {
	var b strings.Builder
	for i, sc := range scans {
		if i > 0 {
			b.WriteString("\f")
		}
		for _, l := range sc.layer {
			for j, w := range l.words {
				if j > 0 {
					b.WriteString(" ")
				}
				b.WriteString(w.text)
			}
			b.WriteString("\n")
			if l.blank {
				b.WriteString("\n")
			}
		}
	}
	return b.String()
}

// readingText is the whole volume as it should be read, a line a paragraph;
// notes and references follow the sections of their paper.
func readingText(v *volume) string {
	var b strings.Builder
	say := func(s string) { b.WriteString(plain(s) + "\n") }
	say(v.title)
	say(v.field("subtitle"))
	say("Edited by " + strings.Join(v.fields["editor"], " and "))
	for _, s := range v.sections {
		sayBlocks(say, s)
	}
	for _, p := range v.papers {
		b.WriteString("\n")
		say(p.title)
		for _, a := range p.authors() {
			say(a.name + ", " + a.affiliation)
		}
		for _, t := range p.abstract {
			say(t)
		}
		if k := p.field("keywords"); k != "" {
			say("Keywords: " + k)
		}
		for _, s := range p.body() {
			say(strings.TrimSpace(s.number + " " + s.heading))
			sayBlocks(say, s)
		}
		for _, n := range p.notes {
			say(n)
		}
		say("References")
		for _, r := range p.references {
			say(r)
		}
	}
	return b.String()
}

func sayBlocks(say func(string), s section) {
	for _, b := range s.blocks {
		say(b.text)
	}
}

// wordTable lists every printed word with its box in pixels of the scan.
func wordTable(scans []*scan) []byte {
	var b bytes.Buffer
	b.WriteString("spread\tside\tpage\tline\tkind\tblock\tx1\ty1\tx2\ty2\ttext\n")
	for _, sc := range scans {
		for _, w := range sc.truth {
			side := "R"
			if w.left {
				side = "L"
			}
			fmt.Fprintf(&b, "%d\t%s\t%d\t%d\t%s\t%s\t%.0f\t%.0f\t%.0f\t%.0f\t%s\n", sc.spread.number, side, w.page, w.line, w.kind, w.block,
				w.box.x1, w.box.y1, w.box.x2, w.box.y2, text(w.chars))
		}
	}
	return b.Bytes()
}

type spreadTruth struct {
	Spread    int     `json:"spread"`
	Width     int     `json:"width"`
	Height    int     `json:"height"`
	GutterX   int     `json:"gutter_x"` // before the turn
	LeftPage  *int    `json:"left_page"`
	RightPage *int    `json:"right_page"`
	SkewDeg   float64 `json:"skew_deg"` // clockwise
}

func spreadsOf(scans []*scan) []spreadTruth {
	var out []spreadTruth
	for _, sc := range scans {
		s := sc.spread
		t := spreadTruth{Spread: s.number, Width: s.width, Height: s.height, GutterX: int(s.gutter), SkewDeg: math.Round(s.turn*180/math.Pi*1000) / 1000}
		if s.left != nil {
			t.LeftPage = &s.left.number
		}
		if s.right != nil {
			t.RightPage = &s.right.number
		}
		out = append(out, t)
	}
	return out
}

// report says what was made and how bad its text layer is.
func report(w io.Writer, v *volume, b *book, scans []*scan) error {
	layer := layerText(scans)
	fmt.Fprintf(w, "%d pages on %d scans\n", len(b.pages), len(scans))
	for i, p := range v.papers {
		fmt.Fprintf(w, "  p. %-3d %5d words  %s\n", b.starts[i+1], p.words(), p.title)
	}
	truth := strings.Fields(readingText(v))
	_, err := fmt.Fprintf(w, "text layer: %d words for %d, word error rate %.3f\n", len(strings.Fields(layer)), len(truth),
		float64(distance(truth, strings.Fields(layer)))/float64(len(truth)))
	return err
}

// distance is the edit distance of two word lists (Wagner and Fischer 1974).
func distance(a, b []string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			change := diagonal
			if x != y {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
