package correct

import (
	"slices"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/language"
)

func load(t testing.TB) *language.Model {
	t.Helper()
	m, err := language.Default()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestText(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"clean", "The seminar explored how practitioners learn.", "The seminar explored how practitioners learn."},
		{"letters", "It was held in tbe autumn, and rnany people took tirne.", "It was held in the autumn, and many people took time."},
		{"sign inside", "They went thr.ough the bounda.ry of the school.", "They went through the boundary of the school."},
		{"lost blank", "They spoke ofthe children and oftheir schools.", "They spoke of the children and of their schools."},
		{"lost blank beside a damaged word", "They spoke ofleaming and of the schools.", "They spoke of learning and of the schools."},
		{"capital inside", "It was in the mOrning that they met in the school.", "It was in the morning that they met in the school."},
		{"capitals inside a damaged word", "It is argued that the complexities SUr.rounding the school are many.", "It is argued that the complexities surrounding the school are many."},
		{"words made of words", "The neuroscientific studies of the magnetizations went on.", "The neuroscientific studies of the magnetizations went on."},
		{"added blank", "The environ ment of the school is impor tant.", "The environment of the school is important."},
		{"line end", "We studied the environ-\nment of the school.", "We studied the environment\nof the school."},
		{"line end across a break", "We studied the environ-\n\nment of the school.", "We studied the environ-\n\nment of the school."},
		{"compound", "It was a well-\nknown school.", "It was a well-known\nschool."},
		{"bracket", "as was shown earlier {1988) by others", "as was shown earlier (1988) by others"},
		{"blanks kept", "  two  spaces \n\n\tand a tab", "  two  spaces \n\n\tand a tab"},
		{"torn word", "The school was sma'.ll and the gar~.den was large.", "The school was small and the garden was large."},
		{"stop inside a word", "The plan was bold a.nd others failed.", "The plan was bold and others failed."},
		{"hyphen misread", "It was re~conceptualised by the school.", "It was re-conceptualised by the school."},
		{"compounds, ordinals, capitals", "Of co-operation and the sea-side on the 60th day, in YESTERDAY'S news.", "Of co-operation and the sea-side on the 60th day, in YESTERDAY'S news."},
		{"two marks for one", "‘‘It was so,’’ he said to the children of the school.", "“It was so,” he said to the children of the school."},
		{"blanks before stops", "The pupils , and their teachers , met in the hall .", "The pupils, and their teachers, met in the hall."},
		{"blanks beside brackets and quotes", "They met ( as before) in the \"hall\" and said \" yes\" to the school.", "They met (as before) in the \"hall\" and said \"yes\" to the school."},
		{"marks that open nothing", "They met in ‘the hall of the 'school and ’twas said that 'all of them' spoke.", "They met in the hall of the school and ’twas said that 'all of them' spoke."},
		{"hyphen for a blank", "It was said that-he was there, and that the work was well-known.", "It was said that he was there, and that the work was well-known."},
		{"letter for a blank", "It was so that theytwere in the hall of the school.", "It was so that they were in the hall of the school."},
		{"stop for a hyphen", "The plan was repre. sented by the children of the school.", "The plan was represented by the children of the school."},
		{"acronyms and numbers", "The members of theNATO were below0.6 in the table.", "The members of the NATO were below 0.6 in the table."},
		{"blanks before high signs", "It was not so ; and yet ! who knew : nobody ?", "It was not so ; and yet ! who knew : nobody ?"},
		{"capitals of verse", "Sing to me, Muse,\nOf all the men\nThe gods have loved\nAnd of the sea,\nThe wide, the green,\nAnd of the land,\nOf every hill", "Sing to me, Muse,\nOf all the men\nThe gods have loved\nAnd of the sea,\nThe wide, the green,\nAnd of the land,\nOf every hill"},
		{"pound", "He was fined \uFFFD20 and costs, or 1,000 days.", "He was fined £20 and costs, or 1,000 days."},
		{"dirt", "They met\n| in the hall of the school\nand spoke of it", "They met\nin the hall of the school\nand spoke of it"},
		{"formulas", "where x = a + b and y < 3 for all k > 0", "where x = a + b and y < 3 for all k > 0"},
		{"address", "Write to someone@example.org or see https://example.org/tbe", "Write to someone@example.org or see https://example.org/tbe"},
		{"names", "Vygotsky, Leont'ev and Engeström wrote about it.", "Vygotsky, Leont'ev and Engeström wrote about it."},
		{"a numeral", "It was opened by Alexander II. The liberal policy went on.", "It was opened by Alexander II. The liberal policy went on."},
		{"capitals of a damaged word among small letters", "He was bold and IIe steered the boat with their teachers.", "He was bold and he steered the boat with their teachers."},
		{"clipped", "Of many he spoke, and said talkin to the men.", "Of many he spoke, and said talkin to the men."},
		{"both spellings", "The colour of the organisation and the color of the organization.", "The colour of the organisation and the color of the organization."},
	}
	m := load(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, changes := Text(m, tt.in, nil); got != tt.want {
				t.Errorf("got  %q\nwant %q\n%+v", got, tt.want, changes)
			}
		})
	}
}

