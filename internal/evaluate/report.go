package evaluate

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Report is what Run measured; sets that were not measured are empty.
type Report struct {
	Volumes     []VolumeResult     `json:"volumes,omitempty"`
	Readings    []ReadingResult    `json:"readings,omitempty"`
	Corrections []CorrectionResult `json:"corrections,omitempty"`
	References  []ReferenceResult  `json:"references,omitempty"`
	Heads       []HeadResult       `json:"heads,omitempty"`
	Known       []KnownResult      `json:"known,omitempty"`
	Missed      []MissedResult     `json:"missed,omitempty"`

	MissedWeights []float64 `json:"missed_weights,omitempty"` // by all volumes
}

// VolumeResult is one source of one volume. Scores is nil where Error says why.
type VolumeResult struct {
	Volume  string  `json:"volume"`
	Source  string  `json:"source"`
	Scores  *Scores `json:"scores"`
	Boxes   *Boxes  `json:"boxes,omitempty"`
	Seconds float64 `json:"seconds"` // to convert it
	Error   string  `json:"error,omitempty"`
}

// ReadingResult is one text of the proceedings. Reading is nil where Error says why.
type ReadingResult struct {
	Text     string   `json:"text"`
	Reading  *Reading `json:"reading"`
	Concepts *Finding `json:"concepts,omitempty"`
	Seconds  float64  `json:"seconds"`
	Error    string   `json:"error,omitempty"`
}

// CorrectionResult is one file of rows.
type CorrectionResult struct {
	Set string `json:"set"`
	RowScores
	Seconds float64 `json:"seconds"`
}

// ReferenceResult is one collection of references.
type ReferenceResult struct {
	Set string `json:"set"`
	Parsed
	Seconds float64 `json:"seconds"`
}

// HeadResult is one collection of single papers.
type HeadResult struct {
	Set string `json:"set"`
	Heads
	Seconds float64 `json:"seconds"`
}

func (r *Report) empty() bool {
	return len(r.Volumes)+len(r.Readings)+len(r.Corrections)+len(r.References)+len(r.Heads)+len(r.Known)+len(r.Missed) == 0
}

// JSON writes the report with every figure.
func (r *Report) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	return enc.Encode(r)
}

