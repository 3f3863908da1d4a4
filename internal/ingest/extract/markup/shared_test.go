package markup

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// formats is the folder of real files beside the repository.
func formats(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("RECTO_SHARED")
	for up := "."; dir == "" && len(up) < 40; up = filepath.Join("..", up) {
		if _, err := os.Stat(filepath.Join(up, "go.mod")); err == nil {
			dir = filepath.Join(up, "..", "shared")
		}
	}
	dir = filepath.Join(dir, "data", "formats")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("skipped: no shared data")
	}
	return dir
}

// TestShared demands words with boxes inside the page from the files of real
// libraries and projects.
func TestShared(t *testing.T) {
	dir := formats(t)
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		short, _ := filepath.Rel(dir, name)
		t.Run(short, func(t *testing.T) { testReal(t, name) })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func testReal(t *testing.T, name string) {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	kind, _ := Sniff(data)
	pages, err := Read(kind, data)
	if err != nil {
		t.Fatal(err)
	}
	words, lost := 0, 0
	for _, p := range pages {
		words, lost = words+len(p.Words), lost+p.Lost
		sound(t, p)
	}
	t.Logf("%s, %d pages, %d words, %d lost", kind, len(pages), words, lost)
	if words == 0 {
		t.Error("no words")
	}
}

// sound demands that every word has text and a box inside the page.
func sound(t *testing.T, p Page) {
	t.Helper()
	for _, w := range p.Words {
		b := w.Box
		if w.Raw == "" || b.X1 < 0 || b.Y1 < 0 || b.X2 > p.Width || b.Y2 > p.Height || !(b.Width() >= 0.9 && b.Height() >= 0.9) {
			t.Errorf("%+v on a page of %v by %v", w, p.Width, p.Height)
		}
		if !(w.Conf >= 0 && w.Conf <= 1) || !(w.Size >= 0) {
			t.Errorf("%+v", w)
		}
	}
}
