package replay_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/ingest/replay"
)

const source = "abcdefghij0123456789"

// volume is a printed text as an OCR might give it: pages of lines, "/" between
// pages and "|" between lines; a line that begins with "~" is a break, one with
// "#" a running head. With boxes, each letter is ten pixels wide and forty high.
func volume(text string, boxes bool) []corpus.Page {
	var pages []corpus.Page
	for p, s := range strings.Split(text, "/") {
		page := corpus.Page{ID: corpus.PageID(source, p+1, corpus.Whole), Scan: p + 1}
		n := 0
		for y, raw := range strings.Split(s, "|") {
			l := corpus.Line{Page: page.ID, Joint: .5}
			raw = strings.TrimSpace(raw)
			if raw, l.Break = strings.CutPrefix(raw, "~"); strings.HasPrefix(raw, "#") {
				raw, l.Role = raw[1:], corpus.RunningHead
			}
			x := 0.0
			for _, w := range strings.Fields(raw) {
				n++
				word := corpus.Word{ID: corpus.WordID(source, p+1, n), Raw: w, Scan: p + 1, Line: y + 1, Col: int(x)}
				if boxes {
					word.Box = corpus.Box{X1: x, Y1: float64(50 * y), X2: x + float64(10*len(w)), Y2: float64(50*y + 40)}
				}
				x += float64(10*len(w) + 10)
				l.Words = append(l.Words, word)
				l.Box = l.Box.Union(word.Box)
			}
			page.Lines = append(page.Lines, l)
		}
		pages = append(pages, page)
	}
	return pages
}

// tokenized gives each word a token; one that ends with a hyphen at the end of its
// line is joined with the first of the next.
func tokenized(pages []corpus.Page) []corpus.Page {
	var open *corpus.Token
	for i := range pages {
		for j := range pages[i].Lines {
			l := &pages[i].Lines[j]
			if l.Role.Forme() {
				continue
			}
			for k, w := range l.Words {
				if open != nil {
					open.Text = strings.TrimSuffix(open.Text, "-") + w.Raw
					open.Words, open.Emendation = append(open.Words, w), &corpus.Emendation{Kind: corpus.Dehyphenated, Rule: "hyphen", Confidence: .9}
					open = nil
					continue
				}
				l.Tokens = append(l.Tokens, corpus.Token{Text: w.Raw, Words: []corpus.Word{w}, Page: l.Page})
				if strings.HasSuffix(w.Raw, "-") && k == len(l.Words)-1 {
					open = &l.Tokens[len(l.Tokens)-1]
				}
			}
		}
	}
	return pages
}

// place is that of a run of words, by what they read, on the first page that has it.
func place(t *testing.T, pages []corpus.Page, raw string) corpus.Place {
	t.Helper()
	want := strings.Fields(raw)
	for _, p := range pages {
		for _, l := range p.Lines {
			for i := 0; i+len(want) <= len(l.Words); i++ {
				if slices.EqualFunc(l.Words[i:i+len(want)], want, func(w corpus.Word, s string) bool { return w.Raw == s }) {
					return corpus.PlaceOf(l.Words, i, i+len(want))
				}
			}
		}
	}
	t.Fatalf("no words %q", raw)
	return corpus.Place{}
}

// text is the reading text, a line a line.
func text(pages []corpus.Page) string {
	var lines []string
	for _, p := range pages {
		for _, l := range p.Lines {
			if !l.Role.Forme() {
				lines = append(lines, corpus.Join(l.Tokens))
			}
		}
	}
	return strings.Join(lines, "|")
}

func run(pages []corpus.Page, all ...corpus.Correction) ([]corpus.Page, corpus.Report) {
	for i := range all {
		all[i].ID = int64(i + 1)
	}
	pages, found, report := replay.Lines(pages, all)
	pages, more := replay.Words(tokenized(pages), found)
	report.Merge(more)
	return pages, report
}

