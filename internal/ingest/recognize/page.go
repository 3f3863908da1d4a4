package recognize

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"math"

	"recto/internal/corpus"
	"recto/internal/ingest/recognize/prepare"
)

// read recognises one scan picture: its words in pixels of the picture, turned
// upright, without ids, how many printed pages it shows, and where they meet.
func (r *Recognizer) read(ctx context.Context, m *image.Gray) (found, error) {
	key := r.key(m)
	if f, ok := r.recall(key); ok {
		return f, nil
	}
	prepared := prepare.Scan(m)
	f := found{Turn: int(prepared.Turn)}
	if len(prepared.Pages) == 2 {
		_, height := f.turned(m.Rect.Dx(), m.Rect.Dy())
		f.Gutter = tenth(prepared.Gutter.At(float64(height) / 2))
	}
	for _, page := range prepared.Pages {
		f.Pages++
		if page.Blank {
			continue
		}
		readings, err := r.Engine.Read(ctx, page.Image)
		if err != nil {
			return found{}, err
		}
		for _, w := range fullHeight(readings) {
			f.Words = append(f.Words, place(w, page.ToScan))
		}
	}
	r.keep(key, f)
	return f, nil
}

// found is what one scan picture holds, as the cache keeps it.
type found struct {
	Pages  int           `json:"pages"`
	Gutter float64       `json:"gutter,omitempty"` // where it crosses half the height of a spread
	Turn   int           `json:"turn,omitempty"`   // quarters clockwise by which the picture was turned
	Words  []corpus.Word `json:"words"`
}

// regions are the pages on an upright scan of this size.
func (f found) regions(width, height int) []corpus.Box {
	w, h := float64(width), float64(height)
	if f.Pages < 2 {
		return []corpus.Box{{X2: w, Y2: h}}
	}
	return []corpus.Box{{X2: f.Gutter, Y2: h}, {X1: f.Gutter, X2: w, Y2: h}}
}

// key names a picture together with everything that decides what is read on it.
func (r *Recognizer) key(m *image.Gray) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%d %d\n", r.Settings(), m.Rect.Dx(), m.Rect.Dy())
	for y := range m.Rect.Dy() {
		h.Write(m.Pix[y*m.Stride : y*m.Stride+m.Rect.Dx()])
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (r *Recognizer) recall(key string) (found, bool) {
	if r.Cache == nil {
		return found{}, false
	}
	data, ok := r.Cache.Get(key)
	if !ok {
		return found{}, false
	}
	var f found
	err := json.Unmarshal(data, &f)
	return f, err == nil
}

// keep is of no consequence if it fails: the page is read again the next time.
func (r *Recognizer) keep(key string, f found) {
	if r.Cache == nil {
		return
	}
	if data, err := json.Marshal(f); err == nil {
		_ = r.Cache.Put(key, data)
	}
}

// place puts a word where it stands on the scan picture.
func place(w Reading, m prepare.Affine) corpus.Word {
	return corpus.Word{
		Raw:  w.Text,
		Box:  hull(w.Box, m),
		Size: tenth(float64(w.Box.Dy()) * m.Scale()),
		Conf: math.Round(w.Conf*100) / 100,
	}
}

// hull is the upright box around a mapped rectangle, to a tenth of a pixel.
func hull(b image.Rectangle, m prepare.Affine) corpus.Box {
	out := corpus.Box{X1: math.Inf(1), Y1: math.Inf(1), X2: math.Inf(-1), Y2: math.Inf(-1)}
	for _, p := range [4]image.Point{b.Min, {b.Max.X, b.Min.Y}, {b.Min.X, b.Max.Y}, b.Max} {
		x, y := m.Apply(float64(p.X), float64(p.Y))
		out.X1, out.X2 = min(out.X1, x), max(out.X2, x)
		out.Y1, out.Y2 = min(out.Y1, y), max(out.Y2, y)
	}
	return corpus.Box{X1: tenth(max(0, out.X1)), Y1: tenth(max(0, out.Y1)), X2: tenth(max(0, out.X2)), Y2: tenth(max(0, out.Y2))}
}

func tenth(v float64) float64 { return math.Round(10*v) / 10 }
