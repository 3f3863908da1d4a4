package layout

import (
	"encoding/csv"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"recto/internal/corpus"
)

// sharedData is the folder of third-party data beside the repository.
func sharedData(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("RECTO_SHARED")
	for up := "."; dir == ""; up = filepath.Join("..", up) {
		if _, err := os.Stat(filepath.Join(up, "go.mod")); err == nil {
			dir = filepath.Join(up, "..", "shared")
		}
		if len(up) > 40 {
			break
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "data")); err != nil {
		t.Skip("skipped: no shared data")
	}
	return filepath.Join(dir, "data")
}

// printed is a word of a simulated volume as it was printed.
type printed struct {
	side, page, kind string
	order            int // in the reading order of its scan
}

// TestArrangeSimulated gives Arrange the printed words of the simulated volumes
// with their boxes on the skewed and bent scans, shuffled, and counts how many
// come out on the right side, after the right word and in the right role.
func TestArrangeSimulated(t *testing.T) {
	files, err := fs.Glob(os.DirFS(sharedData(t)), "simulated/*/truth/words.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		t.Run(filepath.Base(filepath.Dir(filepath.Dir(name))), func(t *testing.T) {
			scans, truth := printedScans(t, filepath.Join(sharedData(t), name))
			pages, report := Arrange(source, scans, english(t))
			f := compare(pages, truth)
			t.Logf("side %.4f  order %.4f  forme found %.3f  forme right %.3f  folios right %d wrong %d  %v",
				f.side, f.order, f.formeFound, f.formeRight, f.folios, f.wrongFolios, report.Counts)
			if f.side < 0.999 || f.order < 0.98 || f.formeFound < 0.9 || f.formeRight < 0.9 || f.wrongFolios > 0 {
				t.Errorf("worse than it was")
			}
		})
	}
}

func printedScans(t *testing.T, name string) ([]corpus.Scan, map[string]printed) {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var scans []corpus.Scan
	truth := map[string]printed{}
	for n, row := range rows[1:] {
		number, _ := strconv.Atoi(row[0])
		for len(scans) < number {
			scans = append(scans, corpus.Scan{Number: len(scans) + 1})
		}
		s := &scans[number-1]
		var box [4]float64
		for i := range box {
			box[i], _ = strconv.ParseFloat(row[6+i], 64)
		}
		id := strconv.Itoa(n)
		s.Words = append(s.Words, corpus.Word{ID: id, Raw: row[10], Scan: number, Box: corpus.Box{X1: box[0], Y1: box[1], X2: box[2], Y2: box[3]}})
		truth[id] = printed{row[1], row[2], row[4], n}
	}
	width, height := 0.0, 0.0
	for i := range scans {
		for _, w := range scans[i].Words {
			width, height = max(width, w.Box.X2), max(height, w.Box.Y2)
		}
		words := scans[i].Words
		rand.New(rand.NewPCG(1, uint64(i))).Shuffle(len(words), func(a, b int) { words[a], words[b] = words[b], words[a] })
	}
	for i := range scans {
		scans[i].Width, scans[i].Height = int(width*1.06), int(height*1.06)
	}
	return scans, truth
}

// figures are shares between 0 and 1, but for the folios.
type figures struct {
	side, order, formeFound, formeRight float64
	folios, wrongFolios                 int
}

func compare(pages []corpus.Page, truth map[string]printed) figures {
	var words, sides, pairs, follow, forme, found, marked, right float64
	var f figures
	for _, p := range pages {
		last, number := -1, ""
		for _, l := range p.Lines {
			for _, w := range l.Words {
				tr := truth[w.ID]
				words++
				if tr.side == "L" && p.Side == corpus.Left || tr.side == "R" && p.Side == corpus.Right {
					sides++
				}
				number = tr.page
				isForme := tr.kind != "t"
				if isForme {
					forme++
				}
				if l.Role.Forme() {
					marked++
				}
				if isForme && l.Role.Forme() {
					found, right = found+1, right+1
				}
				if isForme {
					continue
				}
				if last >= 0 {
					pairs++
					if tr.order == last+1 {
						follow++
					}
				}
				last = tr.order
			}
		}
		switch {
		case p.Folio == number && number != "":
			f.folios++
		case p.Folio != "" && number != "":
			f.wrongFolios++
		}
	}
	f.side, f.order, f.formeFound, f.formeRight = sides/words, follow/pairs, found/forme, right/max(1, marked)
	return f
}
