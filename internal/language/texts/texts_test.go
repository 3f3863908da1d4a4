package texts

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A source is read from the folder that it is in, unpacked, file by file.
func TestFiles(t *testing.T) {
	data, packages := t.TempDir(), t.TempDir()
	write(t, filepath.Join(data, Books.path), zipped(t, "one line\nand another\n"))
	for _, name := range []string{"1.txt", "2.txt"} {
		write(t, filepath.Join(packages, filepath.Dir(Addresses.path), name), []byte("address "+name))
	}
	from := Folders{data, packages}
	for _, tt := range []struct {
		source Source
		want   [][]string
	}{
		{Books, [][]string{{"one line", "and another"}}},
		{Addresses, [][]string{{"address 1.txt"}, {"address 2.txt"}}},
	} {
		got, err := tt.source.Files(from)
		if err != nil || !slices.EqualFunc(got, tt.want, slices.Equal) {
			t.Errorf("%s: %q, %v, want %q", tt.source.path, got, err, tt.want)
		}
	}
	if _, err := Novel.Files(from); err == nil {
		t.Error("a source that is not there was read")
	}
	write(t, filepath.Join(data, Articles.path), []byte("not packed"))
	if _, err := Articles.Files(from); err == nil {
		t.Error("a file that is not packed was unpacked")
	}
}

// Rows of JSON give their text.
func TestRows(t *testing.T) {
	name := filepath.Join(t.TempDir(), "pages.jsonl")
	write(t, name, []byte(`{"id":"a","text":"the first page\nof two lines"}`+"\n"+`{"text":"the second"}`))
	got, err := lines(name)
	if want := []string{"the first page\nof two lines", "the second"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
	write(t, name, []byte("{"))
	if _, err := lines(name); err == nil {
		t.Error("a broken row was read")
	}
}

// Full lines are joined, short ones end a paragraph, and those left out part them.
func TestParagraphs(t *testing.T) {
	lines := []string{"a line that is full", "and its end", "another full line..", "one that is left out", "the rest of the text"}
	got := Paragraphs(lines, func(line string) bool { return line == lines[3] })
	if want := []string{lines[0] + " " + lines[1], lines[2], lines[4]}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := Paragraphs(nil, nil); got != nil {
		t.Errorf("no lines gave %q", got)
	}
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func zipped(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
