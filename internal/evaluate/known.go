package evaluate

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"recto/internal/corpus"
)

// Finder asks an index of one edition.
type Finder interface {
	// Find gives the pages of the first n passages that a query finds, best first.
	Find(ctx context.Context, query string, n int) ([]Place, error)
	Close() error
}

// Place is a printed page: its scan, and the side of it. Side is whole where
// that is not known.
type Place struct {
	Scan int
	Side corpus.Side
}

// KnownResult is how many things that stand in a volume a reader finds who knows
// them: runs of three to five words, and single content words.
type KnownResult struct {
	Volume  string    `json:"volume"`
	Level   string    `json:"level,omitempty"` // of damage, as the volume's params.json has it
	Source  string    `json:"source"`
	Phrases KnownItem `json:"phrases"`
	Words   KnownItem `json:"words"`
	Error   string    `json:"error,omitempty"`
}

// KnownItem counts items. Found is of those that an index of the truth finds,
// among the first ten passages on a page that holds them.
type KnownItem struct {
	Drawn int   `json:"drawn"`
	Found Share `json:"found"`
}

const (
	itemsDrawn = 500 // of each kind from each volume
	itemsShown = 10  // passages that the reader looks at
	commonest  = 100 // words of a volume that are no content words
)

func (r *runner) known(ctx context.Context) error {
	if r.sys.Convert == nil || r.sys.Index == nil {
		return nil
	}
	for _, source := range []string{"ocr.txt", "scan-image-only.pdf"} {
		for _, path := range r.files("simulated", "*", source) {
			volume := filepath.Base(filepath.Dir(path))
			if !slices.Contains(r.opts.Sets, "known-item") || !r.chosen(volume, source) {
				continue
			}
			r.step("known-item/"+volume+"/"+source, 0, 1)
			row, err := r.knownItems(ctx, path)
			if err != nil {
				return err
			}
			r.report.Known = append(r.report.Known, row)
			r.step("known-item/"+volume+"/"+source, 1, 1)
		}
	}
	return nil
}

// chosen reports whether the options leave a source of a volume.
func (r *runner) chosen(volume, source string) bool {
	return (len(r.opts.Sources) == 0 || slices.Contains(r.opts.Sources, source)) &&
		(len(r.opts.Volumes) == 0 || slices.Contains(r.opts.Volumes, volume))
}

func (r *runner) knownItems(ctx context.Context, path string) (KnownResult, error) {
	dir := filepath.Dir(path)
	row := KnownResult{Volume: filepath.Base(dir), Source: filepath.Base(path), Level: level(dir)}
	truth, err := ReadPrinted(filepath.Join(dir, "truth"))
	if err != nil {
		return row, err
	}
	edition, err := r.sys.Convert(ctx, path)
	if err != nil {
		row.Error = err.Error()
		return row, ctx.Err()
	}
	best, err := r.sys.Index(ctx, truth.Edition(row.Volume))
	if err != nil {
		return row, err
	}
	own, err := r.sys.Index(ctx, edition)
	if err != nil {
		return row, errors.Join(err, best.Close())
	}
	m := knownMeter{truth, best, own}
	chance := rand.New(rand.NewPCG(1, uint64(len(truth.Pages))))
	row.Phrases, err = m.measure(ctx, truth.phrases(chance, itemsDrawn))
	if err == nil {
		row.Words, err = m.measure(ctx, truth.contentWords(chance, itemsDrawn))
	}
	return row, errors.Join(err, best.Close(), own.Close())
}

// level is the damage of a simulated volume, or "".
func level(dir string) string {
	var params struct{ Level string }
	data, err := os.ReadFile(filepath.Join(dir, "params.json"))
	if errors.Is(err, fs.ErrNotExist) || json.Unmarshal(data, &params) != nil {
		return ""
	}
	return params.Level
}

// knownMeter asks for items in an index of the truth, and in one's own.
type knownMeter struct {
	truth     Printed
	best, own Finder
}

