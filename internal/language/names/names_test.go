package names_test

import (
	"strings"
	"testing"

	"recto/internal/language"
	"recto/internal/language/names"
)

func judge(t testing.TB) *names.Judge {
	model, err := language.Default()
	if err != nil {
		t.Fatal(err)
	}
	return names.New(model)
}

func TestPeople(t *testing.T) {
	j := judge(t)
	for line, want := range map[string]string{
		"Ada Lark, Ben J. Moss and Cy van der Reed":                "Ada|Lark; Ben J.|Moss; Cy|van der Reed",
		"By Ada Lark & Ben Moss":                                   "Ada|Lark; Ben|Moss",
		"Ada Lark1,2, Ben Moss 2 , and Cy O’Reed∗1":                "Ada|Lark|1 2; Ben|Moss|2; Cy|O’Reed|∗1",
		"Ada Lark¹ • Ben Moss†":                                    "Ada|Lark|1; Ben|Moss|†",
		"Lark, A. B., Moss, C.":                                    "A. B.|Lark; C.|Moss",
		"Prof. ADA LARK-HILL, Dr Ben Moss, PhD":                    "Ada|Lark-Hill; Ben|Moss",
		"Ada Lark (University of Here), Ben Moss (ben@here.ac.uk)": "Ada|Lark; Ben|Moss",
		"Ada Lark,.Ben Moss. Cy Reed":                              "Ada|Lark; Ben|Moss; Cy|Reed",
		"University of Here, New Zealand":                          "",
		"the quick brown fox and the lazy dog":                     "",
	} {
		var got []string
		for _, p := range j.People(line) {
			s := p.Given + "|" + p.Family
			if len(p.Marks) > 0 {
				s += "|" + strings.Join(p.Marks, " ")
			}
			got = append(got, s)
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%s\n got %s\nwant %s", line, s, want)
		}
	}
}

func TestScore(t *testing.T) {
	j := judge(t)
	j.Learn("what the drovers of the moors say about wool and markets")
	for line, want := range map[string]int{
		"Ada Lark and Ben Moss":            2,
		"A. Lark":                          2,
		"Ada Lark":                         1,
		"Wool and Markets":                 0,
		"Learning Objectives":              0,
		"University of Here":               0,
		"New Zealand":                      0,
		"What the drovers say about wool:": 0,
	} {
		if got := j.Score(line); got != want {
			t.Errorf("Score(%q) = %d, want %d", line, got, want)
		}
	}
}

func TestLed(t *testing.T) {
	j := judge(t)
	for line, want := range map[string]string{
		"Ada Lark, University of Here, Wales":     "Ada Lark|University of Here, Wales",
		"Ada Lark, Wales":                         "Ada Lark|Wales",
		"School of Wool, University of Here":      "",
		"Ada Lark, Ben Moss":                      "",
		"and so, in the University, they went on": "",
	} {
		name, place, ok := j.Led(line)
		got := ""
		if ok {
			got = name + "|" + place
		}
		if got != want {
			t.Errorf("Led(%q) = %q, want %q", line, got, want)
		}
	}
}

// FuzzPeople holds that any line is read without harm, and that a person has a
// family name.
func FuzzPeople(f *testing.F) {
	f.Add("Ada Lark1,2 & Ben Moss* (x), • ’t Hart")
	f.Add("·,;|A. \x00 Ünal-Ö, III,,and")
	j := judge(f)
	f.Fuzz(func(t *testing.T, line string) {
		for _, p := range j.People(line) {
			if p.Family == "" {
				t.Errorf("People(%q) has a person without a family name: %+v", line, p)
			}
		}
		j.Score(line)
		j.Led(line)
		names.Read(line)
		names.Affiliated(line)
		names.Located(line)
	})
}
