package main

import (
	"fmt"
	"strings"
	"testing"

	"recto/internal/ingest/correct"
)

func TestSnippets(t *testing.T) {
	var printed, seen []string
	for i := range 1500 {
		word := fmt.Sprintf("word%d", i)
		printed = append(printed, word)
		if i%10 == 3 {
			word = strings.Replace(word, "w", "vv", 1)
		}
		seen = append(seen, word)
	}
	taken := snippets(correct.Example{Seen: strings.Join(seen, " "), Printed: strings.Join(printed, "\n")})
	if len(taken) < 5 || len(taken) > 50 {
		t.Fatalf("%d snippets of 1500 words", len(taken))
	}
	for _, x := range taken {
		restored := strings.Join(strings.Fields(strings.ReplaceAll(x.Seen, "vv", "w")), " ")
		if n := len(strings.Fields(x.Seen)); n < snippetWords || n > 2*snippetWords || restored != strings.Join(strings.Fields(x.Printed), " ") {
			t.Errorf("%d words, seen and printed:\n%s\n%s", n, x.Seen, x.Printed)
		}
	}
	if short := snippets(correct.Example{Seen: "a few words", Printed: "a few words"}); len(short) > 0 {
		t.Errorf("snippets of a short text: %v", short)
	}
}
