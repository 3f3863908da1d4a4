package correct

import (
	"maps"
	"testing"

	"recto/internal/language"
)

func TestUsed(t *testing.T) {
	for text, want := range map[string]int{
		"":                       0,
		"“the school, 1877;":     0,
		"Newington-":             0,
		"the lubappy ohzplaln":   2,
		"well-known bankruptcie": 1,
		"o'clock I saw":          0,
		"Engeström":              0,
	} {
		if u := used(text); u.unused != want || u.unused > 0 && u.rarest != 1 {
			t.Errorf("%q: %d words in no use, want %d; the rarest %.2f rare", text, u.unused, want, u.rarest)
		}
	}
	common, rare := used("the school").rarest, used("the Uxbridge school").rarest
	if want, _ := language.Rarity("uxbridge"); common >= rare || rare != want {
		t.Errorf("the rarest of the common words is %.2f rare, that of the rare ones %.2f, want %.2f", common, rare, want)
	}
}

// A change tells how the words are used that it gives up and arrives at, but for
// one that leaves the words as they are.
func TestWeighUse(t *testing.T) {
	m := load(t)
	e := newEngine(m, splitText("they were mOst lubappy").pieces, nil)
	rarity := func(word string) float64 {
		r, _ := language.Rarity(word)
		return r
	}
	for _, c := range []struct {
		at     int
		option option
		want   map[int]float64
	}{
		{3, option{identity: true}, nil},
		{3, option{rule: rulePunctuation, text: "lubappy."}, nil},
		{2, option{rule: ruleConfusion, text: "most"}, nil},
		{3, option{rule: ruleConfusion, text: "unhappy"}, map[int]float64{fRare: rarity("unhappy"), fFromRare: 1, fFromUnused: 1}},
		{2, option{rule: ruleConfusion, text: "mostt"}, map[int]float64{fRare: 1, fUnused: 1, fFromRare: rarity("most")}},
		{3, option{rule: ruleLost}, map[int]float64{fFromRare: 1, fFromUnused: 1}},
	} {
		c.option.to = c.at + 1
		options := []option{c.option}
		e.weighUse(options, c.at)
		got := map[int]float64{}
		for _, f := range options[0].features {
			got[f.index] = f.value
		}
		if !maps.Equal(got, c.want) {
			t.Errorf("%q by rule %q has %v, want %v", c.option.text, c.option.rule, got, c.want)
		}
	}
	e.doc.old = 1
	options := []option{{rule: ruleConfusion, to: 4, text: "unhappy"}}
	if e.weighUse(options, 3); len(options[0].features) > 0 {
		t.Errorf("a word of an old text has features of the use of now: %v", options[0].features)
	}
}
