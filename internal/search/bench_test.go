package search_test

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"recto/internal/corpus"
	"recto/internal/search"
)

// BenchmarkLibrary indexes 104,554 pages of books as blocks of up to 120 words
// and asks a mixed log of 1,000 queries, alone and from twenty readers at once.
// It prints its figures; SEARCH_PAGES reads fewer pages.
//
//	go test ./internal/search -run '^$' -bench Library -benchtime 1x -timeout 60m
func BenchmarkLibrary(b *testing.B) {
	pages := sharedPages(b)
	for b.Loop() {
		dir := filepath.Join(b.TempDir(), "index")
		start, blocks := time.Now(), 0
		editions := func(yield func(*corpus.Edition, error) bool) {
			for copied := range 2 {
				for _, book := range pages {
					e := book.edition(copied)
					blocks += len(e.Parts[0].Blocks)
					if !yield(e, nil) {
						return
					}
				}
			}
		}
		if err := search.Rebuild(b.Context(), dir, editions, func(int) {}); err != nil {
			b.Fatal(err)
		}
		n, text := size(pages)
		b.Logf("indexing: %d pages, %d blocks, %.0f pages/s", n, blocks, float64(n)/time.Since(start).Seconds())
		logSizes(b, dir, text)
		start = time.Now()
		x, err := search.Open(dir, benchConcepts)
		if err != nil {
			b.Fatal(err)
		}
		b.Logf("open: %v; resident %d MB", time.Since(start).Round(time.Millisecond), resident(b)>>20)
		queries := queryLog(pages, 1000)
		before := processorTime(b)
		report(b, "1 reader", ask(b, x, queries, 1))
		b.Logf("1 reader, processor time %.2f ms a query", float64((processorTime(b)-before).Microseconds())/1000/float64(len(queries)))
		report(b, "20 readers", ask(b, x, queries, 20))
		suggest(b, x, queries)
		b.Logf("resident after the queries: %d MB (%d MB Go heap)", resident(b)>>20, heap()>>20)
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// book is the texts of a book's pages.
type book struct {
	id    string
	pages []string
}

func sharedPages(b *testing.B) []book {
	b.Helper()
	shared := cmp.Or(os.Getenv("RECTO_SHARED"), filepath.Join("..", "..", "..", "shared"))
	path := filepath.Join(shared, "data", "search", "pages-52k.jsonl.zst")
	if _, err := os.Stat(path); err != nil {
		b.Skip("skipped: no shared data")
	}
	cmd := exec.Command("zstd", "-dc", path)
	out, err := cmd.StdoutPipe()
	if err != nil || cmd.Start() != nil {
		b.Skip("skipped: the zstd command is not installed")
	}
	most := -1
	_, _ = fmt.Sscan(os.Getenv("SEARCH_PAGES"), &most)
	var books []book
	in := bufio.NewScanner(out)
	in.Buffer(nil, 1<<20)
	for n := 0; in.Scan() && n != most; n++ {
		var row struct{ Book, Text string }
		if err := json.Unmarshal(in.Bytes(), &row); err != nil {
			b.Fatal(err)
		}
		if len(books) == 0 || books[len(books)-1].id != row.Book {
			books = append(books, book{id: row.Book})
		}
		last := &books[len(books)-1]
		last.pages = append(last.pages, row.Text)
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	return books
}

// conceptWords stand for concepts: the books know none of ours.
var conceptWords = strings.Fields("learning object rules tools subject community labour practice knowledge boundary")

var benchConcepts = func() glossary {
	g := glossary{}
	for _, w := range conceptWords {
		g[w] = corpus.Concept{ID: w, Preferred: w}
	}
	return g
}()

func (k book) edition(copied int) *corpus.Edition {
	name := fmt.Sprintf("%s-%d", k.id, copied)
	e := &corpus.Edition{ID: name, Volume: corpus.Volume{ID: name, Title: "Book " + k.id, Year: 1700 + len(k.pages)%100}}
	part := corpus.Part{ID: name, Kind: corpus.PaperPart, Paper: &corpus.Paper{
		ID: name, Title: "Book " + k.id, Authors: []corpus.Author{{Given: "A.", Family: "Author" + k.id[:4]}},
	}}
	for i, text := range k.pages {
		page := fmt.Sprintf("%s-%d", name, i)
		e.Pages = append(e.Pages, corpus.Page{ID: page, Scan: i + 1, Folio: fmt.Sprint(i)})
		for j, words := range slices.Collect(slices.Chunk(strings.Fields(text), 120)) {
			part.Blocks = append(part.Blocks, benchBlock(fmt.Sprintf("%s-%d", page, j), page, words))
		}
	}
	e.Parts = []corpus.Part{part}
	return e
}

func benchBlock(id, page string, words []string) corpus.Block {
	b := corpus.Block{ID: id, Kind: corpus.Paragraph, Tokens: make([]corpus.Token, len(words))}
	read := make([]corpus.Word, len(words))
	for i, w := range words {
		read[i] = corpus.Word{ID: id, Raw: w}
		b.Tokens[i] = corpus.Token{Text: w, Page: page, Words: read[i : i+1]}
		if slices.Contains(conceptWords, w) {
			b.Mentions = append(b.Mentions, corpus.Mention{Concept: w, From: i, To: i + 1, Reason: corpus.Exact})
		}
	}
	return b
}

func size(books []book) (pages, text int) {
	for _, k := range books {
		pages += 2 * len(k.pages)
		for _, p := range k.pages {
			text += 2 * len(p)
		}
	}
	return pages, text
}

// logSizes prints the size of an index and of its files, as shares of the text.
func logSizes(b *testing.B, dir string, text int) {
	sizes := fmt.Sprintf("index: %.2f times the text of %d MB:", float64(sizeOf(b, dir))/float64(text), text>>20)
	for _, pattern := range []string{"*/engine/store/*.zap", "*/engine/store/root.bolt", "*/texts/passages", "*/texts/words"} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			b.Fatal(err)
		}
		for _, path := range found {
			sizes += fmt.Sprintf(" %s %.3f", filepath.Base(path), float64(sizeOf(b, path))/float64(text))
		}
	}
	b.Log(sizes)
}

func sizeOf(b *testing.B, dir string) int64 {
	var n int64
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		n += info.Size()
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// asked is a query with its kind.
type asked struct{ kind, text string }

// queryLog makes queries of words drawn from the pages as they stand there, so
// that common words come often.
func queryLog(books []book, n int) []asked {
	r := rand.New(rand.NewPCG(1, 2))
	passage := func(length int) []string {
		for {
			k := books[r.IntN(len(books))]
			words := strings.FieldsFunc(k.pages[r.IntN(len(k.pages))], func(c rune) bool { return !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z') })
			if len(words) > length {
				at := r.IntN(len(words) - length)
				return words[at : at+length]
			}
		}
	}
	rare := func() string { return slices.MaxFunc(passage(12), func(a, b string) int { return len(a) - len(b) }) }
	var out []asked
	for len(out) < n {
		switch len(out) % 10 {
		case 0, 1:
			out = append(out, asked{"rare word", rare()})
		case 2:
			out = append(out, asked{"any word", passage(1)[0]})
		case 3:
			out = append(out, asked{"two words", rare() + " " + rare()})
		case 4:
			out = append(out, asked{"phrase of 2", `"` + strings.Join(passage(2), " ") + `"`})
		case 5:
			out = append(out, asked{"phrase of 4", `"` + strings.Join(passage(4), " ") + `"`})
		case 6:
			out = append(out, asked{"boolean", "(" + rare() + " OR " + rare() + ") NOT " + rare()})
		case 7:
			out = append(out, asked{"fuzzy", rare() + "~"})
		case 8:
			out = append(out, asked{"concept", "concept:" + conceptWords[r.IntN(len(conceptWords))]})
		case 9:
			out = append(out, asked{"concept near word", "concept:" + conceptWords[r.IntN(len(conceptWords))] + " near/20 " + rare()})
		}
	}
	return out
}

type timing struct {
	asked
	took time.Duration
}

func ask(b *testing.B, x *search.Index, queries []asked, readers int) []timing {
	out := make([]timing, len(queries))
	next := make(chan int)
	var group sync.WaitGroup
	for range readers {
		group.Go(func() {
			for i := range next {
				start := time.Now()
				_, err := x.Search(context.Background(), search.Request{Query: queries[i].text, PerPage: 20, Passages: true})
				if err != nil {
					b.Error(err)
				}
				out[i] = timing{queries[i], time.Since(start)}
			}
		})
	}
	for i := range queries {
		next <- i
	}
	close(next)
	group.Wait()
	return out
}

func report(b *testing.B, name string, times []timing) {
	kinds := map[string][]time.Duration{}
	for _, t := range times {
		kinds["all"] = append(kinds["all"], t.took)
		kinds[t.kind] = append(kinds[t.kind], t.took)
	}
	names := make([]string, 0, len(kinds))
	for k := range kinds {
		names = append(names, k)
	}
	slices.Sort(names)
	for _, k := range names {
		b.Logf("%s, %-18s p50 %7.1f ms, p99 %7.1f ms", name, k, ms(kinds[k], 0.5), ms(kinds[k], 0.99))
	}
	slowest := slices.MaxFunc(times, func(a, b timing) int { return cmp.Compare(a.took, b.took) })
	b.Logf("%s, slowest: %s (%v)", name, slowest.text, slowest.took.Round(time.Millisecond))
}

func ms(times []time.Duration, share float64) float64 {
	slices.Sort(times)
	return float64(times[int(share*float64(len(times)-1))].Microseconds()) / 1000
}

func suggest(b *testing.B, x *search.Index, queries []asked) {
	var times []time.Duration
	for _, q := range queries {
		if q.kind != "rare word" {
			continue
		}
		for n := 2; n <= len(q.text); n++ {
			start := time.Now()
			if _, err := x.Suggest(q.text[:n]); err != nil {
				b.Fatal(err)
			}
			times = append(times, time.Since(start))
		}
	}
	b.Logf("suggestions: p50 %.1f ms, p99 %.1f ms of %d", ms(times, 0.5), ms(times, 0.99), len(times))
}

func resident(b *testing.B) int64 {
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Log("resident memory is known on Linux alone")
		return 0
	}
	_, after, _ := strings.Cut(string(data), "VmRSS:")
	var kb int64
	_, _ = fmt.Sscan(after, &kb)
	return kb << 10
}

// processorTime is what the process has used, which says on a busy machine what
// the clock does not.
func processorTime(b *testing.B) time.Duration {
	data, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(data), ") ")
	fields := strings.Fields(after)
	var user, system int64
	if _, err := fmt.Sscan(fields[11], &user); err != nil {
		b.Fatal(err)
	}
	if _, err := fmt.Sscan(fields[12], &system); err != nil {
		b.Fatal(err)
	}
	const ticks = 100 // a second, as Linux shows them everywhere
	return time.Duration(user+system) * time.Second / ticks
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
