package correct

import (
	"math"

	"recto/internal/cores"
)

// usual is how often damage of each kind is met, as a share of the words.
var usual = [harmCount]float64{letterHarm: .03, blankHarm: .01, signHarm: .01, hyphenHarm: .01, speckHarm: .01}

// levels are how much oftener than usual a document has damage of each kind, ln.
type levels [harmCount]float64

// Bounds of what is read to learn how damaged a document is.
const (
	gauged = 96 // stretches
	trust  = 15 // words that the usual share counts as much as
	rounds = 3
)

// gauge estimates how damaged the document is: it reads some stretches, all of
// a short document, and finds the shares of damage under which they are
// likeliest; expectation maximisation over the kinds of damage. It gives the
// stretches read, by where they begin.
func (e *engine) gauge() map[int]*lattice {
	bounds := e.stretches()
	chosen := make([][2]int, min(gauged, len(bounds)))
	for k := range chosen {
		chosen[k] = bounds[k*len(bounds)/len(chosen)]
	}
	sample := e.readAll(chosen)
	e.fit(sample)
	if e.adapt(sample) {
		sample = e.readAll(chosen)
		e.fit(sample)
	}
	read := map[int]*lattice{}
	for _, l := range sample {
		read[l.from] = l
	}
	return read
}

// readAll reads stretches, given by their bounds.
func (e *engine) readAll(bounds [][2]int) []*lattice {
	read := make([]*lattice, len(bounds))
	cores.Share(len(bounds), func() func(int) {
		own := e.fork()
		return func(k int) {
			read[k] = own.read(bounds[k][0], bounds[k][1])
			read[k].e = e
		}
	})
	return read
}

func (e *engine) stretches() (bounds [][2]int) {
	for from := 0; from < len(e.units); {
		end := e.stretchEnd(from)
		bounds = append(bounds, [2]int{from, end})
		from = end
	}
	return bounds
}

// fit sets the levels from stretches that were read.
func (e *engine) fit(sample []*lattice) {
	e.levels = levels{}
	for range rounds {
		var found [harmCount]float64
		words := 0.
		passed := make([]bool, len(sample))
		cores.Share(len(sample), func() func(int) {
			return func(k int) {
				sample[k].weigh()
				if passed[k] = sample[k].pass(nil); passed[k] {
					sample[k].surround()
				}
			}
		})
		for k, l := range sample {
			if passed[k] {
				words += float64(len(l.places) - 1)
				l.damages(&found)
			}
		}
		for k := letterHarm; k < harmCount; k++ {
			share := (found[k] + trust*usual[k]) / (words + trust)
			e.levels[k] = min(max(math.Log(share/usual[k]), -3), 3)
		}
	}
	e.explain(sample)
}

// damages adds up the expected damage.
func (l *lattice) damages(sum *[harmCount]float64) {
	for p := range l.places {
		for n := range l.places[p].options {
			if o := &l.places[p].options[n]; o.harm != unharmed {
				sum[o.harm] += o.posterior * o.harms
			}
		}
	}
}

// weigh sets what the options owe to the state of the document.
func (l *lattice) weigh() {
	for p := range len(l.places) - 1 {
		l.weighPlace(p)
	}
}

func (l *lattice) weighPlace(p int) {
	e := l.e
	seen := e.look(l.from + p)
	base := e.network.base(&seen)
	for n := range l.places[p].options {
		o := &l.places[p].options[n]
		o.prior = e.network.score(&base, o.features)
		if o.harm != unharmed {
			o.prior += o.harms * e.levels[o.harm] * e.weights[harmFeature(o.harm)]
		}
	}
}

// harmFeature is the feature of a kind of damage.
func harmFeature(h harm) int { return fHarmLetters + int(h) - 1 }