// Words are found behind any letters, not only behind those that look alike.
func TestCandidates(t *testing.T) {
	e := newEngine(load(t), splitText("some words").pieces, nil)
	for seen, want := range map[string]string{"omnpany": "company", "Kagistrate": "magistrate", "risoner": "prisoner", "prisotter": "prisoner", "di.scomses": "discourses", "tlie": "the"} {
		found := e.candidates(seen, language.Absent)
		if !slices.ContainsFunc(found, func(c candidate) bool { return c.text == want }) {
			t.Errorf("%s is not among the words behind %s: %v", want, seen, found)
		}
	}
}

func page(id string, lines ...string) corpus.Page {
	p := corpus.Page{ID: id}
	for n, text := range lines {
		line := corpus.Line{Page: id}
		for k, raw := range strings.Fields(text) {
			line.Words = append(line.Words, corpus.Word{ID: id + "-" + string(rune('a'+n)) + string(rune('0'+k)), Raw: raw})
		}
		p.Lines = append(p.Lines, line)
	}
	return p
}

func TestCorrectKeepsEvidence(t *testing.T) {
	pages := []corpus.Page{
		page("p1", "The semi-", "nar spoke ofthe environ ment", "and its insti-"),
		page("p2", "tutions at length."),
	}
	got, report := Correct(pages, load(t), nil)
	var lines []string
	for _, p := range got {
		for _, l := range p.Lines {
			lines = append(lines, corpus.Join(l.Tokens))
		}
	}
	want := "The seminar|spoke of the environment|and its institutions|at length."
	if s := strings.Join(lines, "|"); s != want {
		t.Fatalf("got  %s\nwant %s", s, want)
	}
	if got[0].Lines[1].Tokens[1].ID() != got[0].Lines[1].Tokens[2].ID() {
		t.Error("parts of a split word do not share it")
	}
	if tok := got[0].Lines[2].Tokens[2]; len(tok.Words) != 2 || tok.Page != "p1" || tok.Emendation == nil || tok.Emendation.Kind != corpus.Dehyphenated {
		t.Errorf("word over the page turn: %+v", tok)
	}
	if report.Counts["correct.dehyphenated"] != 2 {
		t.Errorf("report %v", report.Counts)
	}
	if pages[0].Lines[0].Tokens != nil {
		t.Error("the pages given were changed")
	}
}

// Dirt leaves no mark in the text, and its evidence stays with a neighbour.
func TestSpecksKeepTheirEvidence(t *testing.T) {
	got, _ := Correct([]corpus.Page{page("p1", "They met in", "| the hall of the school.")}, load(t), nil)
	tok := got[0].Lines[1].Tokens[0]
	if tok.Text != "the" || len(tok.Words) != 2 || tok.Raw() != "| the" || tok.Emendation == nil || tok.Emendation.Rule != "speck" {
		t.Errorf("%+v", tok)
	}
}

