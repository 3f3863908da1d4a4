package annotate_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/ingest/annotate"
	"recto/internal/ingest/structure"
)

// truthPaper is as much of a true text as citations need.
type truthPaper struct {
	Title    string
	Sections []struct {
		Paragraphs []struct{ Text string }
	}
	References []struct{ Text, Number string }
}

// citesYear is a year that a citation ends in, told by its bracket alone.
var citesYear = regexp.MustCompile(`\((?:[^()]*?\pL[^()]*?[ ,])?(?:1[89]|20)\d\d[a-z]?(?:[:,] ?(?:pp?\. ?)?\d+(?:[-–]\d+)?)?\)|\([^()]*?\pL\.?,? (?:19|20)\d\d[a-z]?;`)

// TestCitationsOfTrueTexts prints which share of the bracketed years of whole
// papers is found as a citation, and which share of those is linked to an entry.
func TestCitationsOfTrueTexts(t *testing.T) {
	paths, _ := filepath.Glob(filepath.Join(shared(t), "data/simulated/v*/truth/doc.json"))
	if len(paths) == 0 {
		t.Skip("skipped: no true texts")
	}
	var years, found, linked, listed, all int
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var truth struct{ Papers []truthPaper }
		if err := json.Unmarshal(data, &truth); err != nil {
			t.Fatal(err)
		}
		for _, p := range truth.Papers {
			part, bracketed := partOf(p)
			parts, report := annotate.Annotate([]corpus.Part{part}, own(t))
			years += bracketed
			all += report.Counts["annotate.citations"]
			linked += report.Counts["annotate.linked"]
			listed += expected(parts[0])
			found += covered(parts[0].Blocks)
		}
	}
	t.Logf("years in brackets found as citations: %d of %d; citations: %d, linked: %d, not linked though an entry has a name and the year of them: %d", found, years, all, linked, listed)
	if found*100 < years*95 || listed*20 > linked {
		t.Error("fewer citations are found or linked than were")
	}
}

// partOf makes a part of a true paper, and counts the bracketed years in it.
func partOf(p truthPaper) (part corpus.Part, years int) {
	part = corpus.Part{Kind: corpus.PaperPart, Title: p.Title, Paper: &corpus.Paper{}}
	for _, s := range p.Sections {
		for _, text := range s.Paragraphs {
			years += len(citesYear.FindAllString(text.Text, -1))
			part.Blocks = append(part.Blocks, block(corpus.Paragraph, text.Text))
		}
	}
	for i, r := range p.References {
		ref := structure.ParseReference(r.Text)
		ref.Block = fmt.Sprint("r", i)
		part.Paper.References = append(part.Paper.References, ref)
		part.Blocks = append(part.Blocks, corpus.Block{ID: ref.Block, Kind: corpus.ReferenceBlock, Label: r.Number})
	}
	return part, years
}

// expected counts the citations without a link of which an entry has a name and
// the year.
func expected(p corpus.Part) int {
	n := 0
	for _, b := range p.Blocks {
		for _, c := range b.Citations {
			text := corpus.Join(b.Tokens[c.From:c.To])
			year := fourFigures.FindString(text)
			if c.Reference != "" || year == "" {
				continue
			}
			for _, name := range capitalised.FindAllString(text, 1) {
				for _, r := range p.Paper.References {
					if strings.Contains(r.Raw, name) && strings.Contains(r.Raw, year) {
						n++
						break
					}
				}
			}
		}
	}
	return n
}

var (
	fourFigures = regexp.MustCompile(`\d{4}[a-z]?`)
	capitalised = regexp.MustCompile(`\p{Lu}\pL{2,}`)
)

// covered counts the bracketed years that lie in a citation.
func covered(blocks []corpus.Block) int {
	n := 0
	for _, b := range blocks {
		text, ends := b.Text(), []int{}
		at := 0
		for _, token := range b.Tokens {
			at += len(token.Text)
			ends = append(ends, at)
			at++
		}
		for _, m := range citesYear.FindAllStringIndex(text, -1) {
			for _, c := range b.Citations {
				from := ends[c.From] - len(b.Tokens[c.From].Text)
				if from < m[1] && m[1] <= ends[c.To-1]+1 {
					n++
					break
				}
			}
		}
	}
	return n
}

// shared is the folder with data that is not part of the project.
func shared(t testing.TB) string {
	dir := os.Getenv("RECTO_SHARED")
	if dir == "" {
		dir = "../../../../shared"
	}
	if _, err := os.Stat(filepath.Join(dir, "data")); err != nil {
		t.Skip("skipped: no shared data in " + strings.TrimPrefix(dir, "./"))
	}
	return dir
}
