package recognize

import (
	"image"
	"reflect"
	"strings"
	"testing"
)

const tsvHead = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"

func TestParseTSV(t *testing.T) {
	word := func(fields string) string { return "5\t1\t1\t1\t1\t1\t" + fields + "\n" }
	line := "4\t1\t1\t1\t1\t0\t10\t20\t300\t40\t-1\t\n"
	for _, c := range []struct {
		name, data string
		want       []Reading
		err        string
	}{
		{"nothing", "", nil, ""},
		{"the head alone", tsvHead, nil, ""},
		{"words", tsvHead + line + word("10\t20\t50\t30\t96.5\tactive") + line + word("70\t80\t5\t30\t0\ta"), []Reading{
			{"active", image.Rect(10, 20, 60, 50), 1, 0.965}, {"a", image.Rect(70, 80, 75, 110), 2, 0},
		}, ""},
		{"white space is no word", tsvHead + word("1\t2\t3\t4\t95\t "), nil, ""},
		{"an empty box", tsvHead + word("1\t2\t0\t4\t95\tword"), nil, ""},
		{"a quote stands for itself", word("1\t2\t3\t4\t50\t\"so"), []Reading{{"\"so", image.Rect(1, 2, 4, 6), 0, 0.5}}, ""},
		{"cut off", word("1\t2\t3\t4\t50\tword") + "5\t1\t1", []Reading{{"word", image.Rect(1, 2, 4, 6), 0, 0.5}}, ""},
		{"a place that is none", word("1\tx\t3\t4\t50\tword"), nil, `a place is "x"`},
		{"a place off the page", word("1\t-2\t3\t4\t50\tword"), nil, `a place is "-2"`},
		{"no confidence", word("1\t2\t3\t4\tnan\tword"), nil, "confidence"},
	} {
		got, err := parseTSV([]byte(c.data))
		if c.err == "" && err != nil || c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) {
			t.Errorf("%s: got error %v, want %q", c.name, err, c.err)
		}
		if err == nil && !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func FuzzParseTSV(f *testing.F) {
	f.Add([]byte(tsvHead + "4\t1\t1\t1\t1\t0\t10\t20\t300\t40\t-1\t\n5\t1\t1\t1\t1\t1\t10\t20\t50\t30\t96.5\tactive\n"))
	f.Add([]byte("5\t1\t1\t1\t1\t1\t10\t20\t50\t30\t1e400\t\xff\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		words, err := parseTSV(data)
		if err != nil && words != nil {
			t.Fatal("words and an error")
		}
		for _, w := range words {
			if w.Text == "" || strings.ContainsAny(w.Text, " \t\n") || w.Box.Empty() || w.Box.Min.X < 0 || w.Box.Min.Y < 0 || !(w.Conf >= 0 && w.Conf <= 1) {
				t.Fatalf("%+v is no word", w)
			}
		}
	})
}

func TestFullHeight(t *testing.T) {
	words := []Reading{
		{Text: "an", Box: image.Rect(0, 20, 30, 40), Line: 1},
		{Text: "old", Box: image.Rect(40, 10, 70, 40), Line: 1},
		{Text: "page", Box: image.Rect(80, 20, 120, 50), Line: 1},
		{Text: "next", Box: image.Rect(0, 70, 50, 100), Line: 2},
	}
	got := fullHeight(words)
	for i, want := range []image.Rectangle{image.Rect(0, 10, 30, 50), image.Rect(40, 10, 70, 50), image.Rect(80, 10, 120, 50), image.Rect(0, 70, 50, 100)} {
		if got[i].Box != want {
			t.Errorf("%s: got %v, want %v", words[i].Text, got[i].Box, want)
		}
	}
}
