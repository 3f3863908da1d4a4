package meet

import (
	"math"

	"recto/internal/descent"
)

// hide is the share of the words near a cut that a step does not show.
const hide = .1

// show puts a line in a row of a side: near is its words from the cut on.
func (l *learner) show(s *learningSide, row int, line, near Line) {
	in := s.in[row*inputs:][:inputs]
	clear(in)
	s.near[row] = near
	s.lines[row] = line[:min(longest, len(line))]
	told := l.told(s.lines[row])
	for _, t := range s.lines[row] {
		addScaled(in[:dim], l.telling[t.word]/told, l.vectors.Rows[t.word])
	}
	var out uint32
	for k, t := range near {
		if l.random.Float64() < hide {
			out |= 1 << k
			continue
		}
		addScaled(in[(1+k)*dim:][:dim], 1/(1-hide), l.vectors.Rows[t.word])
	}
	s.hidden[row] = out
}

// scatter adds the slopes of what the rows of a side hold to those of their words.
func (l *learner) scatter(s *learningSide) {
	var g [dim]float32
	for row, near := range s.near {
		in := s.inSlopes[row*inputs:][:inputs]
		told := l.told(s.lines[row])
		for _, t := range s.lines[row] {
			share := l.telling[t.word] / told
			for d := range g {
				g[d] = share * in[d]
			}
			l.vectors.Add(int(t.word), g[:])
		}
		for k, t := range near {
			if s.hidden[row]&(1<<k) != 0 {
				continue
			}
			for d := range g {
				g[d] = in[(1+k)*dim+d] / (1 - hide)
			}
			l.vectors.Add(int(t.word), g[:])
		}
	}
}

// told is how much the words of a line tell of what it speaks of, all together.
func (l *learner) told(line Line) float32 {
	sum := float32(0)
	for _, t := range line {
		sum += l.telling[t.word]
	}
	return max(sum, leastTelling)
}

// compare takes a block's lines all with one another, and gives the loss and its slopes.
func (l *learner) compare(b int) float64 {
	from, to := b*block*width, (b+1)*block*width
	ends, heads := l.ends.vectors[from:to], l.heads.vectors[from:to]
	clear(l.scores)
	descent.Multiply(descent.AsIs, descent.Flipped, block, block, width, ends, heads, l.scores)
	l.seeEven()
	clear(l.slopes)
	loss := 0.
	for i := range block {
		loss += l.choose(i, i*block, 1) + l.choose(i, i, block)
	}
	descent.Multiply(descent.AsIs, descent.AsIs, block, width, block, l.slopes, heads, l.ends.vectorSlopes[from:to])
	descent.Multiply(descent.Flipped, descent.AsIs, block, width, block, l.slopes, ends, l.heads.vectorSlopes[from:to])
	return loss / 2
}

// seeEven keeps the mean of how much likelier than by chance lines are together
// that are not, which the scores leave open but for a constant.
func (l *learner) seeEven() {
	const slowly = .001
	sum := 0.
	for i := range block {
		for j := range block {
			if i != j {
				sum += math.Exp(float64(l.scores[i*block+j]))
			}
		}
	}
	l.even += slowly * (sum/(block*(block-1)) - l.even)
}

// choose gives -ln of the share of the right one of some scores, which stand so
// far apart, and adds the slopes of it.
func (l *learner) choose(right, from, apart int) float64 {
	top := float32(math.Inf(-1))
	for k := range block {
		top = max(top, l.scores[from+k*apart])
	}
	var p [block]float64
	sum := 0.
	for k := range p {
		p[k] = math.Exp(float64(l.scores[from+k*apart] - top))
		sum += p[k]
	}
	for k := range p {
		l.slopes[from+k*apart] += float32(p[k] / sum / (2 * rows))
	}
	l.slopes[from+right*apart] -= 1. / (2 * rows)
	return -math.Log(p[right]/sum + 1e-12)
}

func addScaled(to []float32, by float32, v []float32) {
	for d, x := range v {
		to[d] += by * x
	}
}
