package main

import (
	"context"
	"fmt"
	"strings"

	"recto/internal/search"
)

// check says whether there is an OCR engine, reads the whole library and lists
// what is amiss. It changes nothing but
// the index, which it brings up to the library.
func check(ctx context.Context, std stdio, args []string) error {
	lib, operands, err := presentLibrary(ctx, std, newFlags("check"), args)
	if err != nil {
		return err
	}
	defer lib.close()
	if len(operands) > 0 {
		return usageError{"check takes no operands"}
	}
	lib.checkOCR(ctx, std)
	problems, err := lib.Check(ctx)
	if err != nil {
		return err
	}
	for _, p := range problems {
		fmt.Fprintln(std.out, p)
	}
	if n := len(problems); n > 0 {
		return fmt.Errorf("%d problems; put back what is damaged from a backup, or ingest its source again", n)
	}
	index, err := lib.openIndex(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		fmt.Fprintf(std.out, "database and blobs are sound; the index was not checked: %v\n", err)
		return nil
	}
	defer index.Close()
	wrong, err := lib.checkIndex(ctx, std, index)
	if err != nil {
		return err
	}
	if wrong > 0 {
		return fmt.Errorf("%d problems with the index", wrong)
	}
	fmt.Fprintln(std.out, "database, blobs and index are sound")
	return nil
}

// checkOCR says whether scans can be recognised. A library does without.
func (l *library) checkOCR(ctx context.Context, std stdio) {
	engine, err := l.shop.ocr(ctx)
	if err != nil {
		fmt.Fprintf(std.out, "OCR: none, scans without text cannot be read: %v\n", err)
		return
	}
	s := engine.Settings()
	fmt.Fprintf(std.out, "OCR: %s %s, reads %s; installed are %s\n", s.Engine, s.Version, s.Language, strings.Join(engine.Languages(), ", "))
}

// checkIndex compares the index with what is published, volume by volume.
func (l *library) checkIndex(ctx context.Context, std stdio, index *search.Index) (wrong int, err error) {
	for e, err := range l.Editions(ctx) {
		if err != nil {
			return wrong, err
		}
		want := 0
		for _, p := range e.Parts {
			want += len(p.Blocks)
		}
		if got := index.VolumeBlocks(e.Volume.ID); got != want {
			fmt.Fprintf(std.out, "index: volume %s has %d blocks, the index %d; run `recto reindex`\n", e.Volume.ID, want, got)
			wrong++
		}
	}
	return wrong, nil
}
