package jobs

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func FuzzBaseName(f *testing.F) {
	for _, name := range []string{"", "/", "a/b.pdf", `C:\a\b.pdf`, "..", "a\x00b", "\xff\xfe", "über.pdf", "\u202egpj.exe"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := baseName(name)
		bad := strings.ContainsAny(got, `/\`) || got == "" || got == "." || got == ".." || !utf8.ValidString(got)
		if bad || strings.ContainsFunc(got, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("%q: got %q", name, got)
		}
		if again := baseName(got); again != got {
			t.Errorf("%q: got %q, and then %q", name, got, again)
		}
	})
}
