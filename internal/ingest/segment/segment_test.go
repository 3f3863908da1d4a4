package segment_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"recto/internal/corpus"
	"recto/internal/ingest/segment"
)

var update = flag.Bool("update", false, "write the parts that are got into testdata")

// TestSplit reads testdata: pages are parted by "---"; a line may begin with its
// attributes in brackets: a type size, center, space, head (a running head),
// folio.
func TestSplit(t *testing.T) {
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
			parts, _ := segment.Split(pages(string(a.Files[0].Data)), nil)
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

// TestCorrections joins a part that was found, begins one where none was found
// and makes one another kind; what has lost its word is reported.
func TestCorrections(t *testing.T) {
	in := pages("[1.5] Mending nets\nInes Moor\nSchool of Craft, University of Saltwick\n[1.0] Nets are mended by several hands.\n" +
		"---\n[1.0] And so it went on.\n[1.0] A second matter\n[1.0] It is another one.\n---\n[1.5] Index\n[1.0] mesh, 3")
	ids := map[string]string{}
	for _, p := range in {
		for _, l := range p.Lines {
			ids[l.Raw()] = l.Words[0].ID
		}
	}
	for _, c := range []struct {
		name        string
		corrections []corpus.Correction
		want        string
		problems    int
	}{
		{"none", nil, "paper Mending nets|back-matter Index", 0},
		{"join", []corpus.Correction{{Kind: corpus.JoinPart, At: corpus.Place{First: ids["Index"]}}}, "paper Mending nets", 0},
		{
			"begin",
			[]corpus.Correction{{Kind: corpus.BeginPart, At: corpus.Place{First: ids["A second matter"]}, Part: corpus.PaperPart}},
			"paper Mending nets|paper A second matter|back-matter Index", 0,
		},
		{
			"another kind",
			[]corpus.Correction{{Kind: corpus.BeginPart, At: corpus.Place{First: ids["Mending nets"]}, Part: corpus.Introduction}},
			"introduction Mending nets|back-matter Index", 0,
		},
		{
			"move",
			[]corpus.Correction{{Kind: corpus.JoinPart, At: corpus.Place{First: ids["Index"]}}, {Kind: corpus.BeginPart, At: corpus.Place{First: ids["mesh, 3"]}, Part: corpus.BackMatter}},
			"paper Mending nets|back-matter mesh, 3", 0,
		},
		{"lost", []corpus.Correction{{Kind: corpus.JoinPart, At: corpus.Place{First: "gone"}}}, "paper Mending nets|back-matter Index", 1},
	} {
		parts, report := segment.Split(in, nil, c.corrections...)
		var got []string
		for _, p := range parts {
			got = append(got, string(p.Kind)+" "+p.Title)
			if (p.Kind == corpus.PaperPart) != (p.Paper != nil) {
				t.Errorf("%s: %s has the paper %v", c.name, p.Kind, p.Paper)
			}
		}
		if s := strings.Join(got, "|"); s != c.want || len(report.Problems)+len(report.Conflicts) != c.problems {
			t.Errorf("%s: got %s with %+v, want %s with %d problems", c.name, s, report, c.want, c.problems)
		}
	}
}

func show(parts []corpus.Part) string {
	var b strings.Builder
	for _, p := range parts {
		fmt.Fprintf(&b, "%s, %d lines: %s\n", p.Kind, len(p.Lines), p.Title)
		if p.Paper != nil {
			fmt.Fprintf(&b, "  pages %s to %s\n", p.Paper.FirstFolio, p.Paper.LastFolio)
		}
		for _, e := range p.Evidence {
			fmt.Fprintf(&b, "  - %s\n", e)
		}
	}
	return b.String()
}

// pages makes pages of the notation of testdata.
func pages(text string) []corpus.Page {
	var out []corpus.Page
	n := 0
	for s, page := range strings.Split(text, "---\n") {
		p := corpus.Page{ID: corpus.PageID("abcdef0123", s+1, corpus.Whole), Scan: s + 1, Side: corpus.Whole}
		for raw := range strings.SplitSeq(strings.TrimSpace(page), "\n") {
			l := line(raw, p.ID, &n)
			if l.Role == corpus.Folio {
				p.Folio = l.Raw()
			}
			p.Lines = append(p.Lines, l)
		}
		out = append(out, p)
	}
	return out
}

func line(raw, page string, n *int) corpus.Line {
	l := corpus.Line{Page: page}
	if strings.HasPrefix(raw, "[") {
		var attrs string
		attrs, raw, _ = strings.Cut(strings.TrimPrefix(raw, "["), "] ")
		for a := range strings.FieldsSeq(attrs) {
			attribute(&l, a)
		}
	}
	for w := range strings.FieldsSeq(raw) {
		*n++
		word := corpus.Word{ID: corpus.WordID("abcdef0123", 1, *n), Raw: w, Scan: 1}
		l.Words = append(l.Words, word)
		l.Tokens = append(l.Tokens, corpus.Token{Text: w, Words: []corpus.Word{word}, Page: page})
	}
	return l
}

func attribute(l *corpus.Line, a string) {
	switch a {
	case "center":
		l.Center = true
	case "space":
		l.Space = true
	case "head":
		l.Role = corpus.RunningHead
	case "folio":
		l.Role = corpus.Folio
	default:
		l.Size, _ = strconv.ParseFloat(a, 64)
	}
}

// pagesOf are the pages of "page text", in order.
func pagesOf(lines []string) []string {
	var out []string
	for _, l := range lines {
		page, _, _ := strings.Cut(l, " ")
		out = append(out, page)
	}
	return out
}

// FuzzSplit holds that every line that is not forme work is in exactly one
// part, in order. Where type sizes are not known, lines may change places on their
// page, and some may turn out to be running heads.
func FuzzSplit(f *testing.F) {
	f.Add("Contents\nA way with words ... 3\n---\n[1.4 center] A way with words\nAnn Other and Ben More\nUniversity of Nowhere\nIt begins so.")
	f.Add("[head] A head\n[1.3] References\nOther, A. (1999) A book. Place: Press.\n---\n---\n[folio] 4")
	f.Add("© 2007 Ann Other\nINDEX\n1\n\x00 é ﬁ")
	f.Add("Contents\nA way with words ... 3\n---\n[head] A way with words\nA WAY WITH WORDS\nAnn Other\nIt begins.\n---\n[head] A WAY WITH WORDS\nIt ends.\nA WAY WITH WORDS")
	f.Fuzz(func(t *testing.T, text string) {
		in := pages(text)
		var want []string
		sized, heads := 0, map[string]int{}
		for _, p := range in {
			for _, l := range p.Lines {
				key := l.Page + " " + l.Raw()
				if l.Role.Forme() {
					heads[key]++
					continue
				}
				if l.Size > 0 {
					sized++
				}
				want = append(want, key)
			}
		}
		parts, _ := segment.Split(in, nil)
		var got []string
		for _, p := range parts {
			if len(p.Lines) == 0 {
				t.Errorf("an empty part: %+v", p)
			}
			for _, l := range p.Lines {
				got = append(got, l.Page+" "+l.Raw())
			}
		}
		if sized*2 > len(want) || len(heads) == 0 && slices.Equal(pagesOf(got), pagesOf(want)) {
			if sized*2 <= len(want) {
				slices.Sort(want)
				slices.Sort(got)
			}
			if !slices.Equal(got, want) {
				t.Errorf("lines are lost, doubled or moved: got %q want %q", got, want)
			}
			return
		}
		checkKept(t, got, want, heads)
	})
}

// checkKept holds that no line is doubled or comes from nowhere, and that pages
// are in order.
func checkKept(t *testing.T, got, want []string, heads map[string]int) {
	t.Helper()
	left := maps.Clone(heads)
	for _, w := range want {
		left[w]++
	}
	for _, g := range got {
		if left[g]--; left[g] < 0 {
			t.Errorf("%q is in the parts too often: got %q want %q", g, got, want)
		}
	}
	number := func(page string) (n int) {
		fmt.Sscanf(strings.TrimPrefix(page, "abcdef0123-"), "%d", &n)
		return n
	}
	if !slices.IsSortedFunc(pagesOf(got), func(a, b string) int { return number(a) - number(b) }) {
		t.Errorf("pages out of order: %q", got)
	}
}
