package correct

import (
	"strings"
	"testing"

	"recto/internal/corpus"
)

func TestDebrisAndBullets(t *testing.T) {
	p := page("p", "The aims were these:", "© to learn", "~ to teach", "@ to write", "\"'-\"~''\"~^", "and © 2007 was printed below.")
	got, report := Correct([]corpus.Page{p}, load(t), nil)
	var text []string
	for _, l := range got[0].Lines {
		text = append(text, corpus.Join(l.Tokens))
	}
	want := []string{"The aims were these:", "• to learn", "• to teach", "• to write", corpus.GapMark, "and © 2007 was printed below."}
	for i := range want {
		if text[i] != want[i] {
			t.Errorf("line %d: got %q, want %q", i+1, text[i], want[i])
		}
	}
	if report.Counts["correct.dropped"] != 1 {
		t.Errorf("report %v", report.Counts)
	}
	if tok := got[0].Lines[4].Tokens[0]; len(tok.Words) != 1 || tok.Emendation.Rule != "debris" {
		t.Errorf("the gap has lost its evidence: %+v", tok)
	}
}

func TestLettersForBullets(t *testing.T) {
	m := load(t)
	list := "The aims were these:\ne to learn\ne to teach\ne to write"
	if got, _ := Text(m, list, nil); got != "The aims were these:\n• to learn\n• to teach\n• to write" {
		t.Errorf("got %q", got)
	}
	formulas := "Let us write\ne for the number\ne for the energy\ne for the charge\nso that e and e or e and e will differ."
	if got, _ := Text(m, formulas, nil); got != formulas {
		t.Errorf("got %q", got)
	}
}

func TestScrapsAloneOnALine(t *testing.T) {
	m := load(t)
	prose := strings.Repeat("The pupils of the school went to the hall.\n", 61)
	for in, want := range map[string]string{
		prose + "l\nt1\nThey sang.":      prose + "\n\nThey sang.",
		prose + "I\na\n7\nB\nThey sang.": prose + "I\na\n7\nB\nThey sang.",
		"x\ny\nThey sang in the hall.":   "x\ny\nThey sang in the hall.",
	} {
		if got, _ := Text(m, in, nil); got != want {
			t.Errorf("%q became %q", strings.TrimPrefix(in, prose), strings.TrimPrefix(got, prose))
		}
	}
	if found := judge(splitText(prose + "of cer-\nt").pieces); len(found) > 0 {
		t.Errorf("the rest of a word broken at a line end is a scrap: %v", found)
	}
}

func TestLegible(t *testing.T) {
	for _, raw := range []string{"..........", "(1999a;", "don't", "\"What's", "f(x)=a+b", "—", "'…'", "S.E.K.,", "1,200,300.50", "and/or", "________"} {
		if illegible(raw) {
			t.Errorf("%q is taken for debris", raw)
		}
	}
}

func TestNotesRunOnTheirOwn(t *testing.T) {
	p := page("p1", "The text of the para-", "A note at the foot.")
	p.Lines[1].Role = corpus.Footnote
	got, _ := Correct([]corpus.Page{p, page("p2", "graph goes on.")}, load(t), nil)
	if s := corpus.Join(got[0].Lines[0].Tokens); s != "The text of the paragraph" {
		t.Errorf("over the note: %q", s)
	}
	if s := corpus.Join(got[0].Lines[1].Tokens); s != "A note at the foot." {
		t.Errorf("note: %q", s)
	}
}

func TestTermsJoinTheVocabulary(t *testing.T) {
	m := load(t)
	if got, _ := Text(m, "The zone of flurbology was studied and flurbologv was praised.", []string{"flurbology"}); got != "The zone of flurbology was studied and flurbology was praised." {
		t.Errorf("got %q", got)
	}
}

func TestDoubtIsMarked(t *testing.T) {
	got, _ := Correct([]corpus.Page{page("p", "the Maxxist view of it")}, load(t), nil)
	tok := got[0].Lines[0].Tokens[1]
	if tok.Emendation == nil || len(tok.Emendation.Alternatives) == 0 || tok.Emendation.Confidence >= 1 {
		t.Errorf("%+v", tok)
	}
}
