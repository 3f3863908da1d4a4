package structure

import (
	"fmt"
	"strings"
	"testing"

	"recto/internal/corpus"
)

// setRows makes rows of lines "indent|words"; cells are parted by two spaces or
// more. A letter is ten pixels wide and a line twenty high.
func setRows(text string, role corpus.Role) []row {
	var lines []corpus.Line
	for n, line := range strings.Split(strings.TrimSpace(text), "\n") {
		var indent float64
		rest := line
		if before, after, ok := strings.Cut(line, "|"); ok {
			fmt.Sscan(before, &indent)
			rest = after
		}
		l := corpus.Line{Page: "p", Size: 1, Indent: indent, Role: role, Short: len(rest) < 40}
		x := 100 + 20*indent
		for i, r := 0, []rune(rest); i < len(r); {
			if r[i] == ' ' {
				i++
				continue
			}
			j := i
			for j < len(r) && r[j] != ' ' {
				j++
			}
			w := corpus.Word{
				ID: fmt.Sprint(n, "-", i), Raw: string(r[i:j]), Scan: 1,
				Box: corpus.Box{X1: x + 10*float64(i), X2: x + 10*float64(j) - 2, Y1: 30 * float64(n), Y2: 30*float64(n) + 20},
			}
			l.Words = append(l.Words, w)
			l.Tokens = append(l.Tokens, corpus.Token{Text: w.Raw, Words: []corpus.Word{w}, Page: "p"})
			i = j
		}
		lines = append(lines, l)
	}
	return learn(nil, nil).rows(lines)
}

// kinds are the blocks of rows: kind, label, and how many rows each has.
func kinds(rows []row) string {
	var out []string
	for i := 0; i < len(rows); {
		j := i + 1
		for j < len(rows) && !rows[j].start {
			j++
		}
		out = append(out, strings.Join(strings.Fields(fmt.Sprint(rows[i].kind, " ", rows[i].label, " ", j-i)), " "))
		i = j
	}
	return strings.Join(out, ", ")
}

func TestTables(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"table", `
Group         Before     After     Difference
Nurses           12        14               2
Managers of
wards             7         9               2
Patients         31        30              -1
The difference is small, as the table shows, and no more is to be said of it.`, "table 5, paragraph 1"},
		{"prose", `
The difference is small, as we have shown, and nothing
more is to be said of it until the second round has been
held and its notes are there to be read by everybody.`, "paragraph 3"},
		{"numbered list", `
1.   The first of the points that were made
2.   The second of them, which is longer
3.   The third of them`, "paragraph 3"},
	} {
		rows := setRows(tt.text, corpus.Text)
		mark(rows, 0, len(rows), corpus.Paragraph)
		at := make([]int, len(rows))
		for i := range at {
			at[i] = i
		}
		markTables(rows, at)
		if got := kinds(rows); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestListItems(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		starts     []int
		want       string
	}{
		{
			"misread bullets", "0|We ask of every rule:\n0.6|e who wrote it\n0.6|eo who has to keep it when nobody\n1.6|looks\n0.6|o who forgot it",
			[]int{0, 1},
			"paragraph 1, list-item e 1, list-item eo 2, list-item o 1",
		},
		{"one speck", "0|We ask of every rule who wrote it.\n0|• Who has to keep it is another question.", []int{0, 1}, "paragraph 1, paragraph 1"},
		{"a letter", "0|We ask of every rule who wrote it.\n1|e is the rate at which rules are lost.", []int{0, 1}, "paragraph 1, paragraph 1"},
	} {
		rows := setRows(tt.text, corpus.Text)
		at := make([]int, len(rows))
		for i := range rows {
			at[i], rows[i].kind = i, corpus.Paragraph
		}
		for _, i := range tt.starts {
			rows[i].start = true
		}
		markListItems(rows, at)
		if got := kinds(rows); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestNotes(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"1|3 See the first report of the project, page 12, and\n0|what is said there of rules.\n1|4http://www.example.org\n1|Shttp://www.example.com", "note 3 2, note 4 1, note 1"},
		{"0|* The authors thank the nurses of three wards.", "note * 1"},
	} {
		rows := setRows(tt.text, corpus.Footnote)
		markNotes(rows)
		if got := kinds(rows); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

// A row whose words were all lost has boxes and nothing to read.
func TestRowOfGapsIsNoTable(t *testing.T) {
	rows := setRows("0|lost            words", corpus.Text)
	if !tabular(rows[0]) {
		t.Fatal("the row is not parted into cells")
	}
	rows[0].text, rows[0].words = "", nil
	if tabular(rows[0]) {
		t.Error("a row without words is taken for one of a table")
	}
}
