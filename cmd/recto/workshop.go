package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"recto/corpus"
	"recto/internal/config"
	"recto/internal/glossary"
	"recto/internal/ingest"
	"recto/internal/ingest/extract"
	"recto/internal/ingest/recognize"
	"recto/internal/language"
)

// workshop is what processing needs, each thing made when it is first asked for.
type workshop struct {
	cache string // folder of what can be thrown away; empty for none
	scans config.OCR
	pdf   *ingest.OnDemand
	texts glossary.Texts // what editors made of the glossary; nil outside a library
	words *glossary.Shelf
	line  *ingest.Pipeline
}

// newWorkshop keeps the compiled PDF engine in the user's cache folder, or in
// none where there is no such folder.
func newWorkshop(std stdio, scans config.OCR) *workshop {
	cache := ""
	if dir := userCache(std.getenv); dir != "" {
		cache = filepath.Join(dir, "recto")
	}
	return newWorkshopAt(cache, scans)
}

func newWorkshopAt(cache string, scans config.OCR) *workshop {
	return &workshop{cache: cache, scans: scans, pdf: &ingest.OnDemand{Options: extract.Options{CacheDir: cache}}}
}

func userCache(getenv func(string) string) string {
	if dir := getenv("XDG_CACHE_HOME"); filepath.IsAbs(dir) {
		return dir
	}
	if home := getenv("HOME"); filepath.IsAbs(home) {
		if info, err := os.Stat(home); err == nil && info.IsDir() {
			return filepath.Join(home, ".cache")
		}
	}
	return ""
}

func (w *workshop) close() { w.pdf.Close() }

func (w *workshop) model() (*language.Model, error) {
	m, err := language.Default()
	if err != nil {
		return nil, fmt.Errorf("load the language model: %w", err)
	}
	return m, nil
}

// glossary is what came with Recto and, in a library, what editors made of it.
// What of theirs does not fit any more is left aside and told on standard error.
func (w *workshop) glossary() (*glossary.Shelf, error) {
	if w.words != nil {
		return w.words, nil
	}
	folder, err := corpusfs.Glossary()
	if err != nil {
		return nil, fmt.Errorf("open the glossary: %w", err)
	}
	files, err := glossary.Read(folder)
	if err != nil {
		return nil, err
	}
	shelf, warning, err := glossary.OpenShelf(context.Background(), files, w.texts)
	if err != nil {
		return nil, fmt.Errorf("load the glossary: %w", err)
	}
	if warning != nil {
		fmt.Fprintf(os.Stderr, "recto: some changes of the glossary do not fit this version and are left aside; mend them under /admin/glossary: %v\n", warning)
	}
	w.words = shelf
	return shelf, nil
}

// terms are the labels that join the corrector's vocabulary.
func (w *workshop) terms() ([]string, error) {
	g, err := w.glossary()
	if err != nil {
		return nil, err
	}
	return g.Now().Labels(), nil
}

// ocr finds the engine.
func (w *workshop) ocr(ctx context.Context) (*recognize.Tesseract, error) {
	if w.scans.Mode == config.OCROff {
		return nil, fmt.Errorf("switched off: %w", recognize.ErrNoEngine)
	}
	return recognize.FindTesseract(ctx, w.scans.Languages)
}

func (w *workshop) pipeline(ctx context.Context) (*ingest.Pipeline, error) {
	if w.line != nil {
		return w.line, nil
	}
	model, err := w.model()
	if err != nil {
		return nil, err
	}
	words, err := w.glossary()
	if err != nil {
		return nil, err
	}
	c := ingest.Config{PDF: w.pdf, Model: model, Glossary: words}
	engine, err := w.ocr(ctx)
	switch {
	case err == nil:
		c.OCR = engine
	case !errors.Is(err, recognize.ErrNoEngine):
		return nil, fmt.Errorf("find the OCR engine: %w", err)
	}
	if w.cache != "" {
		c.OCRCache = recognize.Folder(filepath.Join(w.cache, "ocr"))
	}
	w.line = ingest.New(c)
	return w.line, nil
}
