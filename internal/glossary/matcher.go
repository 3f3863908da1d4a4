package glossary

import (
	"slices"
	"strings"

	"recto/internal/corpus"
)

// matcher finds labels in words.
type matcher struct {
	concepts []owner
	byKey    *trie
	acronyms map[string]int // concept by acronym, with its case
	words    *vocabulary
}

// owner is what matching needs to know of a concept.
type owner struct {
	id      string
	context []string        // folded stems
	akin    map[string]bool // ids of the concepts that it is tied to
	broader []string        // ids of those above it
}

// newMatcher takes the labels of all entries, and notes labels that two of them claim.
func newMatcher(entries []*entry, ps *problems) *matcher {
	m := &matcher{byKey: newTrie(), acronyms: map[string]int{}, words: newVocabulary()}
	for i, e := range entries {
		m.concepts = append(m.concepts, newOwner(e.concept))
		if e.front.Preferred.text == "" {
			continue
		}
		c := claimant{m, entries, i, ps}
		c.claim(phrase{bare(e.front.Preferred.text), e.front.Preferred.line}, preferred)
		for _, p := range e.front.Alternative {
			c.claim(p, alternative)
		}
		for _, p := range e.front.Hidden {
			c.claim(p, hidden)
		}
		for _, p := range e.front.Acronyms {
			c.claimAcronym(p)
		}
	}
	return m
}

func newOwner(c corpus.Concept) owner {
	o := owner{id: c.ID, akin: map[string]bool{}, broader: c.Broader}
	for _, s := range c.Context {
		o.context = append(o.context, spelling(strings.ToLower(plain(s))))
	}
	for _, id := range slices.Concat(c.Broader, c.Narrower, c.Related) {
		o.akin[id] = true
	}
	return o
}

// claimant enters the labels of one concept.
type claimant struct {
	m       *matcher
	entries []*entry
	index   int
	ps      *problems
}

func (c claimant) claim(p phrase, k kind) {
	e := c.entries[c.index]
	atoms := split(strings.Fields(p.text))
	key := joinKeys(atoms)
	if key == "" {
		if p.text != "" {
			c.ps.add(e.file, p.line, "label %q has no letters a to z or digits: it cannot be matched; remove it", p.text)
		}
		return
	}
	state := c.m.byKey.insert(key)
	labels := &c.m.byKey.nodes[state].labels
	for _, l := range *labels {
		if l.concept != c.index {
			c.conflict(p, c.entries[l.concept])
			return
		}
	}
	weak := e.concept.Common && (k == hidden || len(atoms) == 1 || k == preferred && qualified(e.concept.Preferred))
	*labels = append(*labels, label{c.index, k, surface(atoms), weak, capital(atoms[0])})
	for _, a := range atoms {
		c.m.words.add(a.key)
	}
}

// capital reports whether an atom begins with a capital letter.
func capital(a atom) bool { return 'A' <= a.text[0] && a.text[0] <= 'Z' }

func (c claimant) claimAcronym(p phrase) {
	if p.text == "" {
		return
	}
	if other, taken := c.m.acronyms[p.text]; taken && other != c.index {
		c.conflict(p, c.entries[other])
		return
	}
	c.m.acronyms[p.text] = c.index
}

func (c claimant) conflict(p phrase, other *entry) {
	c.ps.add(c.entries[c.index].file, p.line, "label %q is claimed by %s as well, in this or another form: leave it to one of them", p.text, other.file)
}

func joinKeys(atoms []atom) string {
	var b strings.Builder
	for _, a := range atoms {
		b.WriteString(a.key)
	}
	return b.String()
}

// lookup finds the concept of a whole text.
func (m *matcher) lookup(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if i, ok := m.acronyms[text]; ok {
		return m.concepts[i].id, true
	}
	if labels := m.byKey.labels(joinKeys(split(strings.Fields(bare(text))))); len(labels) > 0 {
		return m.concepts[labels[0].concept].id, true
	}
	if i, ok := m.acronyms[strings.ToUpper(text)]; ok {
		return m.concepts[i].id, true
	}
	return "", false
}
