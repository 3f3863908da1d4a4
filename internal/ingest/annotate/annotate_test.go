package annotate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	corpusfs "recto/corpus"
	"recto/internal/corpus"
	"recto/internal/glossary"
	"recto/internal/ingest/annotate"
)

func own(t testing.TB) *glossary.Glossary {
	t.Helper()
	files, err := corpusfs.Glossary()
	if err != nil {
		t.Fatal(err)
	}
	g, err := glossary.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// block makes a block of words; a word in slashes is a token apart from its
// evidence: /kind:text/ or /alt:text|alternative/.
func block(kind corpus.BlockKind, text string) corpus.Block {
	b := corpus.Block{Kind: kind}
	for i, w := range strings.Fields(text) {
		token := corpus.Token{Text: w, Words: []corpus.Word{{ID: fmt.Sprint("w", i), Raw: w}}}
		inner, marked := strings.CutPrefix(w, "/")
		if kind, text, ok := strings.Cut(strings.TrimSuffix(inner, "/"), ":"); marked && ok {
			token.Text, token.Emendation = text, &corpus.Emendation{Kind: corpus.Emending(kind), Confidence: .9}
			switch kind {
			case "gap":
				token = corpus.Token{Gap: "lost"}
			case "alt":
				now, other, _ := strings.Cut(text, "|")
				token.Text = now
				token.Emendation.Kind = corpus.Unchanged
				token.Emendation.Alternatives = []corpus.Alternative{{Text: other, Confidence: .5}}
			}
		}
		b.Tokens = append(b.Tokens, token)
	}
	return b
}

func annotated(t testing.TB, b corpus.Block, refs ...corpus.Reference) corpus.Block {
	t.Helper()
	parts, _ := annotate.Annotate([]corpus.Part{{Kind: corpus.PaperPart, Paper: &corpus.Paper{References: refs}, Blocks: []corpus.Block{b}}}, own(t))
	return parts[0].Blocks[0]
}

func TestMentions(t *testing.T) {
	tests := []struct {
		kind corpus.BlockKind
		text string
		want []string // concept reason surface, ! for an attestation
	}{
		{corpus.Paragraph, "They spoke of expansive learning and of boundary zones.", []string{"expansive-learning exact expansive learning", "boundary-zone inflected boundary zones."}},
		{corpus.ReferenceBlock, "Expansive learning at work.", []string{"expansive-learning exact Expansive learning"}},
		{corpus.AuthorBlock, "Activity Theory", nil},
		{corpus.Heading, "Activity Theory", []string{"activity-theory exact Activity Theory"}},
		{corpus.Paragraph, "a kind of /dehyphenated:knotworking/ that", []string{"knotworking hyphenation knotworking"}},
		{corpus.Paragraph, "a kind of /substituted:knotworking/ that", []string{"knotworking ocr-variant knotworking"}},
		{corpus.Paragraph, "called expansive /alt:leaving|learning/ here", []string{"expansive-learning ocr-variant expansive leaving"}},
		{corpus.Paragraph, "called expansive /gap:x/ learning here", nil},
		{corpus.Paragraph, "Knotworking is a form of cooperation.", []string{"knotworking exact! Knotworking"}},
		{corpus.Paragraph, "The notion of distributed expertise means that nobody knows all.", []string{"distributed-expertise exact! distributed expertise"}},
		{corpus.Paragraph, "Developmental work research (DWR) is a method.", []string{"developmental-work-research exact! Developmental work research", "developmental-work-research acronym (DWR)"}},
		{corpus.Paragraph, "They define co-configuration as production that never ends.", []string{"co-configuration exact! co-configuration"}},
		{corpus.Paragraph, "Vertical learning is movement upward.", []string{"vertical-learning exact! Vertical learning"}},
		{corpus.Paragraph, "In this account, a boundary zone is a place between.", []string{"boundary-zone exact! boundary zone"}},
		{corpus.Paragraph, "For Edwards, relational agency is a capacity to act.", []string{"relational-agency exact! relational agency"}},
		{corpus.Paragraph, "By double stimulation we mean a method.", []string{"double-stimulation exact! double stimulation"}},
		{corpus.Paragraph, "This he terms knotworking.", []string{"knotworking exact! knotworking."}},
		{corpus.Paragraph, "Much of what we call knotworking is old.", []string{"knotworking exact knotworking"}},
		{corpus.Paragraph, "Knotworking is a matter of luck.", []string{"knotworking exact Knotworking"}},
		{corpus.Paragraph, "In this project knotworking is seldom seen, and is a rare thing.", []string{"knotworking exact knotworking"}},
		{corpus.Paragraph, "Knotworking is important.", []string{"knotworking exact Knotworking"}},
	}
	for _, tt := range tests {
		b := annotated(t, block(tt.kind, tt.text))
		var got []string
		for _, m := range b.Mentions {
			mark := ""
			if m.Attestation {
				mark = "!"
			}
			got = append(got, fmt.Sprintf("%s %s%s %s", m.Concept, m.Reason, mark, corpus.Join(b.Tokens[m.From:m.To])))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s\n got %q\nwant %q", tt.text, got, tt.want)
		}
	}
}

func TestSupportComesFromNeighbours(t *testing.T) {
	parts := []corpus.Part{{Blocks: []corpus.Block{
		block(corpus.Heading, "Rules"),
		block(corpus.AuthorBlock, "A. Nobody"),
		block(corpus.Paragraph, "are part of an activity"),
		block(corpus.Paragraph, "system"),
	}}}
	out, _ := annotate.Annotate(parts, own(t))
	var got []string
	for i, b := range out[0].Blocks {
		for _, m := range b.Mentions {
			got = append(got, fmt.Sprint(i, " ", m.Concept, " ", corpus.Join(b.Tokens[m.From:m.To])))
		}
	}
	if want := []string{"0 rules Rules"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

var list = []corpus.Reference{
	{Block: "e87", Raw: "Engeström, Y. (1987) Learning by expanding. Helsinki.", Year: "1987", Authors: people("Engeström")},
	{Block: "e01", Raw: "Engeström, Y. (2001) Expansive learning at work.", Year: "2001", Authors: people("Engeström")},
	{Block: "lm", Raw: "Levitt, B. & March, J. G. (1988) Organizational learning."},
	{Block: "d05", Raw: "Daniels, H. et al. (2005) A study.", Year: "2005", Authors: people("Daniels")},
	{Block: "s99a", Raw: "Smith, A. & Jones, B. (1999a) One.", Year: "1999a", Authors: people("Smith", "Jones")},
	{Block: "s99b", Raw: "Smith, A. & Jones, B. (1999b) Two.", Year: "1999b", Authors: people("Smith", "Jones")},
	{Block: "hmt", Raw: "HM Treasury (2003) Every child matters. London."},
	{Block: "who", Raw: "World Health Organization (2005) Report.", Year: "2005", Authors: people("World Health Organization")},
	{Block: "w19", Raw: "White, J. T. & Green, A. (2019) Forecasts.", Year: "2019", Authors: people("White", "Green")},
	{Block: "vdv", Raw: "van der Veer, R. (1991) A history.", Year: "1991", Authors: people("van der Veer")},
}

func people(families ...string) []corpus.Author {
	var out []corpus.Author
	for _, f := range families {
		out = append(out, corpus.Author{Family: f})
	}
	return out
}

func TestCitations(t *testing.T) {
	tests := []struct {
		text string
		want []string // reference: surface
	}{
		{"as shown (Engeström, 2001; Daniels et al., 2005) before", []string{"e01: (Engeström, 2001;", "d05: Daniels et al., 2005)"}},
		{"Engeström (1987) held", []string{"e87: Engeström (1987)"}},
		{"In Engestrom's (1987) view", []string{"e87: Engestrom's (1987)"}},
		{"(Engestr0m, 1987, 2001).", []string{"e87: (Engestr0m, 1987,", "e01: 2001)."}},
		{"organisations are constructed (Levitt & March, 1988).", []string{"lm: (Levitt & March, 1988)."}},
		{"as Smith and Jones (1999b) say", []string{"s99b: Smith and Jones (1999b)"}},
		{"(Smith & Jones, 1999)", []string{": (Smith & Jones, 1999)"}},
		{"(see Smith and Jones, 1999a, p. 12)", []string{"s99a: Smith and Jones, 1999a, p. 12)"}},
		{"(Daniels 2005: 34; Engeström 2001: 12–14)", []string{"d05: (Daniels 2005: 34;", "e01: Engeström 2001: 12–14)"}},
		{"as Daniels (2005) says; he adds (ibid., p. 40) more", []string{"d05: Daniels (2005)", "d05: (ibid.,"}},
		{"for Daniels (2005: 3), 40 of them", []string{"d05: Daniels (2005: 3),"}},
		{"not a list of numbers [1]", nil},
		{"proposals (HMT, 2003).", []string{"hmt: (HMT, 2003)."}},
		{"as van der Veer (1991) tells", []string{"vdv: van der Veer (1991)"}},
		{"at Birmingham in January 2007 and in 2001", nil},
		{"(seminar of March 2007)", nil},
		{"the fund (2000-2008) paid", nil},
		{"(Nobody, 1977)", []string{": (Nobody, 1977)"}},
		{"the 2003 Green Paper", nil},
		{"(World Health Organization, 2005)", []string{"who: (World Health Organization, 2005)"}},
		{"(see White et. al., 2019:41)", []string{"w19: White et. al., 2019:41)"}},
		{"(Jane T. White et al., 2019)", []string{"w19: (Jane T. White et al., 2019)"}},
	}
	for _, tt := range tests {
		b := annotated(t, block(corpus.Paragraph, tt.text), list...)
		var got []string
		for _, c := range b.Citations {
			got = append(got, c.Reference+": "+corpus.Join(b.Tokens[c.From:c.To]))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s\n got %q\nwant %q", tt.text, got, tt.want)
		}
	}
}

func TestCitationsByNumber(t *testing.T) {
	refs := []corpus.Reference{{Block: "one", Raw: "1. Engeström, Y. (1987) Learning."}, {Block: "two", Raw: "[2] Daniels, H. (2005) A study."}, {Block: "five", Raw: "Smith, A. One."}}
	five := corpus.Block{ID: "five", Kind: corpus.ReferenceBlock, Label: "5."}
	for text, want := range map[string][]string{
		"as shown [1].":                  {"one: [1]."},
		"by several [1, 5] of them":      {"one: [1,", "five: 5]"},
		"in a word [1,2] and[5], so":     {"one: [1,2]", "five: and[5],"},
		"read badly {l} here":            {"one: {l}"},
		"an interval [0, 1] or [1, 1.5]": nil,
		"out of the list [3] or open [1": nil,
		"(Engeström 1987) and [2]":       {"one: (Engeström 1987)", "two: [2]"},
	} {
		parts, _ := annotate.Annotate([]corpus.Part{{Paper: &corpus.Paper{References: refs}, Blocks: []corpus.Block{block(corpus.Paragraph, text), five}}}, own(t))
		var got []string
		b := parts[0].Blocks[0]
		for _, c := range b.Citations {
			got = append(got, c.Reference+": "+corpus.Join(b.Tokens[c.From:c.To]))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s\n got %q\nwant %q", text, got, want)
		}
	}
}

func TestUnlistedCitations(t *testing.T) {
	part := corpus.Part{Title: "Knots", Paper: &corpus.Paper{References: list}, Blocks: []corpus.Block{block(corpus.Paragraph, "(Nobody, 1977) and Daniels (2005)")}}
	_, report := annotate.Annotate([]corpus.Part{part}, own(t))
	if len(report.Problems) != 1 || !strings.Contains(report.Problems[0].Text, "Knots: 1 of its citations") || !strings.Contains(report.Problems[0].Text, "(Nobody, 1977)") {
		t.Errorf("problems are %+v, want one that quotes the citation", report.Problems)
	}
	if report.Counts["annotate.linked"] != 1 {
		t.Errorf("counts are %v, want one linked", report.Counts)
	}
}

func TestAnnotateLeavesItsInputAlone(t *testing.T) {
	in := []corpus.Part{{Blocks: []corpus.Block{block(corpus.Paragraph, "expansive learning (Engeström, 2001)")}}}
	out, report := annotate.Annotate(in, own(t))
	if in[0].Blocks[0].Mentions != nil || in[0].Blocks[0].Citations != nil {
		t.Error("the input was changed")
	}
	again, _ := annotate.Annotate(out, own(t))
	if got, want := fmt.Sprint(again), fmt.Sprint(out); got != want {
		t.Errorf("annotating again gives %s, want %s", got, want)
	}
	if report.Counts["annotate.mentions"] != 1 || report.Counts["annotate.citations"] != 1 {
		t.Errorf("counts are %v, want one mention and one citation", report.Counts)
	}
}

func FuzzAnnotate(f *testing.F) {
	g := own(f)
	for _, s := range []string{"Engeström (1987), (Smith et al., 1999a; 2001) knotworking", "() (2001 & & et al. (van der 1999)", "define … as", "'s (2001)", "1999 2000)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		parts := []corpus.Part{{Paper: &corpus.Paper{References: list}, Blocks: []corpus.Block{block(corpus.Paragraph, text)}}}
		out, _ := annotate.Annotate(parts, g)
		b := out[0].Blocks[0]
		end := 0
		for _, m := range b.Mentions {
			if m.From < end || m.To <= m.From || m.To > len(b.Tokens) {
				t.Fatalf("mention %+v out of order", m)
			}
			end = m.To
		}
		end = 0
		for _, c := range b.Citations {
			if c.From < end || c.To <= c.From || c.To > len(b.Tokens) {
				t.Fatalf("citation %+v out of order", c)
			}
			end = c.To
		}
	})
}
