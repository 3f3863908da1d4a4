package structure

import (
	"testing"

	"recto/internal/corpus"
)

func TestNamed(t *testing.T) {
	for printed, want := range map[string]corpus.Author{
		"Ada Lark":         {Given: "Ada", Family: "Lark"},
		"‘Ada M. Lark":     {Given: "Ada M.", Family: "Lark"},
		"Ada O’Lark*":      {Given: "Ada", Family: "O’Lark"},
		"| Ada van Lark —": {Given: "Ada", Family: "van Lark"},
		"Dr ADA LARK¹":     {Given: "ADA", Family: "Lark"},
		"—":                {},
	} {
		if got := named(printed, ""); got != want {
			t.Errorf("named(%q) = %+v, want %+v", printed, got, want)
		}
	}
}
