package main

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"recto/internal/ingest/structure/outline"
)

// without are the examples of all volumes but one, in order.
func without(volumes map[string][]outline.Example, left string) []outline.Example {
	var out []outline.Example
	for _, name := range slices.Sorted(maps.Keys(volumes)) {
		if name != left {
			out = append(out, volumes[name]...)
		}
	}
	return out
}

// crossValidate prints, for each volume and kind of block, precision and recall
// of the lines on which a block begins.
func crossValidate(volumes map[string][]outline.Example, out io.Writer) {
	kinds := []outline.Label{outline.Paragraph, outline.Heading, outline.Entry, outline.Note}
	fmt.Fprintf(out, "%-8s%18s%18s%18s%18s\n", "volume", "paragraph", "heading", "entry", "note")
	for _, name := range slices.Sorted(maps.Keys(volumes)) {
		m := outline.Train(without(volumes, name), passes)
		hits, found, true_ := map[outline.Label]int{}, map[outline.Label]int{}, map[outline.Label]int{}
		for _, e := range volumes[name] {
			for i, l := range m.Label(e.Rows) {
				found[l]++
				true_[e.Labels[i]]++
				if l == e.Labels[i] {
					hits[l]++
				}
			}
		}
		fmt.Fprintf(out, "%-8s", name)
		for _, k := range kinds {
			fmt.Fprintf(out, "%8.3f %.3f/%4d", share(hits[k], found[k]), share(hits[k], true_[k]), true_[k])
		}
		fmt.Fprintln(out)
	}
}

func share(a, b int) float64 { return float64(a) / float64(max(1, b)) }
