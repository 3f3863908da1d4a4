package evaluate_test

import (
	"strings"
	"testing"

	"recto/internal/evaluate"
)

// smallTruth is a volume of two short papers.
func smallTruth() evaluate.Truth {
	paper := func(title, author, word string) evaluate.Paper {
		paragraph := func(n int) evaluate.Paragraph {
			var ws []string
			for i := range 30 {
				ws = append(ws, word+strings.Repeat("a", n)+strings.Repeat("x", i))
			}
			return evaluate.Paragraph{Text: strings.Join(ws, " ") + ".", Page: evaluate.Numbers{n}, Pages: evaluate.Numbers{n}}
		}
		return evaluate.Paper{
			Title: title, Authors: evaluate.Authors{{Name: author}}, Abstract: evaluate.Texts{"About " + word + "."},
			Sections:   []evaluate.Section{{Heading: "On " + word, Paragraphs: evaluate.Paragraphs{paragraph(3), paragraph(4)}}},
			References: evaluate.Texts{"Pike, R. (1999) All " + word + "."}, Footnotes: evaluate.Texts{"Not " + word + "."},
		}
	}
	return evaluate.Truth{
		Papers: []evaluate.Paper{paper("Of knots and their uses", "Ada Field", "knots"), paper("Of zones between schools", "Jo Pike", "zones")},
		Pages:  []evaluate.PrintedPage{{RunningHead: "Of knots in general"}, {RunningHead: "Zones"}},
	}
}

func TestPerfectVolume(t *testing.T) {
	truth := smallTruth()
	s := evaluate.Volume(truth, evaluate.Neutral{Papers: truth.Papers})
	for name, v := range map[string]float64{"cer": s.CER, "wer": s.WER, "soft": s.SoftWER, "body": s.BodyCER, "loss": s.Loss, "debris": s.Debris, "alien": s.Alien, "heads": *s.RunningHeads, "ref_cer": *s.ReferenceCER} {
		if v != 0 {
			t.Errorf("%s: got %v, want 0", name, v)
		}
	}
	for name, v := range map[string]float64{
		"bag": s.Bag.F1, "tau": s.Tau, "local": s.LocalTau, "bigrams": s.Bigrams, "chunks": s.Chunks, "boundaries": s.Boundaries.F1,
		"title": s.Title, "exact": s.TitleExact, "authors": s.Authors.F1, "headings": s.Headings.F1, "references": s.References.F1,
		"abstract": *s.Abstract, "paragraphs": s.Paragraphs.F1, "provenance": *s.Provenance,
	} {
		if v != 1 {
			t.Errorf("%s: got %v, want 1", name, v)
		}
	}
}

// TestDamage checks that each kind of damage moves the measure that is for it, and not its neighbours.
func TestDamage(t *testing.T) {
	for _, c := range []struct {
		name   string
		damage func(papers []evaluate.Paper) []evaluate.Paper
		check  func(s evaluate.Scores) bool
	}{
		{"paper lost", func(p []evaluate.Paper) []evaluate.Paper { return p[:1] }, func(s evaluate.Scores) bool {
			return s.Loss > .4 && s.Debris == 0 && s.Boundaries.Recall == .5 && s.Boundaries.Precision == 1
		}},
		{"papers swapped", func(p []evaluate.Paper) []evaluate.Paper { return []evaluate.Paper{p[1], p[0]} }, func(s evaluate.Scores) bool {
			return s.Loss == 0 && s.WER > .5 && s.Tau < .2 && s.Bigrams > .9 && s.TitleExact == 1
		}},
		{"debris", func(p []evaluate.Paper) []evaluate.Paper {
			p[0].Sections[0].Paragraphs[0].Text += " qwx ~ zzz"
			return p
		}, func(s evaluate.Scores) bool { return s.Debris > 0 && s.Alien == s.Debris && s.Loss == 0 }},
		{"running head left", func(p []evaluate.Paper) []evaluate.Paper {
			p[0].Sections[0].Paragraphs[0].Text += " Of Knots in General"
			return p
		}, func(s evaluate.Scores) bool { return *s.RunningHeads == 1 }},
		{"wrong page", func(p []evaluate.Paper) []evaluate.Paper {
			p[0].Sections[0].Paragraphs[0].Page, p[0].Sections[0].Paragraphs[0].Pages = evaluate.Numbers{9}, nil
			return p
		}, func(s evaluate.Scores) bool { return *s.Provenance == .75 && s.CER == 0 }},
		{"right scan", func(p []evaluate.Paper) []evaluate.Paper {
			for i := range p[0].Sections[0].Paragraphs {
				para := &p[0].Sections[0].Paragraphs[i]
				para.Page, para.Pages, para.Spread = nil, nil, evaluate.Numbers{para.Pages[0]/2 + 1}
			}
			return p
		}, func(s evaluate.Scores) bool { return *s.Provenance == 1 }},
		{"heading as text", func(p []evaluate.Paper) []evaluate.Paper {
			s := &p[0].Sections[0]
			s.Paragraphs = append(evaluate.Paragraphs{{Text: s.Heading}}, s.Paragraphs...)
			s.Heading = ""
			return p
		}, func(s evaluate.Scores) bool { return s.CER == 0 && s.Headings.F1 < 1 && s.Headings.Precision == 1 }},
		{"nothing", func([]evaluate.Paper) []evaluate.Paper { return nil }, func(s evaluate.Scores) bool {
			return s.CER == 1 && s.Loss == 1 && s.Boundaries.F1 == 0 && s.Provenance == nil && s.Abstract != nil && *s.Abstract == 0
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := evaluate.Volume(smallTruth(), evaluate.Neutral{Papers: c.damage(smallTruth().Papers)})
			if !c.check(s) {
				t.Errorf("%+v", s)
			}
		})
	}
}

func TestParseNeutral(t *testing.T) {
	n, err := evaluate.ParseNeutral([]byte(`{"volume": "v", "papers": [
		{"title": "T", "authors": ["A B", {"name": "C D", "affiliations": ["E"]}, {"name": ""}], "abstract": "one",
		 "sections": [{"heading": "", "paragraphs": ["plain", {"text": "placed", "page": "5", "pages": [5, 6], "spread": 3}]}],
		 "references": [{"text": "r"}], "footnotes": null}]}`))
	if err != nil {
		t.Fatal(err)
	}
	p := n.Papers[0]
	if len(p.Authors) != 2 || p.Authors[1].Affiliations[0] != "E" || len(p.Abstract) != 1 || p.References[0] != "r" || p.Footnotes != nil {
		t.Errorf("got %+v", p)
	}
	paras := p.Sections[0].Paragraphs
	if paras[0].Text != "plain" || paras[1].Page[0] != 5 || len(paras[1].Pages) != 2 || paras[1].Spread[0] != 3 {
		t.Errorf("got %+v", paras)
	}
}

func FuzzParseNeutral(f *testing.F) {
	f.Add([]byte(`{"papers": [{"authors": ["a", {"name": "b"}], "abstract": [{"text": "t"}], "sections": [{"paragraphs": [{"page": "x"}]}]}]}`))
	f.Add([]byte(`{"papers": [{"authors": 3}]}`))
	f.Add([]byte(`[`))
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := evaluate.ParseNeutral(data)
		if err != nil {
			return
		}
		s := evaluate.Volume(smallTruth(), n)
		if s.Loss < 0 || s.Loss > 1 || s.Boundaries.F1 > 1 || s.Paragraphs.F1 > 1 {
			t.Errorf("out of bounds: %+v", s)
		}
	})
}
