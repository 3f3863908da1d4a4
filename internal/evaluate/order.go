package evaluate

import "slices"

// match holds the runs of three words that occur once in the truth and once in
// the output, by which the two are compared.
type match struct {
	truth  map[gram3]int
	shared []anchor // by place in the truth
}

func matched(t, o *flat) match {
	truth := once3(t.words)
	return match{truth, common(truth, once3(o.words))}
}

// locate is the place in the truth of the words at i, found by the first of n
// runs that occurs there once.
func (m match) locate(out []string, i, n int) (int, bool) {
	for d := 0; d < n && i+d+3 <= len(out); d++ {
		if k, ok := m.truth[gram3(out[i+d:i+d+3])]; ok {
			return k - d, true
		}
	}
	return 0, false
}

func (s *Scores) order(t, o *flat, m match) {
	s.Anchors = part(len(m.shared), len(m.truth))
	s.Tau = kendall(m.shared)
	s.LocalTau = localKendall(m.shared)
	s.Bigrams = bigrams(t.words, o.words)
	s.Chunks = chunks(len(t.words), m)
}

// kendall is Kendall's tau: 1 if all pairs are in the same order, -1 if none is.
func kendall(anchors []anchor) float64 {
	n := len(anchors)
	if n < 2 {
		return 0
	}
	places := make([]int, n)
	for i, c := range anchors {
		places[i] = c.b
	}
	return 1 - 4*float64(inversions(places, make([]int, n)))/(float64(n)*float64(n-1))
}

// inversions counts the pairs that are out of order, and sorts a.
func inversions(a, spare []int) int {
	if len(a) < 2 {
		return 0
	}
	mid := len(a) / 2
	n := inversions(a[:mid], spare[:mid]) + inversions(a[mid:], spare[mid:])
	i, j := 0, mid
	for k := range spare {
		if j == len(a) || i < mid && a[i] <= a[j] {
			spare[k] = a[i]
			i++
			continue
		}
		n += mid - i
		spare[k] = a[j]
		j++
	}
	copy(a, spare)
	return n
}

// near is how many words apart two places may be to count as neighbours in order.
const near = 150

func localKendall(anchors []anchor) float64 {
	pairs, right := 0, 0
	for i, a := range anchors {
		for j := i + 1; j < len(anchors) && j <= i+near && anchors[j].a-a.a <= near; j++ {
			pairs++
			if anchors[j].b > a.b {
				right++
			}
		}
	}
	if pairs == 0 {
		return 0
	}
	return 2*part(right, pairs) - 1
}

func bigrams(truth, out []string) float64 {
	seen := map[[2]string]bool{}
	for i := 1; i < len(out); i++ {
		seen[[2]string(out[i-1:i+1])] = true
	}
	kept := 0
	for i := 1; i < len(truth); i++ {
		if seen[[2]string(truth[i-1:i+1])] {
			kept++
		}
	}
	return part(kept, len(truth)-1)
}

// chunk is the length in words of the pieces of truth whose order is judged.
const chunk = 12

// chunks is the part of the pieces, of those that can be judged together with
// the next, after which the next follows in the output.
func chunks(length int, m match) float64 {
	judged := make([]bool, length/chunk+2)
	for _, i := range m.truth {
		judged[i/chunk] = true
	}
	places := make([][]int, len(judged))
	for _, c := range m.shared {
		places[c.a/chunk] = append(places[c.a/chunk], c.b)
	}
	kept, all := 0, 0
	for c := 0; c+1 < len(judged); c++ {
		if !judged[c] || !judged[c+1] {
			continue
		}
		all++
		if len(places[c]) == 0 || len(places[c+1]) == 0 {
			continue
		}
		if step := median(places[c+1]) - median(places[c]); step > 0 && 2*step <= 5*chunk {
			kept++
		}
	}
	return part(kept, all)
}

func median(values []int) int {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
