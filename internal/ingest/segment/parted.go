package segment

import (
	"math"

	"recto/internal/corpus"
	"recto/internal/ingest/streams"
)

// surely is the logarithm of the odds of what is certain.
const surely = 12

// parted is the chance that each of the rows is of the second of two pages whose
// lines are woven. Lean is the logarithm of the odds that it is by itself.
func parted(rows []row, lean []float64) []float64 {
	lines, place := streams.Of(linesOf(rows))
	for t, k := range place {
		lines[t].Second = 1 / (1 + math.Exp(-max(-surely, min(surely, lean[k]))))
	}
	out := make([]float64, len(rows))
	for t, chance := range streams.Second(lines) {
		out[place[t]] = chance
	}
	return out
}

func linesOf(rows []row) []corpus.Line {
	lines := make([]corpus.Line, len(rows))
	for k, r := range rows {
		lines[k] = r.line
	}
	return lines
}
