package main

import (
	"regexp"
	"strings"
)

// char is a character in a style; a ligature is one glyph for several letters.
type char struct {
	text  string
	glyph rune
	style style
}

// text is what a run of characters says.
func text(chars []char) string {
	s := ""
	for _, c := range chars {
		s += c.text
	}
	return s
}

var (
	inline    = regexp.MustCompile(`\*|\[\^\d+\]`)
	ligatures = strings.NewReplacer("fi", "\ufb01", "fl", "\ufb02")
	letters   = map[rune]string{'\ufb01': "fi", '\ufb02': "fl"}
)

// chars reads emphasis and note marks.
func chars(marked string, base style) []char {
	var out []char
	st := base
	for marked != "" {
		at := inline.FindStringIndex(marked)
		if at == nil {
			return append(out, plainChars(marked, st)...)
		}
		out = append(out, plainChars(marked[:at[0]], st)...)
		switch token := marked[at[0]:at[1]]; {
		case token != "*":
			out = append(out, plainChars(token[2:len(token)-1], style{roman, base.size * .65, base.size * .33})...)
		case st.cut != base.cut:
			st.cut = base.cut
		case base.cut == italic:
			st.cut = roman
		default:
			st.cut = italic
		}
		marked = marked[at[1]:]
	}
	return out
}

// plainChars sets text without marks, with its ligatures.
func plainChars(s string, st style) []char {
	var out []char
	for _, r := range ligatures.Replace(s) {
		c := char{string(r), r, st}
		if l := letters[r]; l != "" {
			c.text = l
		}
		out = append(out, c)
	}
	return out
}
