package outline

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/language"
)

// look is what is seen of a line by itself.
type look struct {
	first, last string // classes of its first and last letter
	number      string // kind of the number or mark that it begins with
	length      float64
	capitals    string // how many of its words begin with capitals
	common      bool   // it reads like headings that many papers have
	references  bool   // it reads like the heading of a reference list
	inverted    bool   // it begins like "Family, G."
	dated       bool
	located     bool // pages, publishers, addresses
	captioned   bool
	phrase      string // in what manner its words are written, as those of headings or of sentences
	usual       string // how many of its words headings often have
	open        bool   // its last word wants another one, or a bracket is not closed or opened in it
}

var (
	commonHeadings = words("introduction background methods method methodology results findings discussion conclusion conclusions " +
		"acknowledgements acknowledgments acknowledgement acknowledgment notes endnotes appendix abstract summary limitations " +
		"implications recommendations overview analysis data materials evaluation motivation funding")
	referenceHeads = words("references bibliography literature")

	inverted = regexp.MustCompile(`^(?:\[?\d{1,3}[\].]?\s+)?\p{Lu}[\p{L}'’\-]+(?:\s\p{Lu}[\p{L}'’\-]+)?,?\s+(?:\p{Lu}\.?[\s\-]?){1,4}(?:[,.&(:]|and\b|$)|^\p{Lu}[\p{L}'’\-]+,\s+\p{Lu}`)
	dated    = regexp.MustCompile(`[(\[ ](?:1[6-9]|20)\d\d[a-z]?[)\],.;:]|\((?:in press|forthcoming|n\.d\.)`)
	located  = regexp.MustCompile(`\bpp?\.\s?\d|\d\s?[-–]\s?\d|\bdoi\b|https?:|\bvol\.|\bedn?s?\.|Press\b|\d+\s?\(\d+\)|\d+:\s?\d`)
	locating = []string{"doi", "http", "vol.", "ed.", "edn", "eds", "Press"} // located, where there are no figures, has one of them
	caption  = regexp.MustCompile(`^(?:Figure|Fig\.|Table|TABLE|FIGURE|Plate|Chart|Diagram|Map|Box)\s+\d{1,2}(?:\.\d{1,2})?(?:[.:]|\s*$|\s+\p{Lu})`)
	numbers  = []struct {
		kind    string
		pattern *regexp.Regexp
	}{
		{"section", regexp.MustCompile(`^\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+\p{L}`)},
		{"point", regexp.MustCompile(`^\d{1,3}\.\s+\p{L}`)},
		{"roman", regexp.MustCompile(`^(?:[IVX]{1,5}|[A-H])[.)]\s+\p{Lu}`)},
		{"square", regexp.MustCompile(`^\[\d{1,3}\]`)},
		{"round", regexp.MustCompile(`^\(?(?:[a-z]|[ivx]{1,4}|\d{1,3})\)\s`)},
		{"bare", regexp.MustCompile(`^\d{1,3}\s+\p{L}`)},
		{"glued", regexp.MustCompile(`^\d{1,2}\p{L}{2}`)},
		{"bullet", regexp.MustCompile(`^[•◦▪■□●○◆◇►‣·*–—∙⁃➢✓+-]\s`)},
		{"lettered", regexp.MustCompile(`^[oe¢©°»]\s+\p{L}`)},
		{"mark", regexp.MustCompile(`^[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+\s?\p{L}`)},
	}
)

// ReferenceHead reports whether a folded word is what the heading of a list of
// references says.
func ReferenceHead(word string) bool { return referenceHeads[word] }

func newLook(r Row) look {
	text := strings.TrimLeft(r.Text, " ")
	folded := strings.Fields(language.Plain(strings.TrimLeft(text, "0123456789.) ")))
	l := look{
		first: class(firstRune(text)), last: lastClass(text), number: "none",
		length: float64(utf8.RuneCountInString(text)), capitals: capitals(r.Words),
	}
	l.match(text)
	l.phrase, l.usual, l.open = phrasing(r.Words), usual(folded), Unfinished(r.Words, text)
	if n := len(folded); n > 0 && n <= 4 {
		l.common = commonHeadings[folded[0]] || commonHeadings[folded[n-1]]
		l.references = ReferenceHead(folded[0]) || ReferenceHead(folded[n-1])
	}
	return l
}

