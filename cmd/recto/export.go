package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recto/internal/corpus"
	"recto/internal/publish"
)

// export writes a published volume, or one paper of it, in another form.
func export(ctx context.Context, std stdio, args []string) error {
	f := newFlags("export")
	name := f.String("format", "tei", exportNames())
	paper := f.String("paper", "", "`id` of a paper or another part, as its address has it (default: the whole volume)")
	out := f.String("o", "", "`file` to write (default: standard output)")
	scans := f.Bool("scans", false, "put the scan pictures into a zip, too")
	lib, operands, err := presentLibrary(ctx, std, f, args)
	if err != nil {
		return err
	}
	defer lib.close()
	form, ok := publish.FormNamed(*name)
	switch {
	case !ok:
		return usageError{fmt.Sprintf("there is no format %q; there are %s", *name, exportNames())}
	case len(operands) != 1:
		return usageError{"name one volume, as its address has it"}
	case form.Whole && *paper != "":
		return usageError{"a " + *name + " holds a whole volume; choose another format for a paper"}
	}
	b, err := lib.book(ctx, operands[0], *paper)
	if err != nil {
		return err
	}
	pictures := func(blob string) ([]byte, error) { return lib.blobs.Get(ctx, blob) }
	if *name == "zip" && !*scans {
		pictures = nil
	}
	err = toFile(std, *out, func(w io.Writer) error { return form.Write(w, b, pictures) })
	if *name == "pdf" && errors.Is(err, corpus.ErrNotFound) {
		return fmt.Errorf("volume %s was made of a text, so there are no pages for a PDF; take epub, or another format", operands[0])
	}
	return err
}

// book loads what is to be exported.
func (l *library) book(ctx context.Context, volume, part string) (publish.Book, error) {
	entry, err := l.Volume(ctx, volume)
	if errors.Is(err, corpus.ErrNotFound) {
		return publish.Book{}, l.noVolume(ctx, volume)
	}
	if err != nil {
		return publish.Book{}, err
	}
	if part, err = partOf(entry, part); err != nil {
		return publish.Book{}, err
	}
	e, err := l.Edition(ctx, entry.Edition)
	if err != nil {
		return publish.Book{}, err
	}
	words, err := l.shop.glossary()
	return publish.Book{
		Edition: e, Part: part, Concept: words.Concept, Site: l.cfg.BaseURL,
		Language: publish.DefaultLanguage, Modified: entry.Published, Program: "Recto " + version,
	}, err
}

// noVolume says what there is where a volume is not.
func (l *library) noVolume(ctx context.Context, id string) error {
	volumes, err := l.Volumes(ctx)
	if err != nil {
		return err
	}
	var list strings.Builder
	for _, v := range volumes {
		fmt.Fprintf(&list, "\n  %s  %s", v.Volume.ID, v.Volume.Title)
	}
	return fmt.Errorf("there is no volume %q; the library has%s", id, cmp.Or(list.String(), " none"))
}

// partOf is the id of a part that is named by it or by the id of its paper.
func partOf(v corpus.VolumeEntry, id string) (string, error) {
	if id == "" {
		return "", nil
	}
	i := slices.IndexFunc(v.Parts, func(p corpus.PartEntry) bool { return p.ID == id || p.Paper != nil && p.Paper.ID == id })
	if i >= 0 {
		return v.Parts[i].ID, nil
	}
	var list strings.Builder
	for _, p := range v.Parts {
		if p.Paper != nil {
			fmt.Fprintf(&list, "\n  %s  %s", p.ID, p.Title)
		}
	}
	return "", fmt.Errorf("volume %s has no paper %q; its papers are%s", v.Volume.ID, id, cmp.Or(list.String(), " none"))
}

func exportNames() string {
	var all []string
	for _, f := range publish.Forms() {
		all = append(all, f.Name)
	}
	return strings.Join(all, ", ")
}

// toFile writes all of a file or none of it, or to standard output.
func toFile(std stdio, name string, write func(io.Writer) error) error {
	if name == "" {
		return write(std.out)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".recto-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	defer os.Remove(f.Name())
	err = write(f)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
