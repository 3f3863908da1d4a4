package evaluate

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// slowDistance fills the whole matrix.
func slowDistance[T comparable](a, b []T) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := diagonal
			if x != y {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}

func TestDistanceOverManyBlocks(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, letters := range []int{2, 4, 300} {
		for range 60 {
			a := make([]int, random.IntN(400))
			for i := range a {
				a[i] = random.IntN(letters)
			}
			b := slices.Clone(a)
			for range random.IntN(60) {
				if i := random.IntN(len(b) + 1); i < len(b) && random.IntN(2) == 0 {
					b = slices.Delete(b, i, i+1)
				} else {
					b = slices.Insert(b, i, random.IntN(letters+2))
				}
			}
			if got, want := distance(a, b), slowDistance(a, b); got != want {
				t.Fatalf("%v to %v: got %d, want %d", a, b, got, want)
			}
		}
	}
}

func FuzzDistance(f *testing.F) {
	f.Add("", "")
	f.Add("kitten", "sitting")
	f.Add("the boundary zone", "tbe bouudary z0ne")
	f.Fuzz(func(t *testing.T, a, b string) {
		x, y := []rune(a), []rune(b)
		if len(x)*len(y) > 1<<20 {
			t.Skip("too long for the slow way")
		}
		want := slowDistance(x, y)
		if got := distance(x, y); got != want {
			t.Errorf("got %d, want %d", got, want)
		}
		right := 0
		for _, ok := range rightWords(a, b) {
			if ok {
				right++
			}
		}
		if right > len(x) {
			t.Errorf("%d words right of %d letters", right, len(x))
		}
	})
}

func TestRightWords(t *testing.T) {
	for _, c := range []struct {
		text, gold string
		want       []bool
	}{
		{"a b c", "a b c", []bool{true, true, true}},
		{"a x c", "a b c", []bool{true, false, true}},
		{"a c", "a b c", []bool{true, false, true}},
		{"x y a b", "a b", []bool{true, true}},
		{"", "a", []bool{false}},
		{"a a a", "a a", []bool{true, true}},
		{"of the zone", "ofthe zone", []bool{false, true}},
	} {
		if got := rightWords(c.text, c.gold); !slices.Equal(got, c.want) {
			t.Errorf("%q against %q: got %v, want %v", c.text, c.gold, got, c.want)
		}
	}
}

func TestCutPointsLoseNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	var a, b []string
	for range 9000 {
		w := string(rune('a'+random.IntN(26))) + string(rune('a'+random.IntN(26))) + string(rune('a'+random.IntN(26)))
		a = append(a, w)
		if random.IntN(12) > 0 {
			b = append(b, w)
		}
	}
	cuts := cutPoints(a, b)
	if len(cuts) < 4 {
		t.Fatalf("only %d segments", len(cuts))
	}
	sum, from := 0, anchor{}
	for _, c := range cuts {
		sum += distance(a[from.a:c.a], b[from.b:c.b])
		from = c
	}
	if want := distance(a, b); sum != want {
		t.Errorf("in segments %d, at once %d", sum, want)
	}
}
