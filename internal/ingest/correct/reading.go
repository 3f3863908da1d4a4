package correct

import (
	"math"
	"slices"
	"strings"

	"recto/internal/cores"
	"recto/internal/corpus"
)

// reading is the option chosen for the units from up to, not including, to.
type reading struct {
	from, to int
	*option
	confidence   float64
	alternatives []corpus.Alternative
}

// Lengths of the stretches that are decided at once, in units.
const (
	stretch    = 60
	maxStretch = 300
)

// The least posteriors with which a change is made where the only other reading
// is to leave the word as it stands. A short text tells too little of its state
// for an even chance to suffice, because a wrong change costs a reader more than
// an error left to be seen. More is asked for what may be a name or a writer's
// own punctuation, and for what leaves something out, which nobody sees.
const (
	sure           = .5  // in a long document
	sureShort      = .58 // in a text of a few words
	sureOfSign     = .62
	sureOfName     = .62
	sureOfLoss     = .8
	sureOfBlank    = .25 // of a blank beside a sign, put there or taken out: nothing is lost by it
	sureOfHyphen   = .4  // of a hyphen read as the blank between common words: no letter is lost by it
	sureOfUnclosed = .2  // of a mark that opens a quotation which nothing closes
	sureOfTorn     = .35 // of a word with signs or capitals in it as no print has them
	others         = .25 // how much a wrong change of a word that is wrong already weighs against one of a right word
)

// decide reads all units, a stretch by itself.
func (e *engine) decide() []reading {
	read, bounds := e.gauge(), e.stretches()
	decided := make([][]reading, len(bounds))
	cores.Share(len(bounds), func() func(int) {
		own := e.fork()
		return func(k int) {
			l, ok := read[bounds[k][0]]
			if !ok {
				l = own.read(bounds[k][0], bounds[k][1])
			}
			l.e = own
			l.weigh()
			l.pass(nil)
			if l.surround() {
				l.pass(nil)
			}
			decided[k] = l.choose(nil)
		}
	})
	return slices.Concat(decided...)
}

// stretchEnd finds a place to cut, at the end of a sentence where there is one.
func (e *engine) stretchEnd(from int) int {
	for i := from; i < len(e.units); i++ {
		u := &e.units[i]
		if u.cut || i-from >= stretch && u.ending && !u.eol || i-from >= maxStretch && u.sep == "" {
			return i + 1
		}
		if i-from >= 2*maxStretch {
			return i + 1
		}
	}
	return len(e.units)
}

// choose appends the best reading, with changes that are not sure undone.
func (l *lattice) choose(readings []reading) []reading {
	places, options := l.best()
	for k := len(places) - 1; k >= 0; k-- {
		from := places[k] + l.from
		var next *option
		if k > 0 {
			next = options[k-1]
		}
		o := l.drawn(from, l.found(from, options[k]), next)
		if !o.identity && !l.worthwhile(from, o) && l.e.units[from].verdict.rule == "" {
			for i := from; i < o.to; i++ {
				readings = append(readings, l.reading(i, &l.places[i-l.from].options[0]))
			}
			continue
		}
		readings = append(readings, l.reading(from, o))
		if o.to > options[k].to {
			k-- // the sign was drawn to the word after
		}
	}
	return readings
}

// found is the reading of a word that is likeliest lost or left as it stands: the
// likeliest other word where that is worthwhile, since words that differ in
// capitals alone share what speaks for them.
func (l *lattice) found(from int, o *option) *option {
	options := l.places[from-l.from].options
	const beyondDoubt = .8 // what is left then is worthwhile nowhere
	if o.rule != ruleLost && !(o.identity && l.e.units[from].kind == wordKind) || options[0].posterior > beyondDoubt {
		return o
	}
	best := &options[0]
	for n := range options {
		other := &options[n]
		if (other.rule == ruleConfusion || l.e.unclosed(from, other)) && other.to == from+1 && (best.identity || other.posterior > best.posterior) && l.worthwhile(from, other) {
			best = other
		}
	}
	return best
}

// parted reports a hyphen between two common words that is read as a blank.
func parted(o *option) bool {
	return slices.ContainsFunc(o.features, func(f feature) bool { return f.index == fHyphenBlankCommon })
}

// mass is how likely a change is, whatever its capitals.
func (l *lattice) mass(from int, o *option) float64 {
	sum := 0.
	options := l.places[from-l.from].options
	for n := range options {
		if p := &options[n]; p == o || p.to == o.to && p.rule == o.rule && !p.identity && strings.EqualFold(p.text, o.text) {
			sum += p.posterior
		}
	}
	return sum
}

