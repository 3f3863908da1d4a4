package outline

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"recto/internal/cores"
)

// Model holds what each cue says for each label, and each label for the next.
type Model struct {
	cues  map[string][labels]float64
	moves [kinds]moves
}

// moves are the weights of a label after another, or, in the last row, at the beginning.
type moves [labels + 1][labels]float64

//go:embed model.txt.gz
var trained []byte

// model is the embedded one, decoded at its first use. It is never altered.
var model = sync.OnceValue(func() *Model {
	m, err := Decode(bytes.NewReader(trained))
	if err != nil {
		panic(fmt.Errorf("embedded outline model: %w", err)) // a broken build
	}
	return m
})

// Label finds the likeliest sequence of labels (Viterbi 1967). In text without
// boxes, where much is in doubt, a line begins a block also where that is likely
// enough by itself.
func (m *Model) Label(rows []Row) []Label {
	if len(rows) == 0 {
		return nil
	}
	t := newText(rows)
	moves := &m.moves[t.kind]
	scores := make([][labels]float64, len(rows))
	cores.Share(len(rows), func() func(int) {
		return func(i int) { scores[i] = m.score(t, i) }
	})
	out := likeliest(scores, moves)
	if t.kind == bare {
		chances, _ := expect(scores, moves)
		for i, c := range chances {
			out[i] = begun(out[i], c)
		}
	}
	out[0] &^= 1 // nothing is there to go on with
	return out
}

// likeliest is the sequence of labels with the highest score.
func likeliest(scores [][labels]float64, moves *moves) []Label {
	back := make([][labels]Label, len(scores))
	score := moves[labels]
	for i, here := range scores {
		var next [labels]float64
		for to := range labels {
			if i == 0 {
				next[to] = score[to] + here[to]
				continue
			}
			best := 0
			for from := range labels {
				if score[from]+moves[from][to] > score[best]+moves[best][to] {
					best = from
				}
			}
			next[to], back[i][to] = score[best]+moves[best][to]+here[to], Label(best)
		}
		score = next
	}
	out := make([]Label, len(scores))
	last := Label(0)
	for l := range labels {
		if score[l] > score[last] {
			last = Label(l)
		}
	}
	for i := len(scores) - 1; i >= 0; i-- {
		out[i] = last
		last = back[i][last]
	}
	return out
}

// A decision that is right as often as F1 can be is taken from half that chance on
// (Lipton, Elkan and Naryanaswamy 2014). Of text without boxes, headings and
// paragraphs are told with an F1 near 0.6 where the model has not learned from them.
// An entry begun in its midst costs two, so that more is asked of the others.
const (
	headingChance   = 0.3
	paragraphChance = 0.3
	entryChance     = 0.4 // and that of a note
)

// begun is the label of a line with given chances for all labels.
func begun(l Label, chances [labels]float64) Label {
	switch {
	case chances[Heading] > headingChance:
		return Heading
	case l == Heading:
		return ParagraphOn
	case l == ParagraphOn && chances[Paragraph] > paragraphChance, !l.Begins() && chances[l&^1] > entryChance:
		return l &^ 1
	}
	return l
}

// score is what the cues of a line say for each label.
func (m *Model) score(t *text, i int) (s [labels]float64) {
	t.cues(i, func(cue []byte) {
		if w, ok := m.cues[string(cue)]; ok {
			for l, v := range w {
				s[l] += v
			}
		}
	})
	return s
}

// Encode writes a model as compressed lines: a cue, or the label that a move
// comes from, and its weights in hundredths. The same model is always the same bytes.
func (m *Model) Encode(w io.Writer) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(z)
	for _, moves := range m.moves {
		for _, ws := range moves {
			writeWeights(out, "move", ws)
		}
	}
	for _, c := range slices.Sorted(maps.Keys(m.cues)) {
		writeWeights(out, c, m.cues[c])
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return z.Close()
}

func writeWeights(w *bufio.Writer, name string, ws [labels]float64) {
	w.WriteString(name)
	for _, v := range ws {
		w.WriteByte('\t')
		w.WriteString(strconv.Itoa(hundredths(v)))
	}
	w.WriteByte('\n')
}

func hundredths(v float64) int {
	if v < 0 {
		return -hundredths(-v)
	}
	return int(100*v + 0.5)
}

// Decode reads what Encode writes.
func Decode(r io.Reader) (*Model, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	m := &Model{cues: map[string][labels]float64{}}
	in := bufio.NewScanner(z)
	for n := 0; in.Scan(); n++ {
		fields := strings.Split(in.Text(), "\t")
		if len(fields) != labels+1 {
			return nil, fmt.Errorf("line %d has %d fields", n+1, len(fields))
		}
		var ws [labels]float64
		for l := range ws {
			v, err := strconv.Atoi(fields[l+1])
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n+1, err)
			}
			ws[l] = float64(v) / 100
		}
		if k := n / (labels + 1); k < kinds {
			m.moves[k][n%(labels+1)] = ws
			continue
		}
		m.cues[fields[0]] = ws
	}
	return m, in.Err()
}
