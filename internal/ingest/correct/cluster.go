package correct

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"strings"
	"unicode"

	"recto/internal/cores"
	"recto/internal/language"
)

// cluster.go tells the words that a document has of its own, its names and
// acronyms before all, from the garbles of its words that come more than once.
// The words of its own are candidates for what is seen once, as any word is,
// and how often they come is their prior; the garbles are no evidence for
// themselves. Two words that look alike are both words where each comes oftener
// than the recogniser can have taken the other for it.

// form is a word that the lexicon lacks, as a document has it.
type form struct {
	fold  string
	core  string // as it is mostly written
	times int    // how often it comes, whatever its capitals
}

// Bounds of what counts as a word of a document's own.
const (
	leastForm  = 3    // letters
	fewForms   = 3    // times that a word comes, or
	fewNames   = 2    // with a capital
	provenName = 3    // times that a word with a capital comes that is beyond doubt
	proneness  = 100. // how much oftener than usual a document may take some letters for others
	lostBlank  = .25  // share of the places at which it may lose the blank between two words
)

// cluster finds the words of the document's own among those that come again,
// commonest first, so that each garble meets its word.
func (e *engine) cluster() {
	forms := e.forms()
	e.doc.own = language.NewTrie(e.ownWords(forms))
	e.own = newWalker(e.doc.own, e.m.Confusions())
	cores.Share(len(forms), func() func(int) { // what is found is remembered
		own := e.fork()
		return func(k int) { own.candidates(forms[k].core, language.Absent) }
	})
	together := e.together(forms)
	e.doc.garbles, e.doc.usual = map[string]bool{}, map[string]string{}
	var own []form
	proven := map[string]bool{}
	for _, f := range forms {
		switch {
		case e.garbled(f, together):
			e.doc.garbles[f.fold] = true
		case f.times >= fewForms || named(f.core):
			own = append(own, f)
			e.doc.usual[f.fold] = f.core
			proven[f.fold] = f.times >= provenName && named(f.core)
		}
	}
	e.doc.own = language.NewTrie(e.ownWords(own))
	e.own = newWalker(e.doc.own, e.m.Confusions())
	e.known.clear()
	e.parted.clear()
	for i := range e.units {
		if u := &e.units[i]; u.grade == language.Absent && proven[u.fold] && u.kind == wordKind && named(u.core) {
			u.grade = language.Good
		}
	}
}

func (e *engine) ownWords(forms []form) []string {
	var own []string
	for w := range e.doc.terms {
		own = append(own, w)
	}
	for _, f := range forms {
		own = append(own, f.fold)
	}
	return own
}

// forms are the unknown words of letters that come more than once, commonest first.
func (e *engine) forms() []form {
	written := map[string]map[string]int{}
	for i := range e.units {
		u := &e.units[i]
		if u.kind != wordKind || u.grade != language.Absent || e.doc.counts[u.fold] < fewNames || len(u.fold) < leastForm || !plain(u.core) || e.doc.terms[u.fold] {
			continue
		}
		if written[u.fold] == nil {
			written[u.fold] = map[string]int{}
		}
		written[u.fold][u.core]++
	}
	var forms []form
	for fold, cores := range written {
		forms = append(forms, form{fold, mostly(cores), e.doc.counts[fold]})
	}
	slices.SortFunc(forms, func(a, b form) int {
		return cmp.Or(cmp.Compare(b.times, a.times), strings.Compare(a.fold, b.fold))
	})
	return forms
}

func mostly(cores map[string]int) string {
	best := ""
	for core, n := range cores {
		if best == "" || n > cores[best] || n == cores[best] && core < best {
			best = core
		}
	}
	return best
}

// named reports a capital.
func named(core string) bool { return strings.ContainsFunc(core, unicode.IsUpper) }

// shouted reports a word in capitals, perhaps with a small letter among them.
func shouted(core string) bool {
	s := shapeOf(core)
	return s.upper > 1 && s.upper+1 >= s.length-s.digits-s.signs
}

// garbled reports a form that is likelier what the recogniser made of a word, or
// of two, than a word: it comes no oftener beside its word than the letters are
// taken for each other in a document that is prone to it.
func (e *engine) garbled(f form, together map[[2]language.ID]int) bool {
	for pair := range e.parts(f) {
		if float64(f.times) <= lostBlank*float64(f.times+together[pair]) {
			return true
		}
	}
	counts := e.doc.counts
	if shouted(f.core) {
		counts = e.doc.shouted
	}
	for _, c := range e.candidates(f.core, language.Absent) {
		n := counts[c.text]
		if n <= f.times || c.generic > 0 || c.grade == language.Absent && e.doc.usual[c.text] == "" && !e.doc.terms[c.text] {
			continue
		}
		if float64(f.times) <= proneness*math.Exp(c.ln)*float64(n+f.times) {
			return true
		}
	}
	return false
}

// together counts how often the words that forms may consist of stand side by
// side in the document.
func (e *engine) together(forms []form) map[[2]language.ID]int {
	times := map[[2]language.ID]int{}
	for _, f := range forms {
		for pair := range e.parts(f) {
			times[pair] = 0
		}
	}
	for i := 1; i < len(e.units); i++ {
		pair := [2]language.ID{e.units[i-1].id, e.units[i].id}
		if n, ok := times[pair]; ok {
			times[pair] = n + 1
		}
	}
	return times
}

// parts are the pairs of good words that a form may consist of, and those that
// likely confusions lead to besides.
func (e *engine) parts(f form) iter.Seq[[2]language.ID] {
	return func(yield func([2]language.ID) bool) {
		for at := range f.fold {
			a, ok := e.m.Lookup(f.fold[:at])
			if !ok || e.m.Grade(a) != language.Good {
				continue
			}
			if b, ok := e.m.Lookup(f.fold[at:]); ok && e.m.Grade(b) == language.Good && !yield([2]language.ID{a, b}) {
				return
			}
		}
		for _, p := range e.mendedPairs(&unit{core: f.core}) {
			if p.generic+p.dropped == 0 && p.edits == 1 && !yield([2]language.ID{p.parts[0].id, p.parts[1].id}) {
				return
			}
		}
	}
}

// cased gives a word of the document's own the capitals that it has there.
func (e *engine) cased(text string, c candidate) string {
	usual := e.doc.usual[c.text]
	if c.grade != language.Absent || usual == "" || !named(usual[1:]) || text == strings.ToUpper(text) {
		return text
	}
	return usual
}