// drawn is the reading of a sign that stands alone as drawn to the word before, or
// to the next as it stands, or of a hyphen as the blank between words, where there
// is one that is worthwhile: even where to leave it is a little likelier, nothing is
// lost by it.
func (l *lattice) drawn(from int, o, next *option) *option {
	if !o.identity {
		return o
	}
	options := l.places[from-l.from].options
	for n := range options {
		drawn := &options[n]
		fits := drawn.to == o.to || next != nil && next.identity && next.to == drawn.to
		if fits && (o.sign && drawn.rule == ruleSpacing || parted(drawn)) && l.worthwhile(from, drawn) {
			return drawn
		}
	}
	return o
}

// worthwhile reports a change that mends more than it harms: it is weighed
// against the word as it stands, and less against yet other readings.
func (l *lattice) worthwhile(from int, o *option) bool {
	if l.e.settled(from, o) {
		return false
	}
	needed := l.needed(from, o)
	kept, right := l.places[from-l.from].options[0].posterior, l.mass(from, o)
	wrong := max(0, 1-kept-right)
	strange := math.Exp(l.e.strange(&l.e.units[from], o, right))
	return right*(1-needed) >= needed*(kept+others*wrong)*strange
}

// needed is the least posterior with which a change is made.
func (l *lattice) needed(from int, o *option) float64 {
	e := l.e
	switch u := &e.units[from]; {
	case o.rule == ruleSpeck:
		return sureOfLoss
	case o.rule == ruleSpacing:
		return sureOfBlank
	case parted(o):
		return sureOfHyphen
	case e.unclosed(from, o):
		return sureOfUnclosed
	case u.torn, oddCase(u.core) && strings.EqualFold(o.mid, u.core):
		return sureOfTorn
	case u.named:
		return sureOfName
	case o.rule == rulePunctuation:
		return sureOfSign
	case o.rule == ruleHyphen && !u.eol && e.compound(u, &e.units[from+1]):
		return sureOfLoss
	}
	return sureShort - (sureShort-sure)*min(1, float64(len(e.units))/longDocument)
}

const maxAlternatives = 4

func (l *lattice) reading(from int, o *option) reading {
	chosen := *o
	chosen.features = nil // a reading outlives its lattice, which is large
	r := reading{from: from, to: o.to, option: &chosen, confidence: min(1, o.posterior)}
	if !o.identity {
		r.confidence = calibrated(r.confidence)
	}
	if v := l.e.units[from].verdict; v.rule != "" {
		r.confidence = v.sure
		return r
	}
	if r.confidence > doubt && o.identity {
		return r
	}
	for n := range l.places[from-l.from].options {
		other := &l.places[from-l.from].options[n]
		if other == o || other.text == o.text || other.posterior < .02 {
			continue
		}
		text := other.text
		for i := other.to; i < o.to; i++ {
			text += l.e.blankBefore(i) + l.e.units[i].raw()
		}
		if other.to > o.to || slices.ContainsFunc(r.alternatives, func(a corpus.Alternative) bool { return a.Text == text }) {
			continue
		}
		r.alternatives = append(r.alternatives, corpus.Alternative{Text: text, Confidence: round(other.posterior)})
	}
	slices.SortStableFunc(r.alternatives, func(a, b corpus.Alternative) int {
		switch {
		case a.Confidence > b.Confidence:
			return -1
		case a.Confidence < b.Confidence:
			return 1
		}
		return strings.Compare(a.Text, b.Text)
	})
	r.alternatives = r.alternatives[:min(maxAlternatives, len(r.alternatives))]
	return r
}

func (e *engine) blankBefore(i int) string {
	if e.units[i].glued {
		return ""
	}
	return " "
}

// doubt is the confidence below which a word left alone is marked.
const doubt = .8

// round keeps editions small and equal.
func round(p float64) float64 {
	return float64(int(min(max(p, 0), 1)*1000+.5)) / 1000
}

// calibrated turns the posterior of a change into the share of such changes
// that were right, sign for sign, on texts that no weight was learned from.
func calibrated(p float64) float64 {
	const slope, offset = .7, -.2
	p = min(max(p, 1e-6), 1-1e-6)
	return 1 / (1 + math.Exp(-slope*logit(p)-offset))
}