func TestWords(t *testing.T) {
	const print = "the envlron- | ment ofwork is leaming | dirt ~; here | teh end"
	reread := func(raw, text string) func(*testing.T, []corpus.Page) corpus.Correction {
		return func(t *testing.T, p []corpus.Page) corpus.Correction {
			return corpus.Correction{Kind: corpus.Reread, At: place(t, p, raw), Text: text}
		}
	}
	supply := func(raw, text string) func(*testing.T, []corpus.Page) corpus.Correction {
		return func(t *testing.T, p []corpus.Page) corpus.Correction {
			return corpus.Correction{Kind: corpus.Supply, At: place(t, p, raw), Text: text}
		}
	}
	type makers = []func(*testing.T, []corpus.Page) corpus.Correction
	for _, c := range []struct {
		name string
		do   makers
		want string
	}{
		{"a word", makers{reread("leaming", "learning")}, "the envlronment|ofwork is learning|dirt ~; here|teh end"},
		{"one as two", makers{reread("ofwork", "of work")}, "the envlronment|of work is leaming|dirt ~; here|teh end"},
		{"two as one", makers{reread("teh end", "theend")}, "the envlronment|ofwork is leaming|dirt ~; here|theend"},
		{"three as two", makers{reread("ofwork is leaming", "of learning")}, "the envlronment|of learning|dirt ~; here|teh end"},
		{"dirt", makers{reread("~;", "")}, "the envlronment|ofwork is leaming|dirt here|teh end"},
		{"first dirt", makers{reread("dirt", "")}, "the envlronment|ofwork is leaming|~; here|teh end"},
		{"a line of dirt", makers{reread("teh end", "")}, "the envlronment|ofwork is leaming|dirt ~; here"},
		{"half of a broken word", makers{reread("envlron-", "environ-")}, "the environment|ofwork is leaming|dirt ~; here|teh end"},
		{"half that is whole", makers{reread("envlron-", "environs")}, "the environs ment|ofwork is leaming|dirt ~; here|teh end"},
		{"missing", makers{supply("teh", "very last")}, "the envlronment|ofwork is leaming|dirt ~; here|teh very last end"},
		{"missing, then reread", makers{supply("teh", "very"), reread("teh", "the")}, "the envlronment|ofwork is leaming|dirt ~; here|the very end"},
		{"the later counts", makers{reread("teh", "ten"), reread("teh", "the")}, "the envlronment|ofwork is leaming|dirt ~; here|the end"},
		{"over what was split", makers{reread("ofwork", "of work"), reread("ofwork is", "of works is")}, "the envlronment|of works is leaming|dirt ~; here|teh end"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, boxes := range []bool{false, true} {
				pages := volume(print, boxes)
				var all []corpus.Correction
				for _, f := range c.do {
					all = append(all, f(t, pages))
				}
				got, report := run(pages, all...)
				if text(got) != c.want || len(report.Conflicts) > 0 {
					t.Errorf("got %s, %+v, want %s", text(got), report.Conflicts, c.want)
				}
				keepsEvidence(t, pages, got)
			}
		})
	}
}

// keepsEvidence checks that every word of the text is still some token's, and
// that none was made up.
func keepsEvidence(t *testing.T, before, after []corpus.Page) {
	t.Helper()
	have := map[string]bool{}
	for _, p := range after {
		for _, l := range p.Lines {
			for _, token := range l.Tokens {
				if len(token.Words) == 0 {
					t.Errorf("%q has no evidence", token.Text)
				}
				for _, w := range token.Words {
					have[w.ID] = true
				}
			}
			if l.Role == corpus.Debris {
				for _, w := range l.Words {
					have[w.ID] = true
				}
			}
		}
	}
	for _, p := range before {
		for _, l := range p.Lines {
			for _, w := range l.Words {
				if !have[w.ID] && !l.Role.Forme() {
					t.Errorf("the evidence %q is lost", w.Raw)
				}
			}
		}
	}
}

func TestEmendation(t *testing.T) {
	pages := tokenized(volume("one leaming two", false))
	pages[0].Lines[0].Tokens[1].Text = "leaning"
	pages[0].Lines[0].Tokens[1].Emendation = &corpus.Emendation{
		Kind: corpus.Substituted, Rule: "spelling", Confidence: .7,
		Alternatives: []corpus.Alternative{{Text: "learning", Confidence: .2}, {Text: "leaming", Confidence: .1}},
	}
	untouched := fmt.Sprintf("%+v", pages)
	c := corpus.Correction{Kind: corpus.Reread, At: place(t, pages, "leaming"), Text: "learning"}
	_, found, _ := replay.Lines(pages, []corpus.Correction{c})
	got, _ := replay.Words(pages, found)
	want := &corpus.Emendation{Kind: corpus.Corrected, Rule: replay.ByHand, Confidence: 1, Alternatives: []corpus.Alternative{{Text: "leaning", Confidence: .7}, {Text: "leaming", Confidence: .1}}}
	if e := got[0].Lines[0].Tokens[1].Emendation; !reflect.DeepEqual(e, want) {
		t.Errorf("got %+v, want %+v", e, want)
	}
	if fmt.Sprintf("%+v", pages) != untouched {
		t.Error("the pages that it was given were altered")
	}
	c.Text = "leaming"
	_, found, _ = replay.Lines(pages, []corpus.Correction{c})
	got, _ = replay.Words(pages, found)
	if token := got[0].Lines[0].Tokens[1]; token.Text != "leaming" || token.Changed() || token.Confidence() != 1 {
		t.Errorf("a word confirmed as it stands: got %+v", token)
	}
}

