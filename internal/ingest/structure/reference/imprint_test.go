package reference

import (
	"testing"

	"recto/internal/corpus"
)

func TestImprint(t *testing.T) {
	for _, c := range []struct{ place, publisher, wantPlace, wantPublisher string }{
		{"Hamburg, Quay Press", "", "Hamburg", "Quay Press"},
		{"", "Quay Press, Hamburg", "Hamburg", "Quay Press"},
		{"", "Quay Press, Saltwick, Germany", "Saltwick, Germany", "Quay Press"},
		{"", "Nets, Knots and Lines", "", "Nets, Knots and Lines"},
		{"", "London/New York", "London/New York", ""},
		{"London", "Quay Press, Hamburg", "London", "Quay Press, Hamburg"},
	} {
		r := corpus.Reference{Place: c.place, Publisher: c.publisher}
		imprint(&r)
		if r.Place != c.wantPlace || r.Publisher != c.wantPublisher {
			t.Errorf("%q, %q: got %q, %q", c.place, c.publisher, r.Place, r.Publisher)
		}
	}
}

func TestContainer(t *testing.T) {
	for text, want := range map[string]corpus.Reference{
		"In: Craft Review, Spring/Summer,":       {Container: "Craft Review"},
		"Craft Review [Internet].":               {Container: "Craft Review"},
		"Craft Review, XXIV":                     {Container: "Craft Review", Volume: "XXIV"},
		"Saltwick Discussion Paper No. 97":       {Container: "Saltwick Discussion Paper", Volume: "97"},
		"Yearbook of knots (pp. 20-31)":          {Container: "Yearbook of knots", Pages: "20-31"},
		"Proceedings of the net menders, 12 May": {Container: "Proceedings of the net menders, 12 May"},
	} {
		var got corpus.Reference
		container(&got, text)
		if got.Container != want.Container || got.Volume != want.Volume || got.Pages != want.Pages {
			t.Errorf("%q: got %+v", text, got)
		}
	}
}
