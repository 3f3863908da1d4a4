package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"

	"recto/internal/corpus"
	"recto/internal/ingest/correct"
	"recto/internal/ingest/extract"
	"recto/internal/ingest/layout"
	"recto/internal/ingest/recognize"
	"recto/internal/ingest/segment"
	"recto/internal/ingest/structure/outline"
	"recto/internal/language"
)

// reader takes sources through the stages before structure.
type reader struct {
	pdf   *extract.PDFium
	ocr   recognize.Recognizer
	model *language.Model
}

func newReader(ctx context.Context) (*reader, error) {
	model, err := language.Default()
	if err != nil {
		return nil, err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	cache = filepath.Join(cache, "recto")
	engine, err := recognize.FindTesseract(ctx, "eng")
	if err != nil {
		return nil, err
	}
	pdf, err := extract.OpenPDFium(ctx, extract.Options{CacheDir: cache})
	if err != nil {
		return nil, err
	}
	ocr := recognize.Recognizer{Engine: engine, Cache: recognize.Folder(filepath.Join(cache, "ocr")), Model: model}
	return &reader{pdf, ocr, model}, nil
}

func (r *reader) close() { r.pdf.Close() }

// volume gives the papers of a volume as they come from its picture, from its
// text layer, and from its plain text, once as layout puts it in order and once in
// the order that it has in print: what layout cannot undo is part of what a text
// looks like, but must not be all of it.
func (r *reader) volume(ctx context.Context, dir string) ([]outline.Example, error) {
	t, err := readTruth(filepath.Join(dir, "truth"))
	if err != nil {
		return nil, err
	}
	var out []outline.Example
	for _, name := range []string{"scan-image-only.pdf", "scan-with-text-layer.pdf", "ocr.txt"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(data)
		src := corpus.Source{ID: hex.EncodeToString(sum[:]), Name: name, Size: int64(len(data))}
		scans, err := r.scans(ctx, src, data)
		if err != nil {
			return nil, err
		}
		out = append(out, r.papers(t, src, scans)...)
		if unwoven := t.unwoven(scans); unwoven != nil {
			out = append(out, r.papers(t, src, unwoven)...)
		}
	}
	return out, nil
}

// scans reads a source. A picture without text is recognised; a text layer is
// taken as it is, however bad, since such sources come as well.
func (r *reader) scans(ctx context.Context, src corpus.Source, data []byte) ([]corpus.Scan, error) {
	if kind, err := extract.Sniff(data); err != nil || kind == extract.TextType {
		doc, err := extract.Text(src, data)
		return doc.Scans, err
	}
	quiet := func(int, int) {}
	doc, err := r.pdf.Read(ctx, src, data, quiet)
	if err != nil || hasWords(doc.Scans) {
		return doc.Scans, err
	}
	scans, _, err := r.ocr.Recognize(ctx, recognize.Source{
		ID: src.ID, Scans: doc.Scans, Images: doc.Images,
		Picture: func(ctx context.Context, scan int) (recognize.Picture, error) {
			p, err := r.pdf.Raster(ctx, data, scan)
			return recognize.Picture{Image: p.Image, Scale: p.Scale}, err
		},
	}, quiet)
	return scans, err
}

func hasWords(scans []corpus.Scan) bool {
	return slices.ContainsFunc(scans, func(s corpus.Scan) bool { return len(s.Words) > 0 })
}

// papers takes scans through layout, correct and segment, and labels the lines of each paper.
func (r *reader) papers(t truth, src corpus.Source, scans []corpus.Scan) []outline.Example {
	pages, _ := layout.Arrange(src.ID, scans, r.model)
	pages, _ = correct.Correct(pages, r.model, nil)
	parts, _ := segment.Split(pages, r.model)
	var out []outline.Example
	for _, p := range parts {
		if p.Kind != corpus.PaperPart {
			continue
		}
		if e := t.labelled(outline.Rows(p.Lines)); len(e.Rows) > 0 {
			out = append(out, e)
			if e.Rows[0].Line.Words[0].HasBox() {
				out = append(out, plain(e, uint64(len(out))))
			}
		}
	}
	return out
}