func TestLines(t *testing.T) {
	const print = "#head|a1 x|~b1 y|a2 z|~b2 w|b3 v|~c1 u"
	order := func(pages []corpus.Page) string {
		var out []string
		for _, l := range pages[0].Lines {
			mark := ""
			if l.Break {
				mark = "~"
			}
			out = append(out, mark+l.Words[0].Raw)
		}
		return strings.Join(out, " ")
	}
	follow := func(p []corpus.Page, line, after int) corpus.Correction {
		l, a := p[0].Lines[line], p[0].Lines[after]
		return corpus.Correction{Kind: corpus.Follow, At: corpus.FollowPlace(l.Words, a.Words)}
	}
	word := func(kind corpus.Correcting, p []corpus.Page, raw string) corpus.Correction {
		return corpus.Correction{Kind: kind, At: place(t, p, raw)}
	}
	for _, c := range []struct {
		name string
		do   func(p []corpus.Page) []corpus.Correction
		want string
	}{
		{"nothing", func([]corpus.Page) []corpus.Correction { return nil }, "head a1 ~b1 a2 ~b2 b3 ~c1"},
		{"a chain", func(p []corpus.Page) []corpus.Correction { return []corpus.Correction{follow(p, 4, 1)} }, "head a1 b2 b3 ~b1 a2 ~c1"},
		{"what it follows already", func(p []corpus.Page) []corpus.Correction { return []corpus.Correction{follow(p, 2, 1)} }, "head a1 b1 a2 ~b2 b3 ~c1"},
		{"parted", func(p []corpus.Page) []corpus.Correction { return []corpus.Correction{word(corpus.PartLine, p, "a2")} }, "head a1 ~b1 ~a2 ~b2 b3 ~c1"},
		{"parted, then moved", func(p []corpus.Page) []corpus.Correction {
			return []corpus.Correction{word(corpus.PartLine, p, "a2"), follow(p, 3, 1), follow(p, 4, 2)}
		}, "head a1 a2 ~b1 b2 b3 ~c1"},
		{"cut", func(p []corpus.Page) []corpus.Correction { return []corpus.Correction{word(corpus.CutLine, p, "y")} }, "head a1 ~b1 ~y a2 ~b2 b3 ~c1"},
	} {
		for _, boxes := range []bool{false, true} {
			pages := volume(print, boxes)
			got, _, report := replay.Lines(pages, c.do(pages))
			if order(got) != c.want || len(report.Conflicts) > 0 {
				t.Errorf("%s: got %s, %+v, want %s", c.name, order(got), report.Conflicts, c.want)
			}
			if order(pages) != "head a1 ~b1 a2 ~b2 b3 ~c1" {
				t.Errorf("%s: the pages that it was given were altered", c.name)
			}
		}
	}
	pages := volume(print, false)
	_, _, report := replay.Lines(pages, []corpus.Correction{follow(pages, 1, 1), {Kind: corpus.Follow, At: corpus.FollowPlace(pages[0].Lines[4].Words, pages[0].Lines[5].Words)}})
	if len(report.Conflicts) != 2 {
		t.Errorf("a line that follows itself, and one that follows what follows it: got %+v", report.Conflicts)
	}
}

func TestFields(t *testing.T) {
	set := func(first, name, text string) corpus.Correction {
		return corpus.Correction{Kind: corpus.SetField, At: corpus.Place{First: first}, Name: name, Text: text}
	}
	v, report := replay.Volume(corpus.Volume{Title: "scan0001", Year: 1}, []corpus.Correction{
		set("", "title", " Learning at work "), set("", "editors", "A. One\n\n B. Two "), set("", "year", "2004"), set("", "year", "soon"),
	})
	want := corpus.Volume{Title: "Learning at work", Editors: []string{"A. One", "B. Two"}, Year: 2004}
	if !reflect.DeepEqual(v, want) || len(report.Conflicts) != 1 {
		t.Errorf("got %+v, %+v", v, report)
	}
	parts := []corpus.Part{{ID: "s-1-1", Kind: corpus.FrontMatter}, {ID: "s-2-1", Kind: corpus.PaperPart, Paper: &corpus.Paper{ID: "s-2-3", Title: "was"}}}
	got, report := replay.Papers(parts, []corpus.Correction{
		set("s-2-3", "title", "is"), set("s-2-1", "authors", "Family, Given; A university\nBo Mid Scribe"), set("s-2-3", "keywords", "one\ntwo"), set("s-1-1", "title", "x"),
	})
	paper := corpus.Paper{ID: "s-2-3", Title: "is", Keywords: []string{"one", "two"}, Authors: []corpus.Author{{Given: "Given", Family: "Family", Affiliation: "A university"}, {Given: "Bo Mid", Family: "Scribe"}}}
	if !reflect.DeepEqual(*got[1].Paper, paper) || len(report.Conflicts) != 1 || parts[1].Paper.Title != "was" {
		t.Errorf("got %+v, %+v", got[1].Paper, report)
	}
}
