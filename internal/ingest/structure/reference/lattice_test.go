package reference

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestThen(t *testing.T) {
	for _, c := range []struct {
		from, to Label
		want     phase
	}{
		{Author, Title, 0},
		{Title, Title, 0},
		{Title, Journal, titled},
		{Container, Journal, 0},
		{Journal, Volume, housed},
	} {
		if got := phase(0).then(c.from, c.to); got != c.want {
			t.Errorf("from %s to %s: got %d, want %d", c.from, c.to, got, c.want)
		}
	}
	if got := titled.then(Journal, Pages); got != titled|housed {
		t.Errorf("after a title and a journal: got %d", got)
	}
}

// drawn are scores of three words and of moves. Few labels are likely, so that
// all sequences of them can be looked at.
func drawn() (here [3][labels]float32, move moves) {
	r := rand.New(rand.NewPCG(1, 2))
	for k := range here {
		for l := range here[k] {
			here[k][l] = -50
		}
		for _, l := range likely {
			here[k][l] = 2 * r.Float32()
		}
	}
	for p := range move {
		for from := range move[p] {
			for to := range move[p][from] {
				move[p][from][to] = 2 * r.Float32()
			}
		}
	}
	return here, move
}

var likely = []Label{Author, Title, Journal, Container, Date}

// sequences calls with each sequence of likely labels and its score.
func sequences(here [3][labels]float32, move moves, call func(seq [3]Label, score float64)) {
	for _, a := range likely {
		for _, b := range likely {
			for _, c := range likely {
				score, at, last := 0.0, phase(0), labels
				for k, l := range [3]Label{a, b, c} {
					score += float64(here[k][l] + move[at][last][l])
					at, last = at.then(last, l), l
				}
				call([3]Label{a, b, c}, score)
			}
		}
	}
}

func TestSpread(t *testing.T) {
	here, move := drawn()
	l := lattice{move: move}
	l.reset(3)
	copy(l.here, here[:])
	l.spread()
	var word [3][labels]float64
	var pair [phases][labels + 1][labels]float64
	total := 0.0
	sequences(here, move, func(seq [3]Label, score float64) {
		p := math.Exp(score)
		total += p
		at, last := phase(0), labels
		for k, l := range seq {
			word[k][l] += p
			pair[at][last][l] += p
			at, last = at.then(last, l), l
		}
	})
	for k := range word {
		for i, w := range word[k] {
			if got := float64(l.word[k][i]); math.Abs(got-w/total) > 1e-3 {
				t.Errorf("word %d, %s: got %.4f, want %.4f", k, Label(i), got, w/total)
			}
		}
	}
	for p := range pair {
		for from := range pair[p] {
			for to, w := range pair[p][from] {
				if got := float64(l.pair[p][from][to]); math.Abs(got-w/total) > 1e-3 {
					t.Errorf("phase %d, from %s to %s: got %.4f, want %.4f", p, Label(from), Label(to), got, w/total)
				}
			}
		}
	}
}

func TestBestOf(t *testing.T) {
	here, move := drawn()
	var want [3]Label
	top := math.Inf(-1)
	sequences(here, move, func(seq [3]Label, score float64) {
		if score > top {
			want, top = seq, score
		}
	})
	m := &Model{moves: move}
	if got := m.bestOf(3, func(i int) [labels]float32 { return here[i] }); [3]Label(got) != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := m.bestOf(0, nil); got != nil {
		t.Errorf("no words: got %v", got)
	}
}
