package reference

// Mean is the model whose weights are the means of those of others. Models that
// learnt from unlike examples err in unlike places, and their mean errs less
// than each (bagging, Breiman 1996; of weights, Mann and others 2009).
func Mean(models ...*Model) *Model {
	out := &Model{words: map[feature][]weight{}}
	sums := map[feature]*[labels]float32{}
	share := 1 / float32(len(models))
	for _, m := range models {
		for f, ws := range m.words {
			if sums[f] == nil {
				sums[f] = new([labels]float32)
			}
			for _, w := range ws {
				sums[f][w.label] += share * w.value
			}
		}
		for p := range m.moves {
			for from := range m.moves[p] {
				for to, v := range m.moves[p][from] {
					out.moves[p][from][to] += share * v
				}
			}
		}
	}
	for f, row := range sums {
		for l, v := range row {
			if v != 0 {
				out.words[f] = append(out.words[f], weight{Label(l), v})
			}
		}
	}
	return out
}