// The more damage a document shows, the likelier a change becomes.
func TestDamagedDocumentsAreChangedMore(t *testing.T) {
	m := load(t)
	level := func(text string) float64 {
		e := newEngine(m, splitText(text).pieces, nil)
		e.gauge()
		return e.levels[letterHarm]
	}
	clean := level(strings.Repeat("The pupils of the school met in the large hall and spoke of what they had learned there. ", 4))
	bad := level(strings.Repeat("Tbe pnpils of tlie scbool rnet in the iarge ball aud spoke of wbat thev had leamed there. ", 4))
	if clean >= 0 || bad <= 0 {
		t.Errorf("ln of the damage of letters against the usual: %.2f in a clean text, %.2f in a bad one", clean, bad)
	}
}

// A document's own confusions become likelier: which letters its recogniser takes
// for which is read off the words that leave no doubt.
func TestConfusionsAreLearnedFromTheDocument(t *testing.T) {
	m := load(t)
	text := "They spoke of leaming and of goveming, of retuming in the moming, of conceming and discemible pattems, of modem and extemal things and of their intemal leamers. "
	e := newEngine(m, splitText(text).pieces, nil)
	e.gauge()
	ln := func(c *language.Confusions) float64 {
		for _, x := range c.Seen("m") {
			if x.Printed == "rn" {
				return x.Ln
			}
		}
		return 0
	}
	if before, after := ln(m.Confusions()), ln(e.walker.confusions); after < before+1 {
		t.Errorf("ln P of rn read as m: %.2f before, %.2f after", before, after)
	}
}

// What the engine was sure of is mended less often than what it was not.
func TestTheEnginesConfidenceCounts(t *testing.T) {
	garbled := "leaming formiulae ensembie digical socicty practicc teachcr concems"
	changed := func(conf float64) (n int) {
		p := page("p1", "They spoke of "+garbled+" and of the schools of the county.")
		for i := range p.Lines[0].Words {
			w := &p.Lines[0].Words[i]
			w.Conf = .96
			if strings.Contains(garbled, w.Raw) {
				w.Conf = conf
			}
		}
		got, _ := Correct([]corpus.Page{p}, load(t), nil)
		for _, w := range strings.Fields(corpus.Join(got[0].Lines[0].Tokens)) {
			if !strings.Contains(garbled, w) {
				n++
			}
		}
		return n
	}
	if sure, unsure := changed(1), changed(.5); sure >= unsure {
		t.Errorf("%d words other than garbled ones where the engine was sure, %d where it was not", sure, unsure)
	}
}

func TestBreaksAndFormeWork(t *testing.T) {
	p := page("p1", "We saw the environ-", "ment was changed.", "RUNNING HEAD 12")
	p.Lines[1].Break = true
	p.Lines[2].Role = corpus.RunningHead
	got, _ := Correct([]corpus.Page{p}, load(t), nil)
	if s := corpus.Join(got[0].Lines[0].Tokens); s != "We saw the environ-" {
		t.Errorf("joined over a break: %q", s)
	}
	if got[0].Lines[2].Tokens != nil {
		t.Error("forme work has tokens")
	}
}

// Whatever comes in, every word of the evidence stays behind some token, and lines stay as many.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", "a-\nb", "ofthe tbe {1} x-y-z— é", "\"'~~\n© first\n© second", "- -- --- l999 a'b'c'd", "C\xa9Aen0", `T\/Iarch\/`, "bo~\xff~1ry"} {
		f.Add(s)
	}
	m := load(f)
	f.Fuzz(func(t *testing.T, s string) {
		got, _ := Text(m, s, []string{"boundary crossing"})
		if strings.Count(got, "\n") != strings.Count(s, "\n") {
			t.Errorf("lines of %q changed: %q", s, got)
		}
		p := page("p", strings.Split(s, "\n")...)
		pages, _ := Correct([]corpus.Page{p}, m, nil)
		behind := map[string]bool{}
		for _, l := range pages[0].Lines {
			for _, tok := range l.Tokens {
				if tok.Text == "" && tok.Gap == "" || strings.ContainsAny(tok.Text, " \n") {
					t.Errorf("token %+v", tok)
				}
				for _, w := range tok.Words {
					behind[w.ID] = true
				}
			}
		}
		for _, l := range pages[0].Lines {
			for _, w := range l.Words {
				if !behind[w.ID] {
					t.Errorf("word %q has no token", w.Raw)
				}
			}
		}
	})
}
