package search

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"
	blevesearch "github.com/blevesearch/bleve/v2/search"
	blevequery "github.com/blevesearch/bleve/v2/search/query"
)

// fill reads the hits of a page of groups and lights up what was found.
func (x *Index) fill(ctx context.Context, q blevequery.Query, page []*found, concepts []string) ([]Group, error) {
	var ids []string
	for _, g := range page {
		for _, h := range g.hits[:min(hitsPerGroup, len(g.hits))] {
			ids = append(ids, h.doc.String())
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	req := bleve.NewSearchRequestOptions(bleve.NewConjunctionQuery(q, bleve.NewDocIDQuery(ids)), len(ids), 0, false)
	req.Fields = []string{fieldText, fieldRaw, fieldStored}
	req.IncludeLocations = true
	res, err := x.alias.SearchInContext(ctx, req)
	if err != nil {
		return nil, err
	}
	read := map[string]*blevesearch.DocumentMatch{}
	for _, d := range res.Hits {
		read[d.ID] = d
	}
	groups := make([]Group, 0, len(page))
	for _, g := range page {
		group := Group{Part: g.place.entry, More: max(0, len(g.hits)-hitsPerGroup)}
		for _, h := range g.hits[:min(hitsPerGroup, len(g.hits))] {
			d := read[h.doc.String()]
			if d == nil {
				continue // replaced since it was ranked
			}
			hit, err := x.hit(d, concepts)
			if err != nil {
				return nil, err
			}
			group.Hits = append(group.Hits, hit)
		}
		groups = append(groups, group)
	}
	return groups, nil
}

func (x *Index) hit(d *blevesearch.DocumentMatch, concepts []string) (Hit, error) {
	var s stored
	keep, _ := d.Fields[fieldStored].(string)
	if err := json.Unmarshal([]byte(keep), &s); err != nil {
		return Hit{}, fmt.Errorf("read hit %s: %w", d.ID, err)
	}
	text, _ := d.Fields[fieldText].(string)
	raw, _ := d.Fields[fieldRaw].(string)
	h := Hit{Block: s.Block, Kind: s.Kind, Section: s.Section, Folio: s.Folio, Scan: s.Scan}

	lit := located(d, fieldText)
	if len(lit) > 0 {
		h.Reasons = append(h.Reasons, "the words as read")
	}
	for _, sp := range s.Spans {
		if slices.Contains(concepts, sp.Concept) {
			lit = append(lit, reach{sp.From, sp.To})
			h.Reasons = addReason(h.Reasons, x.conceptReason(sp))
		}
	}
	if len(lit) == 0 {
		if lit = located(d, fieldRaw); len(lit) > 0 {
			text = raw
			h.Reasons = append(h.Reasons, "the words as printed by the scan's text layer, before correction")
		}
	}
	h.Fragment = fragment(text, lit)
	return h, nil
}

func (x *Index) conceptReason(sp span) string {
	label := sp.Concept
	if c, ok := x.concepts.Concept(sp.Concept); ok {
		label = c.Preferred
	}
	return fmt.Sprintf("concept %s (%s)", label, reasonWords[sp.Reason])
}

func addReason(reasons []string, r string) []string {
	if slices.Contains(reasons, r) {
		return reasons
	}
	return append(reasons, r)
}

// reach is a run of bytes to be lit up.
type reach struct{ from, to int }

// located lists where the engine found words in a field.
func located(d *blevesearch.DocumentMatch, field string) []reach {
	var out []reach
	for _, locations := range d.Locations[field] {
		for _, l := range locations {
			out = append(out, reach{int(l.Start), int(l.End)})
		}
	}
	return out
}
