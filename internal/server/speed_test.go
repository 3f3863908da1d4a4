package server_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"recto/internal/corpus"
	"recto/internal/server"
	"recto/internal/server/servertest"
	"recto/internal/store"
)

// How large the library is that BenchmarkPaper reads from, and how many of its
// papers it reads: far more than the library keeps decoded.
const (
	libraryPapers = 1000
	longPapers    = 100 // of forty printed pages each
)

// BenchmarkPaper measures how long the server takes over a paper of forty printed
// pages from a library of a thousand papers, compression included. The papers are
// drawn at random, and each site begins with nothing kept ready, so that the first
// reader of a paper is among those who wait. In "for the first time" nobody else
// is. With -benchtime 1000x most draws are of papers that somebody has read, and one
// in ten is of none that was. Besides the time it prints the time of a processor that a paper takes, and
// how many programs wanted one meanwhile.
func BenchmarkPaper(b *testing.B) {
	begin, long := largeLibrary(b)
	for _, c := range []struct {
		name, view string
		fresh      bool // the site begins anew with every round
	}{
		{"at random", "", false},
		{"for the first time", "", true},
		{"beside its scan, at random", "?view=both", false},
		{"with words lit up, at random", "?q=learning", false},
	} {
		b.Run(c.name, func(b *testing.B) {
			var took []time.Duration
			var site http.Handler
			draw := rand.New(rand.NewPCG(1, 2))
			paper := func(i int) string { return long[draw.IntN(len(long))] }
			if c.fresh {
				paper = func(i int) string { return long[i%len(long)] }
			}
			spent := processorTime()
			for i := 0; b.Loop(); i++ {
				if i == 0 || c.fresh && i%len(long) == 0 {
					site = begin()
				}
				took = append(took, answered(b, site, "/papers/"+paper(i)+c.view))
			}
			spent = processorTime() - spent
			slices.Sort(took)
			b.ReportMetric(milliseconds(took[len(took)/2]), "p50-ms")
			b.ReportMetric(milliseconds(took[len(took)*99/100]), "p99-ms")
			b.ReportMetric(milliseconds(spent)/float64(len(took)), "cpu-ms")
			b.ReportMetric(load(), "load")
		})
	}
}

// answered is how long a page took.
func answered(b *testing.B, site http.Handler, address string) time.Duration {
	b.Helper()
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Header.Set("Accept-Encoding", "gzip")
	w := httptest.NewRecorder()
	start := time.Now()
	site.ServeHTTP(w, r)
	took := time.Since(start)
	if w.Code != http.StatusOK {
		b.Fatal(w.Code)
	}
	return took
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// processorTime is what the program has used so far.
func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// load is the mean number of programs that wanted a processor in the last minute,
// 0 where the system does not tell.
func load() float64 {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(text), " ")
	n, _ := strconv.ParseFloat(first, 64)
	return n
}

// largeLibrary makes a library of many short papers and some long ones. It gives
// the ids of those, and what begins a site over the library.
func largeLibrary(t testing.TB) (begin func() http.Handler, long []string) {
	t.Helper()
	var deps server.Deps
	s := servertest.New(t, servertest.Config{Concepts: sampleGlossary(), Pipeline: idle, Change: func(d *server.Deps) { deps = *d }})
	for n := range longPapers {
		e := renumbered(longEdition(t, noPicture), n)
		must(t, s.Library.Publish(t.Context(), e, 0, "", time.Unix(0, 0)))
		long = append(long, e.Papers()[0].ID)
	}
	const perVolume = 20
	for n := 0; n < libraryPapers-2*longPapers; n += perVolume {
		e := shortPapers(renumbered(sampleEdition(t, noPicture), longPapers+n), perVolume)
		must(t, s.Library.Publish(t.Context(), e, 0, "", time.Unix(0, 0)))
	}
	return func() http.Handler {
		deps.Library = &store.Library{DB: s.Library.DB, Blobs: s.Library.Blobs}
		site, err := server.New(deps)
		must(t, err)
		return site
	}, long
}

// shortPapers has so many copies of the beginning of an edition's first paper.
func shortPapers(e *corpus.Edition, n int) *corpus.Edition {
	paper := e.Parts[1]
	paper.Blocks = paper.Blocks[:6]
	e.Parts = e.Parts[:0]
	for i := range n {
		p := paper
		p.ID = fmt.Sprintf("%s-%d", paper.ID, i)
		described := *paper.Paper
		described.ID = p.ID
		p.Paper = &described
		e.Parts = append(e.Parts, p)
	}
	return e
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
