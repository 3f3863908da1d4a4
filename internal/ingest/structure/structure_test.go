package structure_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"recto/internal/corpus"
	"recto/internal/ingest/structure"
)

var update = flag.Bool("update", false, "write the blocks that are got into testdata")

// TestStructure reads testdata: parts are parted by "---"; the first line of one
// is its kind, and for a paper how many of its lines are the title, and the title
// as the contents list has it. A line may
// begin with its attributes in brackets: a type size, in=INDENT, space, short,
// center, italic, bold, note, break, page.
func TestStructure(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			parts, _ := structure.Structure(parts(string(a.Files[0].Data)), nil)
			got := show(parts)
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := string(a.Files[1].Data); got != want {
				t.Errorf("%s\ngot:\n%s\nwant:\n%s", a.Comment, got, want)
			}
		})
	}
}

func show(parts []corpus.Part) string {
	var b strings.Builder
	for _, p := range parts {
		fmt.Fprintf(&b, "%s\n", p.Kind)
		if p.Paper != nil {
			fmt.Fprintf(&b, "  title %q subtitle %q keywords %q\n", p.Paper.Title, p.Paper.Subtitle, p.Paper.Keywords)
			for _, a := range p.Paper.Authors {
				fmt.Fprintf(&b, "  author %q, %q, %q\n", a.Family, a.Given, a.Affiliation)
			}
		}
		for _, k := range p.Blocks {
			fmt.Fprintf(&b, "  %s", k.Kind)
			if k.Level > 0 {
				fmt.Fprintf(&b, " %d", k.Level)
			}
			if k.Label != "" {
				fmt.Fprintf(&b, " (%s)", k.Label)
			}
			if k.Broken {
				b.WriteString(" broken")
			}
			fmt.Fprintf(&b, ": %s\n", k.Text())
		}
	}
	return b.String()
}

func parts(text string) []corpus.Part {
	var out []corpus.Part
	n, page := 0, 1
	for part := range strings.SplitSeq(text, "---\n") {
		rows := strings.Split(strings.TrimSpace(part), "\n")
		kind, title, _ := strings.Cut(rows[0], " ")
		p := corpus.Part{Kind: corpus.PartKind(kind)}
		for _, raw := range rows[1:] {
			p.Lines = append(p.Lines, line(raw, &n, &page))
		}
		if _, listed, ok := strings.Cut(title, " "); ok {
			p.Paper = &corpus.Paper{Title: listed}
		}
		k, _ := strconv.Atoi(strings.Fields(title + " 0")[0])
		for _, l := range p.Lines[:max(0, min(k, len(p.Lines)))] {
			p.Title = strings.TrimSpace(p.Title + " " + l.Raw())
		}
		out = append(out, p)
	}
	return out
}

func line(raw string, n, page *int) corpus.Line {
	var l corpus.Line
	if strings.HasPrefix(raw, "[") {
		var attrs string
		attrs, raw, _ = strings.Cut(strings.TrimPrefix(raw, "["), "] ")
		for a := range strings.FieldsSeq(attrs) {
			attribute(&l, a, page)
		}
	}
	l.Page = fmt.Sprintf("p%d", *page)
	col := 0
	for w := range strings.FieldsSeq(raw) {
		*n++
		col += strings.Index(raw[col:], w)
		word := corpus.Word{ID: corpus.WordID("abcdef0123", 1, *n), Raw: w, Scan: 1, Line: 1, Col: utf8.RuneCountInString(raw[:col])}
		col += len(w)
		l.Words = append(l.Words, word)
		l.Tokens = append(l.Tokens, corpus.Token{Text: w, Words: []corpus.Word{word}, Page: l.Page})
	}
	return l
}

func attribute(l *corpus.Line, a string, page *int) {
	switch a {
	case "center":
		l.Center = true
	case "space":
		l.Space = true
	case "short":
		l.Short = true
	case "italic":
		l.Face |= corpus.Italic
	case "bold":
		l.Face |= corpus.Bold
	case "note":
		l.Role = corpus.Footnote
	case "break":
		l.Break = true
	case "page":
		*page++
	default:
		if in, ok := strings.CutPrefix(a, "in="); ok {
			l.Indent, _ = strconv.ParseFloat(in, 64)
			return
		}
		l.Size, _ = strconv.ParseFloat(a, 64)
	}
}

// FuzzStructure holds that every token is in exactly one block, in order but
// for notes, and that the given parts are not altered.
func FuzzStructure(f *testing.F) {
	f.Add("paper 1\n[1.5] A TITLE\nAnn Other, University of Nowhere\n[space 1.2] 1 Introduction\n[in=1] It begins.\n[note] 1 So it is.\n[short] And ends.\nReferences\nOther, A. (1999) A book. Place: Press.")
	f.Add("contents\nContents\nA title . . 3\n---\nfront-matter\n© 2004 Ann Other\n---\npaper 9\nAbstract It is.\nKeywords: one; two")
	f.Add("paper 0\n[break] a) é ﬁ \x00\n[1.1 space] Table 1. A table\n\n---\n")
	f.Fuzz(func(t *testing.T, text string) {
		in := parts(text)
		text0, notes0 := ids(in)
		out, _ := structure.Structure(in, nil)
		text1, notes1 := blockIDs(out)
		if !slices.Equal(text0, text1) || !slices.Equal(notes0, notes1) {
			t.Errorf("tokens are lost, doubled or moved: got %v and %v, want %v and %v", text1, notes1, text0, notes0)
		}
		structure.Describe(out, corpus.Metadata{}, nil)
	})
}

// ids are the words of the lines, those of footnotes apart.
func ids(parts []corpus.Part) (text, notes []string) {
	for _, p := range parts {
		for _, l := range p.Lines {
			for _, k := range l.Tokens {
				if l.Role == corpus.Footnote {
					notes = append(notes, wordIDs(k)...)
				} else {
					text = append(text, wordIDs(k)...)
				}
			}
		}
	}
	return text, notes
}

// wordIDs are the words of a token, since the mark of a note becomes a token of its own.
func wordIDs(t corpus.Token) []string {
	ids := make([]string, len(t.Words))
	for i, w := range t.Words {
		ids[i] = w.ID
	}
	return ids
}

func blockIDs(parts []corpus.Part) (text, notes []string) {
	for _, p := range parts {
		foot := map[string]bool{}
		for _, l := range p.Lines {
			for _, k := range l.Tokens {
				for _, id := range wordIDs(k) {
					foot[id] = l.Role == corpus.Footnote
				}
			}
		}
		for _, b := range p.Blocks {
			for _, k := range b.Tokens {
				if foot[k.ID()] {
					notes = append(notes, wordIDs(k)...)
				} else {
					text = append(text, wordIDs(k)...)
				}
			}
		}
	}
	return text, notes
}