// match compares a text with the expressions that it may match at all: most lines
// have no figures, begin with a word and hold nothing of what locates a work.
func (l *look) match(text string) {
	figures, first := strings.ContainsAny(text, "0123456789"), firstRune(text)
	l.inverted = (figures || unicode.IsUpper(first)) && inverted.MatchString(text)
	l.dated = (figures || strings.Contains(text, "(")) && dated.MatchString(text+" ")
	l.located = (figures || slices.ContainsFunc(locating, func(s string) bool { return strings.Contains(text, s) })) && located.MatchString(text)
	l.captioned = strings.ContainsRune("FTPCDMB", first) && caption.MatchString(text)
	if wordy(text) {
		return
	}
	for _, n := range numbers {
		if n.pattern.MatchString(text) {
			l.number = n.kind
			break
		}
	}
}

// wordy reports whether a text begins with letters that are too many for a number,
// or that no stop or bracket sets off as one.
func wordy(text string) bool {
	n := 0
	for n < len(text) && ('a' <= text[n] && text[n] <= 'z' || 'A' <= text[n] && text[n] <= 'Z') {
		n++
	}
	return n > 1 && (n > 5 || n == len(text) || text[n] != '.' && text[n] != ')')
}

// referenceLike reports whether the line has a mark of a bibliographic reference.
func (l look) referenceLike() bool { return l.inverted || l.dated || l.located }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// lastClass is the class of the last letter or point, quotes and brackets passed over.
func lastClass(s string) string {
	bare := strings.TrimRight(s, "”’\"')] ")
	if bare == "" {
		return "none"
	}
	r, _ := utf8.DecodeLastRuneInString(bare)
	if len(bare) < len(s) && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
		return "closed"
	}
	return class(r)
}

func class(r rune) string {
	switch {
	case r == utf8.RuneError:
		return "none"
	case unicode.IsUpper(r):
		return "upper"
	case unicode.IsLower(r):
		return "lower"
	case unicode.IsDigit(r):
		return "digit"
	case strings.ContainsRune("?!", r):
		return "."
	case strings.ContainsRune("-‐‑", r):
		return "-"
	case strings.ContainsRune("“‘\"'", r):
		return "quote"
	case strings.ContainsRune(".,;:([", r):
		return string(r)
	}
	return "other"
}

// ends reports whether a line ends as a sentence does.
func (l look) ends() bool { return l.last == "." }

// capitals tells how many of the longer words begin with a capital.
func capitals(ws []string) string {
	n, c, shouted := 0, 0, 0
	for _, w := range ws {
		r := firstRune(w)
		if len(w) < 4 || !unicode.IsLetter(r) {
			continue
		}
		n++
		if unicode.IsUpper(r) {
			c++
		}
		if w == strings.ToUpper(w) {
			shouted++
		}
	}
	switch {
	case n == 0:
		return "none"
	case shouted*4 >= n*3:
		return "shouted"
	case c*4 >= n*3:
		return "most"
	case c*3 >= n:
		return "some"
	}
	return "few"
}

// style is what holds for a whole text.
type style struct {
	sized    bool
	indented bool    // paragraphs begin with an indent
	spaced   bool    // paragraphs are parted by white space
	full     float64 // letters of a full line
}

func newStyle(rows []Row, looks []look) style {
	sized, spaces := 0, 0
	lengths := make([]float64, 0, len(rows))
	after, in := 0, 0
	for i, r := range rows {
		lengths = append(lengths, looks[i].length)
		if r.Line.Size > 0 {
			sized++
		}
		if i == 0 || r.Top {
			continue
		}
		if r.Line.Space {
			spaces++
		}
		if p := rows[i-1]; p.Line.Short && looks[i-1].ends() && looks[i].first == "upper" && len(p.Words) > 2 && len(r.Words) > 5 {
			after++
			if r.Line.Indent >= 0.4 && r.Line.Indent < 3.5 {
				in++
			}
		}
	}
	slices.Sort(lengths)
	s := style{sized: 2*sized > len(rows), indented: in*5 >= after*2 && in > 0, spaced: spaces*15 > len(rows), full: 1}
	if n := len(lengths); n > 0 {
		s.full = max(1, lengths[n*9/10])
	}
	return s
}

func words(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}
