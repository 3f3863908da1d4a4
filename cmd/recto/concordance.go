package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"recto/internal/search"
)

// concordanceCommand prints what a query finds between the words around it.
func concordanceCommand(ctx context.Context, std stdio, args []string) error {
	f := newFlags("concordance")
	asCSV := f.Bool("csv", false, "print all lines as CSV")
	sort := f.String("sort", search.SortPosition, "position, left, right or year")
	page := f.Int("page", 1, "page of lines")
	lib, words, err := presentLibrary(ctx, std, f, args)
	if err != nil {
		return err
	}
	defer lib.close()
	if len(words) == 0 {
		return usageError{"say what to look for"}
	}
	index, err := lib.openIndex(ctx)
	if err != nil {
		return err
	}
	defer index.Close()
	r := search.Request{Query: strings.Join(words, " "), Sort: *sort, Page: *page}
	if *asCSV {
		r.Page, r.PerPage = 1, search.MaxExport
	}
	found, err := index.Concordance(ctx, r)
	if err != nil {
		return err
	}
	if *asCSV {
		return writeLines(std.out, found.Lines)
	}
	printLines(std.out, found)
	return nil
}

func writeLines(w io.Writer, lines []search.Line) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{"left", "key", "right", "paper", "year", "volume", "section", "page", "scan"}) // Error tells
	for _, l := range lines {
		_ = out.Write([]string{l.Left, l.Key, l.Right, l.Part.Title, strconv.Itoa(l.Part.Year), l.Part.VolumeTitle, l.Section, l.Folio, strconv.Itoa(l.Scan)})
	}
	out.Flush()
	return out.Error()
}

// side is how many characters of context stand on either side of the key.
const side = 45

func printLines(w io.Writer, c search.Concordance) {
	if c.Message != "" {
		fmt.Fprintln(w, c.Message)
	}
	fmt.Fprintf(w, "%d occurrences in %d passages\n\n", c.Total, c.Passages)
	for _, l := range c.Lines {
		fmt.Fprintf(w, "%*s  %s  %-*s  %s\n", side, tail(l.Left, side), l.Key, side, head(l.Right, side), folio(l))
	}
	if c.Pages > 1 {
		fmt.Fprintf(w, "\npage %d of %d\n", c.Page, c.Pages)
	}
	if len(c.Collocates) > 0 {
		fmt.Fprintln(w, "\nin its company (logDice):")
	}
	for _, k := range c.Collocates {
		fmt.Fprintf(w, "  %5.1f  %4d  %s\n", k.LogDice, k.N, k.Word)
	}
}

func folio(l search.Line) string {
	if l.Folio != "" {
		return "p. " + l.Folio
	}
	return "scan " + strconv.Itoa(l.Scan)
}

func head(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n])
}

func tail(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}
