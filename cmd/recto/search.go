package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"recto/internal/search"
)

// searchCommand asks the library's index.
func searchCommand(ctx context.Context, std stdio, args []string) error {
	f := newFlags("search")
	asJSON := f.Bool("json", false, "print the results as JSON")
	sort := f.String("sort", search.SortRelevance, "relevance, year or position")
	page := f.Int("page", 1, "page of results")
	lib, words, err := presentLibrary(ctx, std, f, args)
	if err != nil {
		return err
	}
	defer lib.close()
	if len(words) == 0 {
		return usageError{"say what to search for"}
	}
	index, err := lib.openIndex(ctx)
	if err != nil {
		return err
	}
	defer index.Close()
	res, err := index.Search(ctx, search.Request{Query: strings.Join(words, " "), Sort: *sort, Page: *page})
	if err != nil {
		return err
	}
	if *asJSON {
		enc := json.NewEncoder(std.out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(res)
	}
	printResults(std.out, res)
	return nil
}

func printResults(w io.Writer, r search.Results) {
	if r.Message != "" {
		fmt.Fprintln(w, r.Message)
	}
	fmt.Fprintf(w, "%d passages in %d papers\n", r.Total, r.Papers)
	for _, g := range r.Groups {
		fmt.Fprintf(w, "\n%s\n  %s%s  /papers/%s\n", g.Part.Title, g.Part.VolumeTitle, year(g.Part.Year), g.Part.ID)
		for _, h := range g.Hits {
			fmt.Fprintf(w, "  - %s%s\n", place(h), shown(h.Fragment))
		}
		if g.More > 0 {
			fmt.Fprintf(w, "    and %d more\n", g.More)
		}
	}
	if r.Pages > 1 {
		fmt.Fprintf(w, "\npage %d of %d\n", r.Page, r.Pages)
	}
}

func year(y int) string {
	if y == 0 {
		return ""
	}
	return fmt.Sprintf(" (%d)", y)
}

func place(h search.Hit) string {
	switch {
	case h.Folio != "":
		return fmt.Sprintf("p. %s, scan %d: ", h.Folio, h.Scan)
	case h.Scan != 0:
		return fmt.Sprintf("scan %d: ", h.Scan)
	}
	return ""
}

// shown writes a fragment with the found words between asterisks.
func shown(pieces []search.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Hit {
			b.WriteString("*" + p.Text + "*")
			continue
		}
		b.WriteString(p.Text)
	}
	return b.String()
}
