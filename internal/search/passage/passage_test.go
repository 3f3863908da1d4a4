package passage_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recto/internal/search/passage"
)

// terms are the pieces of a word between hyphens, in lower case.
func terms(word string) []string {
	return strings.FieldsFunc(strings.ToLower(word), func(r rune) bool { return r == '-' || r == '.' || r == ',' })
}

func write(t testing.TB, dir string, size passage.Size, passages ...passage.Passage) (addresses []uint64, next passage.Size) {
	t.Helper()
	w, err := passage.Append(dir, size, terms)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range passages {
		at, _, err := w.Add(draft(w, p))
		if err != nil {
			t.Fatal(err)
		}
		addresses = append(addresses, at)
	}
	next, err = w.Flush()
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return addresses, next
}

func draft(w *passage.Writer, p passage.Passage) passage.Draft {
	numbers := func(text string) (out []uint32) {
		for word := range strings.SplitSeq(text, " ") {
			out = append(out, w.Number(word))
		}
		return out
	}
	d := passage.Draft{Text: numbers(p.Text), Note: p.Note}
	for _, text := range p.More {
		d.More = append(d.More, numbers(text))
	}
	return d
}

func open(t testing.TB, dir string, size passage.Size) *passage.Reader {
	t.Helper()
	r, err := passage.Open(dir, size)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

func TestReadsWhatWasWritten(t *testing.T) {
	all := []passage.Passage{
		{Text: "Boundary-crossing, and  crossing.", Note: []byte("a note")},
		{Text: "", More: []string{"b0undary crossing", ""}},
		{Text: strings.Repeat("and ", 500) + "…", Note: []byte{0, 255}},
	}
	dir := t.TempDir()
	first, size := write(t, dir, passage.Size{}, all[:1]...)
	write(t, dir, size, passage.Passage{Text: "lost in a crash"})
	rest, size := write(t, dir, size, all[1:]...)
	r := open(t, dir, size)
	for i, at := range append(first, rest...) {
		got, err := r.Passage(at)
		if err != nil || got.Text != all[i].Text || !slices.Equal(got.More, all[i].More) || string(got.Note) != string(all[i].Note) {
			t.Errorf("passage %d: got %+v, %v, want %+v", i, got, err, all[i])
		}
		if note, err := r.Note(at); err != nil || string(note) != string(all[i].Note) {
			t.Errorf("note of %d: got %q, %v", i, note, err)
		}
	}
	boundary, crossing, and := r.Term("boundary"), r.Term("crossing"), r.Term("and")
	if got, _ := r.Terms(nil, first[0], false); !slices.Equal(got, []uint32{boundary, crossing, and, crossing}) {
		t.Errorf("terms: got %v, want %v", got, []uint32{boundary, crossing, and, crossing})
	}
	if got, _ := r.Terms(nil, rest[0], true); !slices.Equal(got, []uint32{r.Term("b0undary"), crossing, passage.Break, passage.Break}) {
		t.Errorf("terms of other readings: got %v", got)
	}
	if n := r.Term("crash"); n != 0 {
		t.Errorf("a word that does not count has the number %d", n)
	}
}

func TestManyWords(t *testing.T) {
	words := make([]string, 20_000)
	for i := range words {
		words[i] = fmt.Sprint("w", i)
	}
	dir := t.TempDir()
	text := strings.Join(words, " ")
	at, size := write(t, dir, passage.Size{}, passage.Passage{Text: text})
	r := open(t, dir, size)
	if got, err := r.Passage(at[0]); err != nil || got.Text != text {
		t.Errorf("text of many words: %v, %d bytes, want %d", err, len(got.Text), len(text))
	}
	for _, w := range []string{"w0", "w191", "w192", "w12479", "w12480", "w19999"} {
		if r.Term(w) == 0 {
			t.Errorf("%s is not known", w)
		}
	}
}

func TestShortFilesAreBroken(t *testing.T) {
	dir := t.TempDir()
	_, size := write(t, dir, passage.Size{}, passage.Passage{Text: "a b c"})
	if err := os.Truncate(filepath.Join(dir, "passages"), size.Passages-1); err != nil {
		t.Fatal(err)
	}
	if _, err := passage.Open(dir, size); !errors.Is(err, passage.ErrBroken) {
		t.Errorf("got %v, want ErrBroken", err)
	}
}

// FuzzReader reads files of any bytes: it may fail, but not fall.
func FuzzReader(f *testing.F) {
	dir := f.TempDir()
	write(f, dir, passage.Size{}, passage.Passage{Text: "a b-c a", More: []string{"d"}, Note: []byte("n")})
	words, _ := os.ReadFile(filepath.Join(dir, "words"))
	passages, _ := os.ReadFile(filepath.Join(dir, "passages"))
	f.Add(words, passages)
	f.Fuzz(func(t *testing.T, words, passages []byte) {
		dir := t.TempDir()
		for name, data := range map[string][]byte{"words": words, "passages": passages} {
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		r, err := passage.Open(dir, passage.Size{Words: int64(len(words)), Passages: int64(len(passages))})
		if err != nil {
			return
		}
		defer r.Close()
		for at := range uint64(len(passages) + 1) {
			_, _ = r.Passage(at)
			_, _ = r.Note(at)
			_, _ = r.Terms(nil, at, true)
		}
		r.Term("a")
	})
}
