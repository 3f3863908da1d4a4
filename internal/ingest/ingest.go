// Package ingest is the pipeline: it takes the bytes of one source through the
// seven stages and gives the edition of one volume. Each stage has a folder of
// its own below this one, in the order of [Pipeline.Process]. What people
// corrected is replayed between them, by the package replay.
//
// The same bytes and corrections under the same [Pipeline.Making] give the same
// edition. The
// package reads no file, keeps nothing and publishes nothing: internal/jobs
// runs it and internal/store keeps what comes out.
package ingest

import (
	"cmp"
	"context"

	"recto/internal/corpus"
	"recto/internal/glossary"
	"recto/internal/ingest/annotate"
	"recto/internal/ingest/correct"
	"recto/internal/ingest/extract"
	"recto/internal/ingest/layout"
	"recto/internal/ingest/recognize"
	"recto/internal/ingest/replay"
	"recto/internal/ingest/segment"
	"recto/internal/ingest/structure"
	"recto/internal/language"
)

// Program is the version of the pipeline. It is raised whenever the edition of
// a source may come out differently than before, so that sources can be
// processed anew, and a reason is added here.
//
//	1  the first
//	2  pictures and markup as sources; scans upright, parted and chosen one by one;
//	   text un-woven; lines told by a trained model; papers only mentioned
//	3  corrections replayed; boxes of words read anew rounded to tenths of a pixel; joints, words,
//	   outlines and references by new models; woven papers parted; notes and their marks linked
//	4  the engine's certainty counts when words are corrected; splits decided with edits; outlines by a new model
//	5  plainly woven pages taken apart whole; words that are wrong past repair doubted; running heads, debris and
//	   folios of plain text set apart; sides of lines decided by people; other volumes teach; references by two models
//	6  notes in the margin and line numbers set apart; marks of notes found by their looks; runs of letters parted
//	   in every way; own words and passages that come twice; joints and references by new models
//	7  how lines meet told by networks; columns read in blocks put on their pages; a strange text told from a
//	   damaged one; labels found over breaks
const Program = "8"

// Config is what a pipeline works with. PDF, Model and Glossary are needed.
type Config struct {
	PDF      Reader           // of PDF files
	OCR      recognize.Engine // nil: scans without words stay so
	OCRCache recognize.Cache  // nil: what was recognised is not kept
	Model    *language.Model
	Glossary Glossary
	Program  string // [Program] if empty
}

// Glossary gives the glossary of the moment: [glossary.Glossary] itself, or
// [glossary.Live]. One edition is made with one.
type Glossary interface{ Now() *glossary.Glossary }

// Pipeline makes editions. It may be used by several goroutines at once.
type Pipeline struct {
	Config
	pictures *extract.Pictures
	archives *extract.Archives
	ocr      recognize.Recognizer
}

// New makes a pipeline.
func New(c Config) *Pipeline {
	c.Program = cmp.Or(c.Program, Program)
	pictures := extract.NewPictures(extract.PictureOptions{})
	return &Pipeline{
		Config:   c,
		pictures: pictures,
		archives: extract.NewArchives(pictures),
		ocr:      recognize.Recognizer{Engine: c.OCR, Cache: c.OCRCache, Model: c.Model},
	}
}

// Making is everything besides the source that decides an edition.
func (p *Pipeline) Making() corpus.Making { return p.making(p.Glossary.Now()) }

func (p *Pipeline) making(words *glossary.Glossary) corpus.Making {
	return corpus.Making{Program: p.Program, Settings: p.ocr.Settings(), Glossary: words.Hash(), Model: p.Model.Hash()}
}

// Sniff tells the media type of a source by its content; see [extract.Sniff].
func (p *Pipeline) Sniff(data []byte) (string, error) { return extract.Sniff(data) }

// Process makes the edition of a source with what people decided, and replays
// their corrections. The edition has no id, which it gets when it is kept,
// and its scans have no pictures, which Picture draws. Progress, which may be
// nil, is told the stage and how much of it is done, from one goroutine at a
// time; a total of 0 is not known.
//
// It never gives an edition without text: the error is then [corpus.ErrNoText],
// or [corpus.ErrNeedsOCR] where there are pictures and no engine. The other errors are those
// of [extract.Sniff] and [extract.PDFium.Read], and that of ctx. A stage that
// panics gives an error with a method Stack.
func (p *Pipeline) Process(ctx context.Context, src corpus.Source, data []byte, people corpus.Decided, progress func(stage string, done, total int)) (*corpus.Edition, error) {
	r := newRun(ctx, progress)
	doc := stage(r, "extract", func() (extract.Document, corpus.Report, error) {
		return p.extract(ctx, src, data, r.within("extract"))
	})
	doc.Scans = stage(r, "recognize", func() ([]corpus.Scan, corpus.Report, error) {
		scans, report, err := p.ocr.Recognize(ctx, p.scans(src, doc, data), r.within("recognize"))
		return settled(scans), report, err
	})
	src.MediaType = doc.MediaType
	return p.read(r, evidence{src, doc.Metadata, doc.Scans}, people)
}

