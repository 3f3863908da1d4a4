package correcting

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	corpusfs "recto/corpus"
	"recto/internal/corpus"
	"recto/internal/evaluate"
	"recto/internal/glossary"
	"recto/internal/ingest"
	"recto/internal/language"
	"recto/internal/publish"
)

// hour is how many decisions an editor makes in one, at six seconds each.
const hour = 600

// TestHour has an editor who knows the truth answer what the desk asks about a
// badly woven volume, the worst scan first, and measures the order of its text
// after each of several numbers of answers. An hour must put most of it right.
func TestHour(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped under -short: a volume is processed five times")
	}
	dir := filepath.Join(cmp.Or(os.Getenv("RECTO_SHARED"), filepath.Join("..", "..", "..", "..", "shared")), "data", "simulated", "v01")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("skipped: no shared data; set RECTO_SHARED")
	}
	v := openTrueVolume(t, dir)
	said := []corpus.Correction{}
	first := v.score(nil)
	t.Logf("at first: local tau %.3f, chunks %.3f", first.LocalTau, first.Chunks)
	asked, last := 0, first
	for _, least := range []float64{worth, trifle} { // through the volume, and once more
		for _, scan := range v.worst(said) {
			var left []string
			for {
				q := partingOf(v.edition, scan, said).question(least, left)
				if q == nil {
					break
				}
				asked++
				left = append(left, q.Line) // what nobody can tell is left for later
				if c, ok := v.answer(q.Line); ok {
					said = append(said, c)
				}
				if asked == hour/6 || asked == hour/2 || asked == hour {
					last = v.score(said)
					t.Logf("after %d answers: local tau %.3f, chunks %.3f, %d %% to be trusted", asked, last.LocalTau, last.Chunks, shareTrusted(progress(v.edition, logOf(said))))
				}
				if asked < hour {
					continue
				}
				if last.LocalTau < first.LocalTau+.1 || last.Chunks < first.Chunks+.04 {
					t.Errorf("an hour's work takes local tau from %.3f to %.3f, chunks from %.3f to %.3f", first.LocalTau, last.LocalTau, first.Chunks, last.Chunks)
				}
				return
			}
		}
	}
	t.Logf("all is answered after %d", asked)
}

// trueVolume is a simulated volume with its truth.
type trueVolume struct {
	t        *testing.T
	pipeline *ingest.Pipeline
	source   corpus.Source
	data     []byte
	truth    evaluate.Truth
	sides    map[int]corpus.Side // of the lines of the source, as far as it is sure
	edition  *corpus.Edition
}

func openTrueVolume(t *testing.T, dir string) *trueVolume {
	t.Helper()
	v := &trueVolume{t: t, source: corpus.Source{ID: strings.Repeat("0a", 32), Name: "ocr.txt"}, sides: map[int]corpus.Side{}}
	var err error
	v.data, err = os.ReadFile(filepath.Join(dir, "ocr.txt"))
	v.must(err)
	v.truth, err = evaluate.ReadTruth(filepath.Join(dir, "truth", "doc.json"))
	v.must(err)
	labels, err := os.ReadFile(filepath.Join(dir, "truth", "labels.tsv"))
	v.must(err)
	for _, row := range strings.Split(string(labels), "\n") {
		f := strings.Split(row, "\t")
		if line, err := strconv.Atoi(f[0]); err == nil && len(f) > 2 {
			v.sides[line] = map[string]corpus.Side{"L": corpus.Left, "R": corpus.Right}[f[2]]
		}
	}
	model, err := language.Default()
	v.must(err)
	files, err := corpusfs.Glossary()
	v.must(err)
	words, err := glossary.Load(files)
	v.must(err)
	v.pipeline = ingest.New(ingest.Config{Model: model, Glossary: words})
	v.edition = v.process(nil)
	return v
}

func (v *trueVolume) must(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
}

func (v *trueVolume) process(said []corpus.Correction) *corpus.Edition {
	v.t.Helper()
	e, err := v.pipeline.Process(v.t.Context(), v.source, v.data, corpus.Decided{Corrections: said}, nil)
	v.must(err)
	if len(e.Report.Conflicts) > 0 {
		v.t.Errorf("%d conflicts, the first: %s", len(e.Report.Conflicts), e.Report.Conflicts[0].Text)
	}
	return e
}

func (v *trueVolume) score(said []corpus.Correction) evaluate.Scores {
	v.t.Helper()
	data, err := publish.Neutral(v.process(said))
	v.must(err)
	out, err := evaluate.ParseNeutral(data)
	v.must(err)
	return evaluate.Volume(v.truth, out)
}

// worst are the scans in doubt, those with most words in doubt first.
func (v *trueVolume) worst(said []corpus.Correction) (scans []int) {
	all := progress(v.edition, logOf(said))
	slices.SortStableFunc(all, func(a, b scanProgress) int { return b.Doubtful() - a.Doubtful() })
	for _, s := range all {
		scans = append(scans, s.Scan)
	}
	return scans
}

// answer says on which page a line stands, if that is sure.
func (v *trueVolume) answer(id string) (c corpus.Correction, ok bool) {
	l := lineAt(v.edition.Pages, id)
	side := v.sides[l.Words[0].Line]
	return corpus.Correction{Kind: corpus.Stand, At: corpus.PlaceOf(l.Words, 0, len(l.Words)), Name: string(side)}, side != ""
}

func logOf(said []corpus.Correction) (log []corpus.CorrectionEntry) {
	for i, c := range said {
		c.ID = int64(i + 1)
		log = append(log, corpus.CorrectionEntry{Correction: c, State: corpus.Accepted})
	}
	return log
}
