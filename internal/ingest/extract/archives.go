package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"recto/internal/corpus"
	"recto/internal/ingest/extract/markup"
)

// maxUnpacked is the most bytes of all files with words in an archive.
const maxUnpacked = 1 << 30

// Archives reads archives as libraries deliver them: pictures, files with their
// words (hOCR, ALTO, PAGE), or both side by side. It may be used by several
// goroutines at once.
type Archives struct {
	pictures *Pictures
	plans    recent[plan]
}

// NewArchives makes a reader of archives, whose pictures p reads.
func NewArchives(p *Pictures) *Archives { return &Archives{pictures: p} }

// Read gives a scan for every picture and for every page of words in the
// natural order of their paths. Words and a picture are one scan where their
// files have the same name but for the ending, or where the words' file names
// the picture; the words are then fitted to the picture's size. Where the words
// are there in several formats, that of the most files is read.
//
// The errors are those of [Pictures.Read]; a file of words that cannot be read
// is a Problem.
func (a *Archives) Read(ctx context.Context, src corpus.Source, data []byte, progress func(done, total int)) (Document, error) {
	p, err := a.plan(ctx, data)
	if err != nil {
		return Document{}, err
	}
	if len(p.sheets) == 0 {
		return a.pictures.Read(ctx, src, data, progress)
	}
	var shown Document
	if p.pictures > 0 {
		if shown, err = a.pictures.Read(ctx, src, data, progress); len(shown.Scans) != p.pictures {
			return shown, err
		}
	}
	return p.document(ctx, src.ID, data, shown.Scans)
}

// document puts the words of the plan's sheets on their pictures.
func (p plan) document(ctx context.Context, source string, data []byte, pictures []corpus.Scan) (Document, error) {
	doc := Document{MediaType: ZipType}
	for _, text := range p.problems {
		doc.problem(0, text)
	}
	var pages []markup.Page
	var err error
	read := -1
	for i, s := range p.sheets {
		if err := ctx.Err(); err != nil {
			return doc, err
		}
		var scan corpus.Scan
		if s.picture > 0 {
			scan = pictures[s.picture-1]
		}
		scan.Number = i + 1
		if s.name != "" && s.file != read {
			if pages, _, err = pagesOf(ctx, data, s.file); err != nil {
				return doc, err
			}
			read = s.file
		}
		if s.name != "" {
			scan = withWords(source, scan, pages[s.page])
		}
		doc.Scans = append(doc.Scans, scan)
		doc.Images = append(doc.Images, s.picture > 0)
	}
	doc.report()
	if doc.Report.Words == 0 && len(pictures) == 0 {
		return doc, fmt.Errorf("the files of the archive hold no words that stand anywhere: %w", corpus.ErrNoText)
	}
	return doc, nil
}

// withWords gives a scan the words of a page, in pixels of its picture if it has one.
func withWords(source string, scan corpus.Scan, page markup.Page) corpus.Scan {
	problem := scan.Problem
	if scan.Width > 0 && scan.Height > 0 {
		page.Fit(scan.Width, scan.Height)
	}
	worded := scanOf(source, scan.Number, page)
	worded.Width, worded.Height = max(worded.Width, scan.Width), max(worded.Height, scan.Height)
	if problem != "" {
		worded.Problem = problem
	}
	return worded
}

// pagesOf reads the file of words of this index in the archive.
func pagesOf(ctx context.Context, data []byte, index int) ([]markup.Page, markup.Kind, error) {
	r, err := openInArchive(data, index)
	if err != nil {
		return nil, "", err
	}
	defer r.Close()
	file, err := inflate(ctx, r)
	if err != nil {
		return nil, "", err
	}
	kind, _ := markup.Sniff(file)
	pages, err := markup.Read(kind, file)
	return pages, kind, err
}

// Picture gives the picture of a scan, 1-based; see [Pictures.Picture]. The
// error is [corpus.ErrNotFound] where the scan has words alone.
func (a *Archives) Picture(ctx context.Context, data []byte, scan int) (Picture, error) {
	n, err := a.pictureOf(ctx, data, scan)
	if err != nil {
		return Picture{}, err
	}
	return a.pictures.Picture(ctx, data, n)
}

// Raster gives the picture of a scan, 1-based, as an engine reads it; see
// [Pictures.Raster].
func (a *Archives) Raster(ctx context.Context, data []byte, scan int) (Raster, error) {
	n, err := a.pictureOf(ctx, data, scan)
	if err != nil {
		return Raster{}, err
	}
	return a.pictures.Raster(ctx, data, n)
}

// pictureOf is which of the archive's pictures shows a scan, both 1-based.
func (a *Archives) pictureOf(ctx context.Context, data []byte, scan int) (int, error) {
	p, err := a.plan(ctx, data)
	if err != nil || len(p.sheets) == 0 {
		return scan, err
	}
	if scan < 1 || scan > len(p.sheets) || p.sheets[scan-1].picture == 0 {
		return 0, fmt.Errorf("picture of scan %d: %w", scan, corpus.ErrNotFound)
	}
	return p.sheets[scan-1].picture, nil
}

// plan says what the scans of an archive are made of.
func (a *Archives) plan(ctx context.Context, data []byte) (plan, error) {
	key, p, ok := a.plans.recall(data)
	if ok {
		return p, nil
	}
	files, err := entries(data)
	if err != nil {
		return plan{}, err
	}
	words, problems, err := worded(ctx, data, inOrder(files))
	if err != nil || len(words) == 0 {
		return plan{}, err
	}
	list, err := a.pictures.find(ctx, data)
	if err != nil && !errors.Is(err, corpus.ErrUnsupported) {
		return plan{}, err
	}
	p = newPlan(words, list.leaves)
	p.problems = slices.Concat(p.problems, problems, list.problems, leftOut(list.others-len(words)-len(problems)))
	a.plans.keep(key, len(data), p)
	return p, nil
}

// wordFile is a file of words in an archive.
type wordFile struct {
	entry
	kind     markup.Kind
	pictures []string // names of its pages' pictures, as the file gives them, perhaps empty
}

// worded are the files of words among those of an archive, and what is wrong
// with those of them that cannot be read.
func worded(ctx context.Context, data []byte, files []entry) (out []wordFile, problems []string, err error) {
	var unpacked uint64
	for _, e := range files {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		if e.lock || !startsAsMarkup(e) {
			continue
		}
		if unpacked += e.size; unpacked > maxUnpacked {
			return nil, nil, fmt.Errorf("the files of words in the archive unpack to over %d MB, split it and try again: %w", maxUnpacked>>20, corpus.ErrTooLarge)
		}
		pages, kind, err := pagesOf(ctx, data, e.index)
		switch {
		case kind == "":
		case err != nil:
			problems = append(problems, fmt.Sprintf("the words of %.80q cannot be read (%s)", e.name, plain(err)))
		default:
			f := wordFile{entry: e, kind: kind}
			for _, p := range pages {
				f.pictures = append(f.pictures, p.Picture)
			}
			out = append(out, f)
		}
	}
	return out, problems, nil
}

// startsAsMarkup looks at the first bytes of a file alone.
func startsAsMarkup(e entry) bool {
	r, err := e.open()
	if err != nil {
		return false
	}
	defer r.Close()
	head := make([]byte, 64)
	n, _ := io.ReadFull(r, head)
	return bytes.IndexByte(head[:n], '<') >= 0 && kindOf(head[:n]) == ""
}