// Again makes the edition that Process would make of the source of e, from the
// words that e was made from. They must have been read with the same program,
// settings and model; glossary and decisions may be others.
func (p *Pipeline) Again(ctx context.Context, e *corpus.Edition, people corpus.Decided, progress func(stage string, done, total int)) (*corpus.Edition, error) {
	r := newRun(ctx, progress)
	ev := stage(r, "extract", func() (evidence, corpus.Report, error) {
		return evidenceOf(e)
	})
	return p.read(r, ev, people)
}

// read takes the words of a source through the stages that need nothing else.
func (p *Pipeline) read(r *run, ev evidence, people corpus.Decided) (*corpus.Edition, error) {
	words := p.Glossary.Now()
	var found []corpus.Correction
	pages := stage(r, "layout", func() ([]corpus.Page, corpus.Report, error) {
		pages, report := layout.Arrange(ev.source.ID, ev.scans, p.Model)
		pages, placed, replayed := replay.Lines(pages, people.Corrections)
		found = placed
		report.Merge(replayed)
		return sure(pages, report)
	})
	pages = stage(r, "correct", func() ([]corpus.Page, corpus.Report, error) {
		model, terms := p.taught(people)
		pages, report := correct.Correct(pages, model, append(terms, words.Labels()...))
		pages, replayed := replay.Words(pages, found)
		report.Merge(replayed)
		return sure(pages, report)
	})
	parts := stage(r, "segment", func() ([]corpus.Part, corpus.Report, error) {
		return sure(segment.Split(pages, p.Model, found...))
	})
	parts = stage(r, "structure", func() ([]corpus.Part, corpus.Report, error) {
		parts, report := structure.Structure(parts, p.Model)
		parts, replayed := replay.Papers(parts, found)
		report.Merge(replayed)
		return sure(parts, report)
	})
	parts = stage(r, "annotate", func() ([]corpus.Part, corpus.Report, error) {
		return sure(annotate.Annotate(parts, words))
	})
	volume := stage(r, "edition", func() (corpus.Volume, corpus.Report, error) {
		return sure(replay.Volume(volume(ev, parts, p.Model), found))
	})
	if r.err != nil {
		return nil, r.err
	}
	return p.edition(p.making(words), ev, volume, pages, parts, people, r.report)
}

// elsewhere is what a word that was corrected in another volume counts for beside
// one of the volume itself.
const elsewhere = 0.25

// taught is the model for a source whose words people corrected, and the words
// that they wrote. What other volumes teach comes before it as what is to be
// expected of a volume: not the sum of their lessons, which would grow with the
// library until every word were suspect, but as many as one of them had.
func (p *Pipeline) taught(people corpus.Decided) (model *language.Model, words []string) {
	others := map[language.Misread]int{}
	for _, l := range people.Taught.Lessons {
		others[language.Misread{Seen: l.Seen, Printed: l.Printed}] = l.Times
	}
	own := map[language.Misread]int{}
	for _, c := range people.Corrections {
		if l, ok := c.Lesson(); ok {
			own[language.Misread(l)]++
			words = append(words, l.Printed)
		}
	}
	model = p.Model.Taught(others, elsewhere/float64(max(1, people.Taught.Volumes)))
	return model.Taught(own, 1), words
}

// Picture draws a scan, upright.
func (p *Pipeline) Picture(ctx context.Context, data []byte, scan corpus.Scan) ([]byte, error) {
	reader, err := p.reader(data)
	if err != nil {
		return nil, err
	}
	picture, err := reader.Picture(ctx, data, scan.Number)
	if err != nil {
		return nil, err
	}
	picture, err = picture.Turned(scan.Turn)
	return picture.Data, err
}

// extract reads a source by the kind that its content tells.
func (p *Pipeline) extract(ctx context.Context, src corpus.Source, data []byte, progress func(done, total int)) (extract.Document, corpus.Report, error) {
	reader, err := p.reader(data)
	if err != nil {
		return extract.Document{}, corpus.Report{}, err
	}
	doc, err := reader.Read(ctx, src, data, progress)
	return doc, doc.Report, err
}

// scans are what the recognize stage works on.
func (p *Pipeline) scans(src corpus.Source, doc extract.Document, data []byte) recognize.Source {
	return recognize.Source{
		ID: src.ID, Scans: doc.Scans, Images: doc.Images,
		Picture: func(ctx context.Context, scan int) (recognize.Picture, error) {
			reader, err := p.reader(data)
			if err != nil {
				return recognize.Picture{}, err
			}
			r, err := reader.Raster(ctx, data, scan)
			return recognize.Picture{Image: r.Image, Scale: r.Scale}, err
		},
	}
}