// Table writes the report as text in aligned columns.
func (r *Report) Table(w io.Writer) error {
	var b strings.Builder
	r.volumeTable(&b)
	r.boxTable(&b)
	r.readingTables(&b)
	r.correctionTable(&b)
	r.referenceTable(&b)
	r.headTable(&b)
	r.knownTable(&b)
	r.missedTable(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

// columns of the volume table, with the names that they have in measure.py.
var columns = []struct {
	name string
	of   func(*Scores) *float64
}{
	{"CER", func(s *Scores) *float64 { return &s.CER }},
	{"WER", func(s *Scores) *float64 { return &s.WER }},
	{"WERs", func(s *Scores) *float64 { return &s.SoftWER }},
	{"BoW", func(s *Scores) *float64 { return &s.Bag.F1 }},
	{"loss", func(s *Scores) *float64 { return &s.Loss }},
	{"debr", func(s *Scores) *float64 { return &s.Debris }},
	{"tau", func(s *Scores) *float64 { return &s.Tau }},
	{"ltau", func(s *Scores) *float64 { return &s.LocalTau }},
	{"bigr", func(s *Scores) *float64 { return &s.Bigrams }},
	{"chunk", func(s *Scores) *float64 { return &s.Chunks }},
	{"papB", func(s *Scores) *float64 { return &s.Boundaries.F1 }},
	{"titl", func(s *Scores) *float64 { return &s.Title }},
	{"auth", func(s *Scores) *float64 { return &s.Authors.F1 }},
	{"head", func(s *Scores) *float64 { return &s.Headings.F1 }},
	{"refs", func(s *Scores) *float64 { return &s.References.F1 }},
	{"para", func(s *Scores) *float64 { return &s.Paragraphs.F1 }},
	{"abst", func(s *Scores) *float64 { return s.Abstract }},
	{"rhlk", func(s *Scores) *float64 { return s.RunningHeads }},
	{"prov", func(s *Scores) *float64 { return s.Provenance }},
}

func (r *Report) volumeTable(b *strings.Builder) {
	header := []string{"volume"}
	for _, c := range columns {
		header = append(header, c.name)
	}
	header = append(header, "sec")
	for _, source := range r.sources() {
		rows := [][]string{header}
		var scored []*Scores
		for _, v := range r.Volumes {
			if v.Source != source {
				continue
			}
			row := []string{v.Volume, v.Error}
			if v.Scores != nil {
				row = append(cells(v.Volume, []*Scores{v.Scores}), fmt.Sprintf("%.1f", v.Seconds))
				scored = append(scored, v.Scores)
			}
			rows = append(rows, row)
		}
		if len(scored) > 1 {
			rows = append(rows, append(cells("mean", scored), ""))
		}
		section(b, "simulated volumes, "+source, rows)
	}
}

func (r *Report) sources() []string {
	var out []string
	for _, v := range r.Volumes {
		if !slices.Contains(out, v.Source) {
			out = append(out, v.Source)
		}
	}
	return out
}

// cells is a row with the mean of each measure over the scores to which it applies.
func cells(name string, scores []*Scores) []string {
	row := []string{name}
	for _, c := range columns {
		sum, n := 0.0, 0
		for _, s := range scores {
			if v := c.of(s); v != nil {
				sum += *v
				n++
			}
		}
		if n == 0 {
			row = append(row, "-")
			continue
		}
		row = append(row, fmt.Sprintf("%.3f", sum/float64(n)))
	}
	return row
}

func (r *Report) boxTable(b *strings.Builder) {
	rows := [][]string{{"volume", "source", "words", "found %", "IoU≥.5 %", "lost at gutter %"}}
	for _, v := range r.Volumes {
		if v.Boxes != nil {
			rows = append(rows, []string{v.Volume, v.Source, fmt.Sprint(v.Boxes.Found.Of), percent(v.Boxes.Found.Value()), percent(v.Boxes.Placed.Value()), percent(v.Boxes.Gutter.Value())})
		}
	}
	section(b, "word boxes", rows)
}

func (r *Report) readingTables(b *strings.Builder) {
	for _, x := range r.Readings {
		rows := [][]string{{"measure", "%"}}
		if x.Error != "" {
			rows = append(rows, []string{"error", x.Error})
		}
		add := func(name string, s Share) { rows = append(rows, []string{name, s.String()}) }
		if m := x.Reading; m != nil {
			add("repair", m.Repair)
			add("flagged", m.Flagged)
			add("harm", m.Harm)
			add("debris", m.Debris)
			add("order", m.Order)
			add("breaks", m.Breaks)
			add("joints", m.Joints)
			add("columns", m.Columns)
		}
		if c := x.Concepts; c != nil {
			add("concepts: recall", c.Recall)
			add("concepts: garbled", c.Garbled)
			add("concepts: precision", c.Precision)
		}
		section(b, "proceedings, "+x.Text, rows)
	}
}

func (r *Report) correctionTable(b *strings.Builder) {
	rows := [][]string{{"set", "rows", "raw CER", "raw WER", "CER", "WER", "ΔCER", "ΔWER", "repair", "harm", "sec"}}
	for _, c := range r.Corrections {
		rows = append(rows, []string{
			c.Set, fmt.Sprint(c.Rows), percent(c.Raw.CER), percent(c.Raw.WER), percent(c.Corrected.CER), percent(c.Corrected.WER),
			change(c.Raw.CER, c.Corrected.CER), change(c.Raw.WER, c.Corrected.WER), percent(c.Repair.Value()), percent(c.Harm.Value()), fmt.Sprintf("%.1f", c.Seconds),
		})
		if c.Peer != nil {
			rows = append(rows, []string{c.Set + " (peer)", fmt.Sprint(c.Rows), "", "", percent(c.Peer.CER), percent(c.Peer.WER), change(c.Raw.CER, c.Peer.CER), change(c.Raw.WER, c.Peer.WER), "", "", ""})
		}
	}
	section(b, "correction, per cent", rows)
}

func (r *Report) headTable(b *strings.Builder) {
	rows := [][]string{{"set", "papers", "one paper", "exact", "titl", "auth", "sec"}}
	for _, h := range r.Heads {
		rows = append(rows, []string{
			h.Set, fmt.Sprint(h.Single.Of), percent(h.Single.Value()), percent(h.TitleExact.Value()), percent(h.Title), percent(h.Authors.F1), fmt.Sprintf("%.1f", h.Seconds),
		})
	}
	section(b, "heads of single papers, per cent", rows)
}

func percent(v float64) string { return fmt.Sprintf("%.2f", 100*v) }

// change is how far a rate moved, in per cent of itself.
func change(from, to float64) string {
	if from == 0 {
		return "-"
	}
	return fmt.Sprintf("%+.1f", 100*(to-from)/from)
}
