package glossary

import "strings"

// fold brings the forms of a word together: case, plural, British and American
// spelling. What it gives is a key and need not be a word.
func fold(word string) string {
	return spelling(singular(strings.ToLower(word)))
}

// singular takes off the regular plural endings of English.
func singular(w string) string {
	switch {
	case len(w) < 4 || w[len(w)-1] != 's':
		return w
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "xes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "shes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), strings.HasSuffix(w, "is"):
		return w
	}
	return w[:len(w)-1]
}

// spelling brings British and American spelling together.
func spelling(w string) string {
	if len(w) < 6 {
		return w
	}
	w = britishEnding(w)
	for _, pair := range [...][2]string{
		{"artef", "artif"},
		{"isation", "ization"},
		{"ising", "izing"},
		{"ised", "ized"},
		{"iser", "izer"},
		{"lling", "ling"},
		{"lled", "led"},
		{"judgement", "judgment"},
		{"abour", "abor"},
		{"aviour", "avior"},
		{"avour", "avor"},
		{"olour", "olor"},
		{"onour", "onor"},
		{"ighbour", "ighbor"},
	} {
		w = strings.Replace(w, pair[0], pair[1], 1)
	}
	return w
}

func britishEnding(w string) string {
	for _, pair := range [...][2]string{{"ise", "ize"}, {"yse", "yze"}, {"ogue", "og"}, {"gramme", "gram"}, {"entre", "enter"}, {"eatre", "eater"}, {"efence", "efense"}, {"ractise", "ractice"}} {
		if stem, ok := strings.CutSuffix(w, pair[0]); ok {
			return stem + pair[1]
		}
	}
	return w
}
