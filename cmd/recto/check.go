package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt/errors"

	"recto/internal/care"
	"recto/internal/corpus"
	"recto/internal/search"
)

// check says whether there is an OCR engine, reads the whole library and lists
// what is amiss, each with what to do about it; with --repair it does what can be
// done. Without, it changes nothing.
func check(ctx context.Context, std stdio, args []string) error {
	f := newFlags("check")
	repair := f.Bool("repair", false, "make again what can be made again: index, tables, editions and page pictures from their sources; remove what nothing speaks of")
	from := f.String("from", "", "a `backup` from which --repair puts back what is missing or damaged")
	lib, operands, err := presentLibrary(ctx, std, f, args)
	if err != nil {
		return err
	}
	defer lib.close()
	if len(operands) > 0 {
		return usageError{"check takes no operands"}
	}
	if *from != "" && !*repair {
		return usageError{"--from is for --repair"}
	}
	lib.checkOCR(ctx, std)
	if *repair {
		if err := lib.repair(ctx, std, *from); err != nil {
			return err
		}
	}
	amiss, err := lib.checkAll(ctx, std, *repair)
	switch {
	case err != nil:
		return err
	case amiss == 1:
		return fmt.Errorf("one thing is amiss: %w", errAmiss)
	case amiss > 1:
		return fmt.Errorf("%d things are amiss: %w", amiss, errAmiss)
	}
	return nil
}

// checkAll says what is amiss with each piece of the library, and what only
// takes room.
func (l *library) checkAll(ctx context.Context, std stdio, repair bool) (amiss int, err error) {
	problems, err := l.Check(ctx)
	if err != nil {
		return 0, err
	}
	for _, p := range problems {
		fmt.Fprintln(std.out, p)
	}
	if err := l.checkLitter(ctx, std); err != nil {
		return 0, err
	}
	if len(problems) > 0 {
		return len(problems), nil // an index of what is damaged would be damaged, too
	}
	fmt.Fprintln(std.out, "database and blobs are sound")
	return l.checkIndex(ctx, std, repair)
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

// checkLitter says what only takes room. It does no harm.
func (l *library) checkLitter(ctx context.Context, std stdio) error {
	litter, err := l.Litter(ctx)
	if errors.Is(err, corpus.ErrNotFound) || errors.Is(err, corpus.ErrBroken) {
		fmt.Fprintln(std.out, "blobs: which of them nothing speaks of can be told once every edition is whole")
		return nil
	}
	if n := len(litter); n > 0 && err == nil {
		fmt.Fprintf(std.out, "blobs: nothing speaks of %d of them. They do no harm; recto check --repair removes those that have lain for a day.\n", n)
	}
	return err
}

// checkIndex compares the index with what is published; with repair it makes the
// index again where they differ.
func (l *library) checkIndex(ctx context.Context, std stdio, repair bool) (amiss int, err error) {
	if _, err := os.Stat(l.cfg.Index()); errors.Is(err, fs.ErrNotExist) && !repair {
		fmt.Fprintln(std.out, "index: there is none yet, as after a restore; it is made when the library is next opened, or by recto check --repair")
		return 0, nil
	}
	wrong, err := l.lookAtIndex(ctx)
	switch {
	case ctx.Err() != nil:
		return 0, ctx.Err()
	case errors.Is(err, bolt.ErrTimeout):
		fmt.Fprintln(std.out, "index: another program has it open, and looks after it")
		return 0, nil
	case err != nil:
		wrong = []string{"it cannot be opened: " + err.Error()}
	}
	if len(wrong) == 0 {
		fmt.Fprintln(std.out, "the index is sound")
		return 0, nil
	}
	for _, w := range wrong {
		fmt.Fprintf(std.out, "index: %s\n", w)
	}
	if !repair {
		fmt.Fprintln(std.out, "index: Readers do not find everything. recto check --repair makes it again; so does recto reindex, while a server goes on.")
		return len(wrong), nil
	}
	if err := search.Rebuild(ctx, l.cfg.Index(), l.Editions(ctx), func(int) {}); err != nil {
		return len(wrong), err
	}
	fmt.Fprintln(std.out, "repaired: the index was made again")
	return 0, nil
}

// lookAtIndex says where the index is not what is published. It opens it as it is.
func (l *library) lookAtIndex(ctx context.Context) (wrong []string, err error) {
	words, err := l.shop.glossary()
	if err != nil {
		return nil, err
	}
	index, err := search.Open(l.cfg.Index(), words)
	if err != nil {
		return nil, err
	}
	defer index.Close()
	total := 0
	for e, err := range l.Editions(ctx) {
		if err != nil {
			return nil, err
		}
		want := 0
		for _, p := range e.Parts {
			want += len(p.Blocks)
		}
		total += want
		switch got := index.VolumeBlocks(e.Volume.ID); {
		case got != want:
			wrong = append(wrong, fmt.Sprintf("volume %s has %d blocks, the index %d", e.Volume.ID, want, got))
		case index.Edition(e.Volume.ID) != e.ID:
			wrong = append(wrong, fmt.Sprintf("volume %s is there in another edition", e.Volume.ID))
		}
	}
	if got := index.Blocks(); got != total && len(wrong) == 0 {
		wrong = append(wrong, fmt.Sprintf("it has %d blocks, the published volumes %d", got, total))
	}
	return wrong, nil
}

// tidy empties the trash of what is due and removes what nothing speaks of.
func (l *library) tidy(ctx context.Context, std stdio) error {
	now := time.Now()
	purged, err := l.Purge(ctx, now)
	for _, p := range purged {
		fmt.Fprintf(std.out, "purged from the trash: %v\n", p)
	}
	if err != nil {
		return err
	}
	before := now.Add(-care.Untouched)
	removed, err := l.Sweep(ctx, before)
	if err != nil {
		return err
	}
	litter, err := l.Litter(ctx)
	for _, hash := range litter {
		gone, err := l.Blobs.Remove(ctx, hash, before)
		if err != nil {
			return err
		}
		if gone {
			removed++
		}
	}
	if removed > 0 {
		fmt.Fprintf(std.out, "repaired: %d blobs that nothing speaks of were removed\n", removed)
	}
	return err
}
