package evaluate

import (
	"regexp"
	"slices"
	"strings"

	"recto/internal/corpus"
)

// words compares the field of each word of meaning.
func (m *ReferenceMeter) words(truth Labelled, got corpus.Reference) {
	var text, want []string
	for _, s := range truth {
		for _, w := range counted(s.Label, s.Text) {
			text = append(text, w)
			want = append(want, wordLabel(s.Label))
		}
	}
	have := labels(text, got)
	for i := range text {
		right := have[i] == want[i] || want[i] == other && unnamed[have[i]]
		m.parsed.Words.count(right)
		if !right {
			m.confused(want[i], have[i])
		}
	}
}

func (m *ReferenceMeter) confused(truth, given string) {
	if m.wrong == nil {
		m.wrong = map[Confusion]int{}
	}
	m.wrong[Confusion{Truth: truth, Given: given}]++
}

// other is what the truth says of words that it has no name for; places are
// among them where it has none for places.
const other = "other"

var unnamed = map[string]bool{"": true, "place": true}

// counted are the words of a text of meaning for its field. Of dates, volumes
// and pages the numbers alone are kept by what reads references, and a range is
// two numbers, as the truth has them.
func counted(label, text string) []string {
	switch label {
	case "year", "volume", "pages":
		text = rangeMark.ReplaceAllString(text, " ")
		return slices.DeleteFunc(words(text), func(w string) bool { return !strings.ContainsAny(w, "0123456789") })
	}
	return meaning(words(text))
}

var rangeMark = regexp.MustCompile(`[-‐‑‒–—−/]`)

func wordLabel(label string) string {
	if label == "surname" || label == "given" {
		return "author"
	}
	return label
}

// labels gives each word of a reference the field whose value it belongs to:
// long values are found first, whole if they stand there whole, else word by word.
func labels(text []string, r corpus.Reference) []string {
	type value struct{ label, text string }
	all := []value{
		{"title", r.Title},
		{"container", r.Container},
		{"publisher", r.Publisher},
		{"place", r.Place},
		{"pages", r.Pages},
		{"volume", r.Volume},
		{"volume", r.Issue},
		{"year", r.Year},
		{"doi", r.DOI},
		{"url", r.URL},
	}
	for _, a := range r.Authors {
		all = append(all, value{"author", a.Name()})
	}
	for _, a := range r.Editors {
		all = append(all, value{"editor", a.Name()})
	}
	slices.SortStableFunc(all, func(a, b value) int { return len(words(b.text)) - len(words(a.text)) })
	out := make([]string, len(text))
	for _, v := range all {
		ws := counted(v.label, v.text)
		late := v.label == "volume" || v.label == "pages"
		if i := place(text, out, ws, late); i >= 0 {
			for k := range ws {
				out[i+k] = v.label
			}
			continue
		}
		for _, w := range ws {
			if i := place(text, out, []string{w}, late); i >= 0 {
				out[i] = v.label
			}
		}
	}
	return out
}

// place is where words stand together without a label yet, or -1: the first
// such place, or the last, since the numbers of an issue end a reference and one
// that counts references begins it.
func place(text, labels, ws []string, last bool) int {
	found := -1
	for i := 0; len(ws) > 0 && i+len(ws) <= len(text) && (found < 0 || last); i++ {
		free := !slices.ContainsFunc(labels[i:i+len(ws)], func(l string) bool { return l != "" })
		if free && slices.Equal(text[i:i+len(ws)], ws) {
			found = i
		}
	}
	return found
}
