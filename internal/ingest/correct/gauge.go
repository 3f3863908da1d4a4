package correct

import "math"

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
	read := map[int]*lattice{}
	var sample []*lattice
	for k := range min(gauged, len(bounds)) {
		b := bounds[k*len(bounds)/min(gauged, len(bounds))]
		l := e.read(b[0], b[1])
		read[b[0]] = l
		sample = append(sample, l)
	}
	e.fit(sample)
	if !e.adapt(sample) {
		return read
	}
	for k, l := range sample {
		sample[k] = e.read(l.from, l.from+len(l.places)-1)
		read[l.from] = sample[k]
	}
	e.fit(sample)
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
		for _, l := range sample {
			l.weigh()
			if !l.pass(nil) {
				continue
			}
			words += float64(len(l.places) - 1)
			l.damages(&found)
		}
		for k := letterHarm; k < harmCount; k++ {
			share := (found[k] + trust*usual[k]) / (words + trust)
			e.levels[k] = min(max(math.Log(share/usual[k]), -3), 3)
		}
	}
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
	e := l.e
	for p := range len(l.places) - 1 {
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
}

// harmFeature is the feature of a kind of damage.
func harmFeature(h harm) int { return fHarmLetters + int(h) - 1 }
