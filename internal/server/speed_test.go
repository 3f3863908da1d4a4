package server_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"recto/internal/corpus"
)

// How large the library is that BenchmarkPaper reads from, and which of its
// papers it reads: more than the library keeps decoded.
const (
	libraryPapers = 1000
	longPapers    = 24 // of forty printed pages each
)

// largeSite serves a library of many short papers and some long ones, and gives
// the ids of those.
func largeSite(t testing.TB) (http.Handler, []string) {
	t.Helper()
	s, _ := openSite(t, sampleGlossary(), idle)
	var long []string
	for n := range longPapers {
		e := renumbered(longEdition(t), n)
		must(t, s.library.Publish(t.Context(), e, 0, "", time.Unix(0, 0)))
		long = append(long, e.Papers()[0].ID)
	}
	const perVolume = 20
	for n := 0; n < libraryPapers-2*longPapers; n += perVolume {
		e := renumbered(sampleEdition(t, func(int) string { return "" }), longPapers+n)
		paper := e.Parts[1]
		paper.Blocks = paper.Blocks[:6]
		e.Parts = e.Parts[:0]
		for i := range perVolume {
			p := paper
			p.ID = fmt.Sprintf("%s-%d", paper.ID, i)
			described := *paper.Paper
			described.ID = p.ID
			p.Paper = &described
			e.Parts = append(e.Parts, p)
		}
		must(t, s.library.Publish(t.Context(), e, 0, "", time.Unix(0, 0)))
	}
	return s.Config.Handler, long
}

// renumbered is the edition as that of another volume.
func renumbered(e *corpus.Edition, n int) *corpus.Edition {
	id := func(old string) string { return fmt.Sprintf("%06x", n) + old[min(6, len(old)):] }
	e.Volume.ID = id(e.Volume.ID)
	source := e.Volume.Sources[0]
	source.ID = id(source.ID)
	e.Volume.Sources = []corpus.Source{source}
	for i := range e.Pages {
		e.Pages[i].ID = id(e.Pages[i].ID)
	}
	for i := range e.Parts {
		p := &e.Parts[i]
		p.ID = id(p.ID)
		if p.Paper != nil {
			p.Paper.ID = id(p.Paper.ID)
		}
		for j := range p.Blocks {
			p.Blocks[j].ID = id(p.Blocks[j].ID)
			for k := range p.Blocks[j].Tokens {
				t := &p.Blocks[j].Tokens[k]
				t.Page = id(t.Page)
				for l := range t.Words {
					t.Words[l].ID = id(t.Words[l].ID)
				}
			}
		}
	}
	return e
}

// BenchmarkPaper measures how long the server takes over a paper of forty printed
// pages from a library of a thousand papers, compression included: one that is
// read much, and one after the other of more papers than are kept ready.
func BenchmarkPaper(b *testing.B) {
	site, long := largeSite(b)
	for _, c := range []struct {
		name, view string
		papers     []string
	}{
		{"the same", "", long[:1]},
		{"the same beside its scan", "?view=both", long[:1]},
		{"with words lit up", "?q=learning", long[:1]},
		{"one of many", "", long},
	} {
		b.Run(c.name, func(b *testing.B) {
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				r := httptest.NewRequest(http.MethodGet, "/papers/"+c.papers[i%len(c.papers)]+c.view, nil)
				r.Header.Set("Accept-Encoding", "gzip")
				w := httptest.NewRecorder()
				start := time.Now()
				site.ServeHTTP(w, r)
				took = append(took, time.Since(start))
				if w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}
