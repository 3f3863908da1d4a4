package publish

import (
	"fmt"
	"strings"
	"unicode"

	"recto/internal/corpus"
)

// BibTeX is one @inproceedings entry in UTF-8. Characters that mean something
// to LaTeX are escaped, and words with capitals beyond their first letter are
// braced so that styles keep them.
func BibTeX(c Cited) string {
	var b strings.Builder
	fmt.Fprintf(&b, "@inproceedings{%s,\n", c.key())
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %-9s = {%s},\n", name, value)
		}
	}
	field("author", bibtexNames(c.Paper.Authors))
	field("title", bibtexTitle(fullTitle(c.Paper.Title, c.Paper.Subtitle)))
	field("booktitle", bibtexTitle(fullTitle(c.Volume.Title, c.Volume.Subtitle)))
	field("editor", bibtexNames(people(c.Volume.Editors)))
	field("series", latex(c.Volume.Series))
	field("publisher", latex(c.Volume.Publisher))
	if c.Volume.Year != 0 {
		field("year", fmt.Sprint(c.Volume.Year))
	}
	field("pages", strings.ReplaceAll(latex(c.folios()), "–", "--"))
	field("isbn", latex(c.Volume.ISBN))
	field("url", bibtexURL(c.URL))
	b.WriteString("}\n")
	return b.String()
}

func bibtexNames(authors []corpus.Author) string {
	out := make([]string, len(authors))
	for i, a := range authors {
		out[i] = latex(inverted(a))
	}
	return strings.Join(out, " and ")
}

func bibtexTitle(title string) string {
	words := strings.Fields(title)
	for i, w := range words {
		words[i] = latex(w)
		if capitals(w) {
			words[i] = "{" + words[i] + "}"
		}
	}
	return strings.Join(words, " ")
}

// capitals reports whether a word has a capital after its first letter.
func capitals(word string) bool {
	letters := 0
	for _, r := range word {
		if unicode.IsUpper(r) && letters > 0 {
			return true
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return false
}

var latexEscapes = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `&`, `\&`, `%`, `\%`, `$`, `\$`, `#`, `\#`,
	`_`, `\_`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
)

func latex(s string) string {
	return latexEscapes.Replace(strings.Join(strings.Fields(s), " "))
}

// bibtexURL percent-encodes what would end the field or the entry.
func bibtexURL(url string) string {
	return strings.NewReplacer("{", "%7B", "}", "%7D", "\\", "%5C", " ", "%20", "\n", "").Replace(url)
}
