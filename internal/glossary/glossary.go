// Package glossary reads concepts from Markdown files, finds their labels in
// running text, and renders their explanations.
//
// A concept is a file of YAML front matter and Markdown, named by the slug of
// its preferred label:
//
//	---
//	preferred: boundary zone
//	alternative: [boundary space]       # shown and matched
//	hidden: [bounday zone]              # matched, never shown
//	acronyms: [BZ]                      # matched with their case
//	common: true                        # single words among the labels are everyday words …
//	context: [activit, profession]      # … unless words that begin so stand nearby
//	broader: [boundary]                 # preferred labels, as in narrower and related
//	sources: ['Someone (1999). A book.']
//	---
//
//	The first paragraph is the definition. Others may link to an
//	[[activity system]] or to [[activity system|several systems]].
//
// It knows nothing of papers, blocks or pages: it takes words and gives the
// places where a concept's label stands. What a mention means in its passage
// is the business of internal/ingest/annotate. A [Shelf] is the glossary of a
// library, which editors change.
package glossary

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"recto/internal/corpus"
)

// Glossary is a set of concepts that refer to one another. It does not change
// once loaded, and may be used by many goroutines at once.
type Glossary struct {
	concepts []corpus.Concept // by label
	byID     map[string]int
	labels   []string
	hash     string
	matcher  *matcher
}

// Load reads every *.md file at the top of fsys; see [Parse].
func Load(fsys fs.FS) (*Glossary, error) {
	files, err := Read(fsys)
	if err != nil {
		return nil, err
	}
	return Parse(files)
}

// Read gives the *.md files at the top of fsys by name.
func Read(fsys fs.FS) (map[string][]byte, error) {
	names, err := fs.Glob(fsys, "*.md")
	if err != nil {
		return nil, fmt.Errorf("list glossary files: %w", err)
	}
	files := make(map[string][]byte, len(names))
	for _, name := range names {
		if files[name], err = fs.ReadFile(fsys, name); err != nil {
			return nil, fmt.Errorf("read glossary file: %w", err)
		}
	}
	return files, nil
}

// Parse makes a glossary of files by name. A file that cannot be used, a link or
// relation that leads nowhere, and a label of two concepts are errors; all of
// them are returned at once, joined, each a [*Problem].
//
// Relations come out symmetric, whichever side they were written on.
func Parse(files map[string][]byte) (*Glossary, error) {
	var problems problems
	var entries []*entry
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		data := files[name]
		fmt.Fprintf(sum, "%s\x00%d\x00", name, len(data))
		sum.Write(data)
		if e := parse(name, data, &problems); e != nil {
			entries = append(entries, e)
		}
	}
	relate(entries, &problems)
	matcher := newMatcher(entries, &problems)
	if err := problems.join(); err != nil {
		return nil, err
	}
	return assemble(entries, matcher, hex.EncodeToString(sum.Sum(nil))), nil
}

func assemble(entries []*entry, m *matcher, hash string) *Glossary {
	g := &Glossary{byID: make(map[string]int, len(entries)), hash: hash, matcher: m}
	for _, e := range entries {
		g.concepts = append(g.concepts, e.concept)
	}
	slices.SortFunc(g.concepts, func(a, b corpus.Concept) int {
		return strings.Compare(sortKey(a.Preferred), sortKey(b.Preferred))
	})
	for i, c := range g.concepts {
		g.byID[c.ID] = i
		g.labels = slices.Concat(g.labels, []string{bare(c.Preferred)}, c.Alternative, c.Hidden, c.Acronyms)
	}
	slices.Sort(g.labels)
	g.labels = slices.Compact(g.labels)
	return g
}

// sortKey leaves marks and case out of the order of labels.
func sortKey(label string) string { return corpus.Slug(label) + " " + label }

// Concepts are all concepts, sorted by preferred label. The caller must not
// change them.
func (g *Glossary) Concepts() []corpus.Concept { return g.concepts }

// Concept is the concept of that id.
func (g *Glossary) Concept(id string) (corpus.Concept, bool) {
	i, ok := g.byID[id]
	if !ok {
		return corpus.Concept{}, false
	}
	return g.concepts[i], true
}

// Labels are all labels of all kinds, sorted, without qualifiers in brackets.
func (g *Glossary) Labels() []string { return g.labels }

// Hash is the SHA-256 of the names and contents of all files, in hex.
func (g *Glossary) Hash() string { return g.hash }

// Lookup finds the concept that a whole text is a label of, inflection, case,
// hyphens and British or American spelling aside.
func (g *Glossary) Lookup(label string) (id string, ok bool) { return g.matcher.lookup(label) }

// InLabel reports whether a word, in any of its forms, is a word of a label.
func (g *Glossary) InLabel(word string) bool {
	for _, a := range split([]string{word}) {
		if g.matcher.words.known[a.key] {
			return true
		}
		if _, ok := g.matcher.acronyms[a.text]; ok {
			return true
		}
	}
	return false
}
