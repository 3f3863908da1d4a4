package unweave

import (
	"strings"
	"unicode"

	"recto/internal/cores"
	"recto/internal/corpus"
	"recto/internal/ingest/layout/unweave/meet"
	"recto/internal/language"
)

// reader turns lines to pieces with the eyes of a language model, of a model of
// how lines meet and of the document itself.
type reader struct {
	model *language.Model
	meet  *meet.Model
	small []language.ID
	known map[string]int32   // every word of the document, in letters alone, by its number from 1 on
	seen  map[neighbours]int // neighbouring words inside its lines
	// ln P of each small word after a word, and of the word after each
	after, before map[language.ID][]float64
}

// neighbours are two words by their numbers; 0 is no word, and neighbour of none.
type neighbours [2]int32

func newReader(m *language.Model) (*reader, error) {
	cuts, err := meet.Default()
	if err != nil {
		return nil, err
	}
	r := &reader{
		model: m, meet: cuts, known: map[string]int32{}, seen: map[neighbours]int{},
		after: map[language.ID][]float64{}, before: map[language.ID][]float64{},
	}
	for _, w := range small {
		if id, ok := m.Lookup(w); ok {
			r.small = append(r.small, id)
		}
	}
	return r, nil
}

// read makes the pieces of lines.
func (r *reader) read(lines []corpus.Line) []piece {
	pieces, named := make([]piece, len(lines)), make([][]string, len(lines))
	cores.Share(len(lines), func() func(int) {
		return func(i int) {
			pieces[i], named[i] = newPiece(lines[i]), r.wordsOf(lines[i])
			seen := r.meet.Read(raws(lines[i]))
			pieces[i].tailing, pieces[i].heading = r.meet.End(seen), r.meet.Head(seen)
		}
	})
	for i, words := range named {
		for k, w := range words {
			if w == "." {
				continue
			}
			if r.known[w] == 0 {
				r.known[w] = int32(len(r.known) + 1)
			}
			if k > 0 && words[k-1] != "." {
				r.seen[neighbours{r.known[words[k-1]], r.known[w]}]++
			}
		}
		r.name(&pieces[i], words)
	}
	return pieces
}

// wordsOf is the words of a line, folded, with "." where a sentence ends and
// "#" for numbers.
func (r *reader) wordsOf(l corpus.Line) []string {
	var out []string
	for _, w := range l.Words {
		for _, part := range strings.FieldsFunc(w.Raw, language.Parting) {
			core := strings.TrimFunc(part, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
			switch {
			case core == "":
			case strings.ContainsFunc(core, unicode.IsDigit):
				out = append(out, "#")
			default:
				out = append(out, language.Fold(strings.TrimSuffix(strings.TrimSuffix(core, "'s"), "’s")))
			}
		}
		if strings.ContainsAny(w.Raw, ".!?") {
			out = append(out, ".")
		}
	}
	return out
}

// name sets what the language model says of the ends of a piece.
func (r *reader) name(p *piece, words []string) {
	for k := range 2 {
		p.from[k], p.to[k] = r.model.Start(), r.model.Start()
		if i := len(words) - 1 - k; i >= 0 {
			p.from[k], p.last[k], p.lastNo[k] = r.id(words[i]), words[i], r.known[words[i]]
		}
		if k < len(words) {
			p.to[k], p.first[k], p.firstNo[k] = r.id(words[k]), words[k], r.known[words[k]]
		}
	}
	p.dangles = dangling[p.last[0]]
	p.rare, p.starts = float32(r.model.Ln(p.to[0])), float32(clip(r.model.Next(r.model.Start(), p.to[0])-r.model.Ln(p.to[0]), -5, 9))
	p.after, p.before = r.afterWord(p.from[0]), r.beforeWord(p.to[0])
}

// afterWord is ln P of each small word after a word, beforeWord of the word after each.
func (r *reader) afterWord(id language.ID) []float64 {
	return r.beside(r.after, id, func(s language.ID) float64 { return r.model.Next(id, s) })
}

func (r *reader) beforeWord(id language.ID) []float64 {
	return r.beside(r.before, id, func(s language.ID) float64 { return r.model.Next(s, id) })
}

// beside remembers what each small word is worth beside a word.
func (r *reader) beside(known map[language.ID][]float64, id language.ID, next func(small language.ID) float64) []float64 {
	lns, ok := known[id]
	if ok {
		return lns
	}
	lns = make([]float64, len(r.small))
	for i, s := range r.small {
		lns[i] = next(s)
	}
	known[id] = lns
	return lns
}

func (r *reader) id(word string) language.ID {
	switch word {
	case ".":
		return r.model.Start()
	case "#":
		return r.model.Number()
	}
	if id, ok := r.model.Lookup(word); ok {
		return id
	}
	return r.model.Unknown()
}

// raws is the words of a line as they are printed.
func raws(l corpus.Line) []string {
	out := make([]string, len(l.Words))
	for i, w := range l.Words {
		out[i] = w.Raw
	}
	return out
}
