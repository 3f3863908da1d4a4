package evaluate

import "strings"

// flat is a volume as it is compared: paper by paper as one stream of words.
type flat struct {
	papers []flatPaper
	words  []string // title, authors, abstract, headings, paragraphs and references of all papers
	paras  []flatPara
	text   string // the same as normal text
	body   string // the same without titles, authors and references
}

type flatPaper struct {
	Paper
	names    []string
	headings []string
	notes    []string // words of the footnotes
	start    int      // in flat.words
}

type flatPara struct {
	start, length int // in flat.words
	Paragraph
}

func flatten(papers []Paper) *flat {
	f := &flat{}
	var text, body []string
	add := func(s string, inBody bool) int {
		ws := words(s)
		f.words = append(f.words, ws...)
		if n := normal(s); n != "" {
			text = append(text, n)
			if inBody {
				body = append(body, n)
			}
		}
		return len(ws)
	}
	for _, p := range papers {
		q := flatPaper{Paper: p, start: len(f.words)}
		for _, a := range p.Authors {
			q.names = append(q.names, a.Name)
		}
		add(p.Title, false)
		add(strings.Join(q.names, ", "), false)
		for _, a := range p.Abstract {
			add(a, true)
		}
		for _, s := range p.Sections {
			if s.Heading != "" {
				q.headings = append(q.headings, s.Heading)
				add(s.Heading, true)
			}
			for _, para := range s.Paragraphs {
				start := len(f.words)
				if n := add(para.Text, true); n > 0 {
					f.paras = append(f.paras, flatPara{start, n, para})
				}
			}
		}
		for _, r := range p.References {
			add(r, false)
		}
		for _, n := range p.Footnotes {
			q.notes = append(q.notes, words(n)...)
		}
		f.papers = append(f.papers, q)
	}
	f.text, f.body = strings.Join(text, " "), strings.Join(body, " ")
	return f
}

// bag counts words.
type bag map[string]int

func (b bag) add(ws ...string) {
	for _, w := range ws {
		b[w]++
	}
}

func (b bag) size() int {
	n := 0
	for _, c := range b {
		n += c
	}
	return n
}

// shared is how many words two bags have in common.
func (b bag) shared(c bag) int {
	n := 0
	for w, k := range b {
		n += min(k, c[w])
	}
	return n
}

func bagOf(ws []string) bag {
	b := bag{}
	b.add(ws...)
	return b
}
