package glossary

import (
	"maps"
	"slices"

	"recto/internal/corpus"
)

// relation is the kind of tie between two concepts.
type relation int

const (
	broader relation = iota
	narrower
	related
)

var inverse = [...]relation{broader: narrower, narrower: broader, related: related}

// ties holds the ids that a concept is tied to, by relation.
type ties [3]map[string]bool

// relate resolves links and relations, makes relations symmetric and writes
// them into the concepts.
func relate(entries []*entry, ps *problems) {
	byID := make(map[string]*ties, len(entries))
	for _, e := range entries {
		byID[e.concept.ID] = &ties{{}, {}, {}}
	}
	for _, e := range entries {
		checkLinks(e, byID, ps)
		for kind, list := range [][]phrase{broader: e.front.Broader, narrower: e.front.Narrower, related: e.front.Related} {
			for _, p := range list {
				tie(e, relation(kind), p, byID, ps)
			}
		}
	}
	for _, e := range entries {
		t := byID[e.concept.ID]
		e.concept.Broader, e.concept.Narrower, e.concept.Related = ids(t[broader]), ids(t[narrower]), ids(t[related])
	}
}

func checkLinks(e *entry, byID map[string]*ties, ps *problems) {
	for _, l := range e.links {
		if byID[corpus.Slug(l.text)] == nil {
			ps.add(e.file, l.line, "broken link [[%s]]: no concept has that preferred label; correct it or add the concept", l.text)
		}
	}
}

// tie notes one relation on both of its ends.
func tie(e *entry, kind relation, p phrase, byID map[string]*ties, ps *problems) {
	from, to := e.concept.ID, corpus.Slug(p.text)
	other := byID[to]
	switch {
	case p.text == "":
	case other == nil:
		ps.add(e.file, p.line, "unknown concept %q: relations name a preferred label; correct it or add the concept", p.text)
	case from == to:
		ps.add(e.file, p.line, "%q is related to itself: remove the line", p.text)
	case clash(byID[from], kind, to):
		ps.add(e.file, p.line, "%q is tied in two ways, which exclude each other: keep one of broader, narrower and related", p.text)
	default:
		byID[from][kind][to] = true
		other[inverse[kind]][from] = true
	}
}

func clash(t *ties, kind relation, id string) bool {
	for k := range t {
		if relation(k) != kind && t[k][id] {
			return true
		}
	}
	return false
}

func ids(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }
