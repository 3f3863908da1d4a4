package structure_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"recto/internal/corpus"
	"recto/internal/ingest/segment"
	"recto/internal/ingest/structure"
)

// TestSimulatedVolumes prints how much of the simulated volumes is found when
// layout and readings are perfect: what segment and structure lose themselves.
func TestSimulatedVolumes(t *testing.T) {
	dirs, _ := filepath.Glob(filepath.Join(sharedDir(t), "data/simulated/v*/truth"))
	if len(dirs) == 0 {
		t.Skip("skipped: no simulated volumes")
	}
	for _, dir := range dirs {
		parts, _ := segment.Split(truthPages(t, dir), nil)
		parts, _ = structure.Structure(parts, nil)
		want := truthPapers(t, dir)
		titles, authors, refs := 0, [2]int{}, [2]int{}
		var papers []corpus.Part
		for _, p := range parts {
			if p.Paper != nil {
				papers = append(papers, p)
			}
		}
		for i, w := range want {
			authors[1] += len(w.Authors)
			refs[1] += len(w.References)
			if i >= len(papers) {
				continue
			}
			if folded(papers[i].Paper.Title) == folded(w.Title) {
				titles++
			}
			authors[0] += len(papers[i].Paper.Authors)
			refs[0] += len(papers[i].Paper.References)
		}
		t.Logf("%s: papers %d of %d, titles letter for letter %d, authors %d of %d, references %d of %d",
			filepath.Base(filepath.Dir(dir)), len(papers), len(want), titles, authors[0], authors[1], refs[0], refs[1])
		if len(papers) == 0 {
			t.Errorf("%s: no paper is found", dir)
		}
	}
}

// truthPaper is what the truth says of a paper.
type truthPaper struct {
	Title      string
	Authors    []struct{ Name string }
	References []json.RawMessage
}

func truthPapers(t *testing.T, dir string) []truthPaper {
	data, err := os.ReadFile(filepath.Join(dir, "doc.json"))
	if err != nil {
		t.Fatal(err)
	}
	var doc struct{ Papers []truthPaper }
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	return doc.Papers
}

func folded(s string) string {
	var out []rune
	for _, r := range s {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			out = append(out, r)
		} else if r >= 'A' && r <= 'Z' {
			out = append(out, r-'A'+'a')
		}
	}
	return string(out)
}
