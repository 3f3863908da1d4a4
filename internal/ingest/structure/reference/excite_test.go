package reference_test

import (
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"
	"unicode"

	"recto/internal/corpus"
	"recto/internal/ingest/structure/reference"
)

var tag = regexp.MustCompile(`</?[a-z-]+>`)

// TestFieldsOfHandSegmentedReferences prints the F1 of fields on references
// that people segmented by hand, exact after folding case, marks and spaces.
func TestFieldsOfHandSegmentedReferences(t *testing.T) {
	paths, _ := filepath.Glob(filepath.Join(sharedDir(t), "data/references/excite/5-*/*"))
	if len(paths) == 0 {
		t.Skip("skipped: no hand-segmented references")
	}
	tally := map[string]*[3]int{}
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(string(data), "\n") {
			if strings.TrimSpace(line) == "" {
				continue
			}
			raw := strings.Join(strings.Fields(tag.ReplaceAllString(line, "")), " ")
			compare(tally, goldFields(line), fields(reference.Parse(raw)))
		}
	}
	names := make([]string, 0, len(tally))
	for n := range tally {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		c := tally[n]
		precision, recall := float64(c[0])/float64(max(1, c[1])), float64(c[0])/float64(max(1, c[2]))
		t.Logf("%-10s precision %.3f recall %.3f F1 %.3f (%d in the gold)", n, precision, recall, 2*precision*recall/max(1e-9, precision+recall), c[2])
	}
	if c := tally["year"]; c == nil || c[0]*10 < c[2]*8 {
		t.Errorf("fewer than eight years of ten are read: %v", c)
	}
}

// goldFields reads the marked values of a line.
func goldFields(line string) map[string][]string {
	out := map[string][]string{}
	for _, name := range []string{"surname", "year", "title", "source", "volume", "issue", "publisher", "fpage"} {
		for _, m := range regexp.MustCompile(`<`+name+`>(.*?)</`+name+`>`).FindAllStringSubmatch(line, -1) {
			if v := folded(tag.ReplaceAllString(m[1], "")); v != "" {
				out[name] = append(out[name], v)
			}
		}
	}
	return out
}

// fields are the same values as parsed.
func fields(r corpus.Reference) map[string][]string {
	out := map[string][]string{}
	add := func(name, v string) {
		if v = folded(v); v != "" {
			out[name] = append(out[name], v)
		}
	}
	for _, a := range r.Authors {
		if a.Given != "" {
			add("surname", a.Family)
		}
	}
	first, _, _ := strings.Cut(strings.NewReplacer("–", "-", "—", "-").Replace(r.Pages), "-")
	year := r.Year
	if len(year) > 4 {
		year = year[:4]
	}
	for name, v := range map[string]string{"year": year, "title": r.Title, "source": r.Container, "volume": r.Volume, "issue": r.Issue, "publisher": r.Publisher, "fpage": first} {
		add(name, v)
	}
	return out
}

func compare(tally map[string]*[3]int, gold, got map[string][]string) {
	for _, name := range []string{"surname", "year", "title", "source", "volume", "issue", "publisher", "fpage"} {
		if tally[name] == nil {
			tally[name] = &[3]int{}
		}
		c := tally[name]
		c[1] += len(got[name])
		c[2] += len(gold[name])
		left := append([]string(nil), gold[name]...)
		for _, g := range got[name] {
			for i, w := range left {
				if w == g {
					c[0]++
					left = append(left[:i], left[i+1:]...)
					break
				}
			}
		}
	}
}

func folded(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// sharedDir is the folder with data that is not part of the project.
func sharedDir(t testing.TB) string {
	dir := os.Getenv("RECTO_SHARED")
	if dir == "" {
		at, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		for at != filepath.Dir(at) {
			if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
				break
			}
			at = filepath.Dir(at)
		}
		dir = filepath.Join(at, "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(dir, "data")); err != nil {
		t.Skip("skipped: no shared data")
	}
	return dir
}