func (m knownMeter) measure(ctx context.Context, items [][]string) (KnownItem, error) {
	k := KnownItem{Drawn: len(items)}
	for _, item := range items {
		query, holding := strings.Join(item, " "), m.truth.holding(item)
		if len(item) > 1 {
			query = `"` + query + `"`
		}
		there, err := found(ctx, m.best, query, holding)
		if err != nil {
			return k, err
		}
		if !there {
			continue
		}
		ok, err := found(ctx, m.own, query, holding)
		if err != nil {
			return k, err
		}
		k.Found.count(ok)
	}
	return k, nil
}

func found(ctx context.Context, f Finder, query string, holding []Place) (bool, error) {
	places, err := f.Find(ctx, query, itemsShown)
	if err != nil {
		return false, fmt.Errorf("find %s: %w", query, err)
	}
	return slices.ContainsFunc(places, func(p Place) bool { return p.among(holding) }), nil
}

// among reports whether a page is one of some, by its scan alone where its side
// is not known.
func (p Place) among(pages []Place) bool {
	return slices.ContainsFunc(pages, func(o Place) bool {
		return o.Scan == p.Scan && (o.Side == p.Side || p.Side != corpus.Left && p.Side != corpus.Right)
	})
}

// phrases draws runs of three to five plain words, each with a content word.
func (p Printed) phrases(chance *rand.Rand, n int) [][]string {
	common := p.common()
	var out [][]string
	for range 50 * n { // a volume may have fewer
		if len(out) == n {
			break
		}
		block := p.any(chance)
		length := 3 + chance.IntN(3)
		if len(block) < length {
			continue
		}
		at := chance.IntN(len(block) - length + 1)
		item := bare(block[at : at+length])
		if item != nil && slices.ContainsFunc(item, func(w string) bool { return isContent(w, common) }) {
			out = append(out, item)
		}
	}
	return out
}

// contentWords draws words of four letters or more that are none of the
// commonest of their volume.
func (p Printed) contentWords(chance *rand.Rand, n int) [][]string {
	common := p.common()
	var out [][]string
	for range 50 * n {
		if len(out) == n {
			break
		}
		block := p.any(chance)
		if item := bare(block[chance.IntN(len(block)):][:1]); item != nil && isContent(item[0], common) {
			out = append(out, item)
		}
	}
	return out
}

func isContent(word string, common map[string]bool) bool {
	return len(word) >= 4 && !common[strings.ToLower(word)]
}

// common are the commonest words.
func (p Printed) common() map[string]bool {
	n := map[string]int{}
	for _, page := range p.Pages {
		for _, block := range page.Blocks {
			for _, w := range block {
				n[strings.ToLower(trimmed(w))]++
			}
		}
	}
	all := make([]string, 0, len(n))
	for w := range n {
		all = append(all, w)
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b)) })
	out := map[string]bool{}
	for _, w := range all[:min(commonest, len(all))] {
		out[w] = true
	}
	return out
}

// bare takes the marks off the ends of words; nil if one is not of letters alone.
func bare(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = trimmed(w)
		if out[i] == "" || strings.ContainsFunc(out[i], func(r rune) bool { return !unicode.IsLetter(r) }) {
			return nil
		}
	}
	return out
}

// knownTable shows each volume, and the sum of each level of damage.
func (r *Report) knownTable(b *strings.Builder) {
	rows := [][]string{{"source", "level", "volume", "phrases", "words"}}
	for _, source := range []string{"ocr.txt", "scan-image-only.pdf"} {
		for _, level := range []string{"", "light", "medium", "heavy"} {
			sum := KnownResult{}
			for _, k := range r.Known {
				if k.Source != source || k.Level != level {
					continue
				}
				if k.Error != "" {
					rows = append(rows, []string{source, level, k.Volume, k.Error})
					continue
				}
				sum.Phrases.Found.add(k.Phrases.Found)
				sum.Words.Found.add(k.Words.Found)
				rows = append(rows, []string{source, level, k.Volume, k.Phrases.Found.String(), k.Words.Found.String()})
			}
			if sum.Phrases.Found.Of+sum.Words.Found.Of > 0 {
				rows = append(rows, []string{source, level, "all", sum.Phrases.Found.String(), sum.Words.Found.String()})
			}
		}
	}
	section(b, "known items found among the first ten passages, of those that an index of the truth finds", rows)
}
