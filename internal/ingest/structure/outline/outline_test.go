package outline_test

import (
	"bytes"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/ingest/structure/outline"
)

// A page of ours, one line a row: the label that is wanted, how it is set, and its text.
// H and h, P and p, E and e stand for headings, paragraphs and entries.
const page = `
H space big short|The second round of meetings
P space|The teams met again when the first drafts of the new rules had gone
p|round all wards, and it was soon plain that nobody had read them in the
p short|way in which they had been meant.
P indent|What followed was a long quarrel over one word. The nurses took it for
p|a promise, the managers for a hope, and the two had to be told apart in
p short|front of everybody (see Hill, 2003).
H space big short|References
E space|Hill, A. (2003) ‘Promises and hopes at the bedside’, Journal of Wards,
e hang short|12, pp. 3–19.
E|Marsh, B. and Field, C. (1999) Talking across the corridor. London: The
e hang short|Ward Press.
E|Rivers, D. (2001) ‘What a rule is not’, Papers on Rules, 7(2), pp. 44–51,
e hang short|and a reply on p. 60.
`

func pageRows(page string) (rows []outline.Row, want string) {
	var lines []corpus.Line
	for line := range strings.SplitSeq(strings.TrimSpace(page), "\n") {
		setting, text, _ := strings.Cut(line, "|")
		l := corpus.Line{Page: "p", Size: 1, Joint: 0}
		want += setting[:1]
		for s := range strings.FieldsSeq(setting[1:]) {
			switch s {
			case "space":
				l.Space = true
			case "big":
				l.Size = 1.25
			case "short":
				l.Short = true
			case "indent":
				l.Indent = 1
			case "hang":
				l.Indent = 1.5
			}
		}
		for w := range strings.FieldsSeq(text) {
			l.Tokens = append(l.Tokens, corpus.Token{Text: w, Words: []corpus.Word{{ID: w, Raw: w}}})
		}
		lines = append(lines, l)
	}
	return outline.Rows(lines), want
}

func letters(labels []outline.Label) string {
	var b strings.Builder
	for _, l := range labels {
		b.WriteByte("PpHhEeNn"[l])
	}
	return b.String()
}

func TestFind(t *testing.T) {
	rows, want := pageRows(page)
	if got := letters(outline.Find(rows)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := outline.Find(nil); len(got) != 0 {
		t.Errorf("no rows: got %v", got)
	}
}

// What is learned is written and read back, and tells the lines it was learned from.
func TestTrain(t *testing.T) {
	rows, want := pageRows(page)
	var labels []outline.Label
	for _, c := range want {
		labels = append(labels, outline.Label(strings.IndexRune("PpHhEeNn", c)))
	}
	example := outline.Example{Rows: rows, Labels: labels}
	m := outline.Train([]outline.Example{example, example, example}, 10)
	if got := letters(m.Label(rows)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	var first, again bytes.Buffer
	if err := m.Encode(&first); err != nil {
		t.Fatal(err)
	}
	read, err := outline.Decode(bytes.NewReader(first.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if got := letters(read.Label(rows)); got != want {
		t.Errorf("read back: got  %s\nwant %s", got, want)
	}
	if err := read.Encode(&again); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), again.Bytes()) {
		t.Error("a model that is read and written is not the same bytes")
	}
}

func FuzzFind(f *testing.F) {
	f.Add(page)
	f.Add("P|\n| \n")
	f.Fuzz(func(t *testing.T, page string) {
		for line := range strings.SplitSeq(strings.TrimSpace(page), "\n") {
			if line == "" || line[0] == '|' {
				t.Skip("skipped: a row without its label")
			}
		}
		rows, _ := pageRows(page)
		labels := outline.Find(rows)
		if len(labels) != len(rows) {
			t.Errorf("%d labels of %d rows", len(labels), len(rows))
		}
	})
}
