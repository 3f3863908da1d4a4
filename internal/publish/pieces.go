package publish

import "recto/internal/corpus"

// evidence gives each token the words it came from, cut so that no letter is
// claimed twice: where several tokens were read from one word, each has the
// letters of it that it was read from, and the part of its box that they take
// if all letters are equally wide. Gaps have none.
//
// The letters are found by the alignment with the fewest edits between what was
// printed and what is read; each token has one letter at least. Should there be
// more tokens than letters, each has all the words.
func evidence(tokens []corpus.Token) [][]corpus.Word {
	out := make([][]corpus.Word, len(tokens))
	for i := 0; i < len(tokens); {
		j := i + 1
		for j < len(tokens) && shareWord(tokens[j-1], tokens[j]) {
			j++
		}
		copy(out[i:j], parcel(tokens[i:j]))
		i = j
	}
	return out
}

func shareWord(a, b corpus.Token) bool {
	if a.Gap != "" || b.Gap != "" || len(a.Words) == 0 || len(b.Words) == 0 {
		return false
	}
	return a.Words[len(a.Words)-1].ID == b.Words[0].ID && b.Words[0].ID != ""
}

// parcel shares out the words of tokens that hang together by common words.
func parcel(run []corpus.Token) [][]corpus.Word {
	out := make([][]corpus.Word, len(run))
	if len(run) == 1 {
		if run[0].Gap == "" {
			out[0] = run[0].Words
		}
		return out
	}
	words := distinct(run)
	var raw []rune
	texts := make([][]rune, len(run))
	for _, w := range words {
		raw = append(raw, []rune(w.Raw)...)
	}
	for i, t := range run {
		texts[i] = []rune(t.Text)
	}
	if len(raw) < len(run) {
		for i, t := range run {
			out[i] = t.Words
		}
		return out
	}
	from := 0
	for i, to := range cuts(raw, texts) {
		out[i] = stretch(words, from, to)
		from = to
	}
	return out
}

func distinct(run []corpus.Token) []corpus.Word {
	var words []corpus.Word
	seen := map[string]bool{}
	for _, t := range run {
		for _, w := range t.Words {
			if !seen[w.ID] {
				seen[w.ID] = true
				words = append(words, w)
			}
		}
	}
	return words
}

// stretch is the letters from..to of words set end to end, as pieces of words.
func stretch(words []corpus.Word, from, to int) []corpus.Word {
	var out []corpus.Word
	start := 0
	for _, w := range words {
		raw := []rune(w.Raw)
		a, b := max(from-start, 0), min(to-start, len(raw))
		if a < b {
			out = append(out, piece(w, raw, a, b))
		}
		start += len(raw)
	}
	return out
}

func piece(w corpus.Word, raw []rune, from, to int) corpus.Word {
	width := w.Box.Width() / float64(len(raw))
	w.Raw = string(raw[from:to])
	w.Col += from
	if w.HasBox() {
		w.Box.X2 = w.Box.X1 + width*float64(to)
		w.Box.X1 += width * float64(from)
	}
	return w
}

// cuts says where in raw each text ends, len(raw) for the last. There must be
// no fewer letters than texts.
func cuts(raw []rune, texts [][]rune) []int {
	var all []rune
	ends := make([]int, len(texts))
	for i, t := range texts {
		all = append(all, t...)
		ends[i] = len(all)
	}
	reach := align(raw, all)
	out := make([]int, len(texts))
	from := 0
	for i, end := range ends {
		later := len(texts) - 1 - i
		out[i] = min(max(reach[end], from+1), len(raw)-later)
		from = out[i]
	}
	out[len(out)-1] = len(raw)
	return out
}

// align gives, for each j, how many letters of a are used up where j letters of
// b are, on a path of fewest edits from a to b.
func align(a, b []rune) []int {
	cost := make([][]int, len(a)+1)
	for i := range cost {
		cost[i] = make([]int, len(b)+1)
		for j := range cost[i] {
			switch {
			case i == 0:
				cost[i][j] = j
			case j == 0:
				cost[i][j] = i
			default:
				cost[i][j] = min(cost[i-1][j]+1, cost[i][j-1]+1, cost[i-1][j-1]+differ(a[i-1], b[j-1]))
			}
		}
	}
	reach := make([]int, len(b)+1)
	i, j := len(a), len(b)
	reach[j] = i
	for i > 0 && j > 0 {
		switch cost[i][j] {
		case cost[i-1][j-1] + differ(a[i-1], b[j-1]):
			i, j = i-1, j-1
			reach[j] = i
		case cost[i-1][j] + 1:
			i--
		default:
			j--
			reach[j] = i
		}
	}
	return reach
}

func differ(a, b rune) int {
	if a == b {
		return 0
	}
	return 1
}
