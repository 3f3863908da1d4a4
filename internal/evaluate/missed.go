package evaluate

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"recto/internal/corpus"
)

// PageSigns is what an index knows of a page, and the signs by which it judges
// how likely it is to have a word of so many letters that is printed there.
// Each list of signs is as long, and begins with 1.
type PageSigns struct {
	Place
	Signs func(letters int) []float64
}

// MissedResult is how well the words that an index lacks can be told from the
// signs of its pages, by weights that the other volumes gave.
type MissedResult struct {
	Volume    string  `json:"volume"`
	Source    string  `json:"source"`
	Printed   int     `json:"printed"`   // words of three letters or more, each once a page
	Missed    int     `json:"missed"`    // of these, not on the scan in the index
	Estimated float64 `json:"estimated"` // of these, by those that are there
	Error     string  `json:"error,omitempty"`

	rows []missedRow
}

// missedRow counts words of one length on one page.
type missedRow struct {
	signs          []float64
	printed, found int
}

const (
	shortest = 3  // letters of the words that are counted
	countsAs = 14 // longer ones count as these
)

func (r *runner) missed(ctx context.Context) error {
	if r.sys.Convert == nil || r.sys.Signs == nil || !slices.Contains(r.opts.Sets, "missed") {
		return nil
	}
	for _, source := range []string{"ocr.txt", "scan-image-only.pdf"} {
		for _, path := range r.files("simulated", "*", source) {
			volume := filepath.Base(filepath.Dir(path))
			if !r.chosen(volume, source) {
				continue
			}
			r.step("missed/"+volume+"/"+source, 0, 1)
			row, err := r.missedIn(ctx, path)
			if err != nil {
				return err
			}
			r.report.Missed = append(r.report.Missed, row)
			r.step("missed/"+volume+"/"+source, 1, 1)
		}
	}
	r.report.estimateMissed()
	return nil
}

func (r *runner) missedIn(ctx context.Context, path string) (MissedResult, error) {
	dir := filepath.Dir(path)
	out := MissedResult{Volume: filepath.Base(dir), Source: filepath.Base(path)}
	truth, err := ReadPrinted(filepath.Join(dir, "truth"))
	if err != nil {
		return out, err
	}
	e, err := r.sys.Convert(ctx, path)
	if err != nil {
		out.Error = err.Error()
		return out, ctx.Err()
	}
	if scansOf(e) != truth.Pages[len(truth.Pages)-1].Scan {
		out.Error = "its scans cannot be told apart"
		return out, nil
	}
	pages := map[Place]PageSigns{}
	for _, p := range r.sys.Signs(e) {
		pages[p.Place] = p
	}
	there := readOn(e)
	for _, leaf := range truth.Pages {
		signs, ok := pages[leaf.Place]
		if !ok {
			signs, ok = pages[Place{leaf.Scan, corpus.Whole}]
		}
		if ok {
			out.rows = append(out.rows, leaf.missed(signs, there[leaf.Scan])...)
		}
	}
	for _, row := range out.rows {
		out.Printed, out.Missed = out.Printed+row.printed, out.Missed+row.printed-row.found
	}
	return out, nil
}

func scansOf(e *corpus.Edition) int {
	n := 0
	for _, p := range e.Pages {
		n = max(n, p.Scan)
	}
	return n
}

// readOn lists the words of each scan: as read, as they were before, and as they
// may be.
func readOn(e *corpus.Edition) map[int]map[string]bool {
	scan := map[string]int{}
	for _, p := range e.Pages {
		scan[p.ID] = p.Scan
	}
	out := map[int]map[string]bool{}
	for _, part := range e.Parts {
		for _, b := range part.Blocks {
			at := 0
			for _, t := range b.Tokens {
				if n, ok := scan[t.Page]; ok {
					at = n
				}
				if out[at] == nil {
					out[at] = map[string]bool{}
				}
				note(out[at], t.Text)
				note(out[at], t.Raw())
				if t.Emendation != nil {
					for _, a := range t.Emendation.Alternatives {
						note(out[at], a.Text)
					}
				}
			}
		}
	}
	return out
}

func note(into map[string]bool, text string) {
	for _, w := range pieces(text) {
		into[w] = true
	}
}

// pieces are the words of a text in lower case.
func pieces(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !alphanumeric(r) })
}

// missed counts the words of a page by their length.
func (l PrintedLeaf) missed(p PageSigns, there map[string]bool) []missedRow {
	on := map[string]bool{}
	for _, b := range l.Blocks {
		note(on, strings.Join(b, " "))
	}
	byLength := map[int]*missedRow{}
	for w := range on {
		n := min(runes(w), countsAs)
		if n < shortest {
			continue
		}
		if byLength[n] == nil {
			byLength[n] = &missedRow{signs: p.Signs(n)}
		}
		byLength[n].printed++
		if there[w] {
			byLength[n].found++
		}
	}
	var out []missedRow
	for _, n := range slices.Sorted(maps.Keys(byLength)) {
		out = append(out, *byLength[n])
	}
	return out
}

// estimateMissed weighs the signs for each volume by all the others, and at last
// by all of them.
func (r *Report) estimateMissed() {
	for i := range r.Missed {
		m := &r.Missed[i]
		weights := fitSigns(r.missedRows(func(o MissedResult) bool { return o.Volume != m.Volume }))
		for _, row := range m.rows {
			if s := probability(weights, row.signs); s > 0 {
				m.Estimated += float64(row.found) * (1 - s) / s
			}
		}
	}
	r.MissedWeights = fitSigns(r.missedRows(func(MissedResult) bool { return true }))
}

func (r *Report) missedRows(of func(MissedResult) bool) []missedRow {
	var out []missedRow
	for _, m := range r.Missed {
		if of(m) {
			out = append(out, m.rows...)
		}
	}
	return out
}

func (r *Report) missedTable(b *strings.Builder) {
	rows := [][]string{{"source", "volume", "printed", "missed", "estimated", "est/missed"}}
	for _, m := range r.Missed {
		if m.Error != "" {
			rows = append(rows, []string{m.Source, m.Volume, m.Error})
			continue
		}
		ratio := "-"
		if m.Missed > 0 {
			ratio = fmt.Sprintf("%.2f", m.Estimated/float64(m.Missed))
		}
		rows = append(rows, []string{m.Source, m.Volume, fmt.Sprint(m.Printed), fmt.Sprint(m.Missed), fmt.Sprintf("%.0f", m.Estimated), ratio})
	}
	if len(r.Missed) > 0 {
		rows = append(rows, []string{"weights by all volumes", "", fmt.Sprintf("%.3f", r.MissedWeights)})
	}
	section(b, "words that damage hides, estimated by weights of the other volumes", rows)
}
