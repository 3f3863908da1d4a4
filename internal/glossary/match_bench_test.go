package glossary_test

import (
	"strings"
	"testing"
)

// BenchmarkMatch gives the speed over prose of which a tenth is labels and a
// part is damaged.
func BenchmarkMatch(b *testing.B) {
	g := own(b)
	prose := `The teachers and the social workers who met in these sessions had seldom looked at one another's records
		before, and boundary crossing was a matter of luck. What an activity system takes for granted bec0mes visible when
		sornebody from another agency asks why; the rnediating artefacts were compared, and the division oflabour changed.
		In the second year the partnership board heard of it, although nobody had called it expansive leaming so far.`
	words := strings.Fields(strings.Repeat(prose+"\n", 20))
	for b.Loop() {
		g.Match(words)
	}
	b.ReportMetric(float64(len(words)*b.N)/b.Elapsed().Seconds(), "words/s")
}
