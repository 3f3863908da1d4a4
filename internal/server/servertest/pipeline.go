package servertest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"recto/internal/corpus"
	"recto/internal/glossary"
	"recto/internal/ingest"
	"recto/internal/ingest/extract"
	"recto/internal/language"
)

// Pipeline is the real pipeline without an OCR engine, as a version of the
// program; empty is that of the program itself.
func Pipeline(t testing.TB, words *glossary.Shelf, program string) *ingest.Pipeline {
	t.Helper()
	return pipeline(t, words, program, extract.Options{})
}

// Hurried is the pipeline with less time for each page of a PDF.
func Hurried(t testing.TB, words *glossary.Shelf, page time.Duration) *ingest.Pipeline {
	t.Helper()
	return pipeline(t, words, "", extract.Options{PageTime: page})
}

func pipeline(t testing.TB, words *glossary.Shelf, program string, options extract.Options) *ingest.Pipeline {
	t.Helper()
	model, err := language.Default()
	must(t, err)
	options.CacheDir = cacheDir()
	pdf := &ingest.OnDemand{Options: options}
	t.Cleanup(func() { pdf.Close() })
	return ingest.New(ingest.Config{PDF: pdf, Model: model, Glossary: words, Program: program})
}

// cacheDir keeps the compiled PDF engine between runs, where there is a place.
func cacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "recto")
}

// Volume has a source processed and published, and gives the edition.
func (s *Site) Volume(t testing.TB, name, content string) *corpus.Edition {
	t.Helper()
	job, err := s.Jobs.Enqueue(t.Context(), name, strings.NewReader(content))
	must(t, err)
	job, err = s.Jobs.Run(t.Context(), job.ID, nil)
	must(t, err)
	if job.State != corpus.Published {
		t.Fatalf("%s is %s: %s", name, job.State, job.Error)
	}
	e, err := s.Library.Edition(t.Context(), job.Edition)
	must(t, err)
	return e
}

// Work runs every job that waits, and brings the index up to the library.
func (s *Site) Work(t testing.TB) {
	t.Helper()
	all, err := s.Jobs.Jobs(t.Context())
	must(t, err)
	for _, j := range all {
		if j.State == corpus.Queued || j.State == corpus.Published {
			j, err = s.Jobs.Run(t.Context(), j.ID, nil)
			must(t, err)
		}
		if j.State == corpus.Failed {
			t.Fatalf("job %d failed: %s", j.ID, j.Error)
		}
	}
}

var oneConcept = fstest.MapFS{"expansive-learning.md": {Data: []byte("---\npreferred: expansive learning\nsources:\n  - 'Author, A. (1999). A book. A publisher.'\n---\nLearning what nobody knows yet.\n")}}

// Proceedings is a small volume as OCR text: a title leaf, the contents and two
// papers. Each speaks of a word that no dictionary has, Vygotzki.
func Proceedings(title string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nPapers of a seminar\n\nEdited by Ann Author\n\f", title)
	b.WriteString("CONTENTS\n\nCrossing the line ........ 1\nBo Scribe\n\nMending the nets ........ 2\nBo Scribe\n\f")
	for n, title := range []string{"CROSSING THE LINE", "MENDING THE NETS"} {
		fmt.Fprintf(&b, "%s\n\nBo Scribe\nUniversity of Somewhere\n\nIntroduction\n\n", title)
		for range 6 {
			b.WriteString("The teams who learn at work meet what Vygotzki called expansive learn-\n")
			b.WriteString("ing, and they talk about it whenever they come together to plan.\n")
		}
		fmt.Fprintf(&b, "\n%d\n\f", n+1)
	}
	return b.String()
}

// Woven is a volume whose pages were read straight across the spread, so that
// lines of both pages follow each other.
func Woven() string {
	verso := []string{
		"The nurses of the ward met every other week and spoke about", "what they had seen of the patients who came back to them soon",
		"after they were sent home, and they asked whose work it was to", "follow a person from one place of care to the next one without",
		"losing sight of the whole. Nobody could tell them, since every", "clinic kept notes of its own, and no one read those of another.",
	}
	recto := []string{
		"In the school the teachers had begun to plan the year together,", "which none of them had done before, and they soon found that the",
		"timetable stood in their way. A bell rang every hour, and what", "pupils had started in one room was left there when they walked",
		"to another. So the teachers proposed that two of them should be", "in one room for a morning, and the headmaster agreed to a trial.",
	}
	var b strings.Builder
	b.WriteString("WEAVING\n\nPapers of a seminar\n\f")
	for n := range 3 {
		for i := range verso {
			order := []string{verso[i], recto[i]}
			if (i+n)%3 == 2 {
				order[0], order[1] = order[1], order[0]
			}
			fmt.Fprintf(&b, "%s\n%s\n", order[0], order[1])
		}
		fmt.Fprintf(&b, "\n%d\n\f", n+1)
	}
	return b.String()
}
