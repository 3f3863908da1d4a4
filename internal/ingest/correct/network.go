package correct

import (
	"math"
	"unicode/utf8"

	"recto/internal/language"
)

// network.go weighs options by more than a sum of reasons: a small network sees
// the reasons together, and with them the word and the state of the document.

// hidden is how many units the network has between its inputs and its answer.
const hidden = 16

// What the network sees of a place besides the reasons of each option.
const (
	seesOne = iota // always 1
	seesLetters
	seesGood
	seesDoubtful
	seesWord
	seesNamed
	seesLineEnd
	seesDirt
	seesOld
	seesLength // of the document
	seesDamage // of each kind, in the order of their features
	sightCount = seesDamage + int(harmCount) - 1
)

// sight is what the network sees of a place.
type sight [sightCount]float32

// Network is the weights of the network: of the features, of what it sees of a
// place, and of its units.
type Network struct {
	Reasons [featureCount][hidden]float32
	Sights  [sightCount][hidden]float32
	Out     [hidden]float32
}

// scales bring the features that are no flags to the size of flags.
var scales = func() (s [featureCount]float32) {
	for i := range s {
		s[i] = 1
	}
	s[fChannel], s[fSign] = .15, .4
	s[fContext], s[fContextOther] = .2, .2
	s[fKeepUnknownLong], s[fLength], s[fSplitEdits], s[fSpeckLong] = .25, .25, .3, .3
	return s
}()

// base is what the units take in from a place, whatever the option.
func (n *Network) base(s *sight) (sum [hidden]float32) {
	for i, x := range s {
		if x == 0 {
			continue
		}
		for h, w := range &n.Sights[i] {
			sum[h] += x * w
		}
	}
	return sum
}

// units are what the units give out for an option, given their base.
func (n *Network) units(base *[hidden]float32, features []feature) (out [hidden]float32) {
	out = *base
	for _, f := range features {
		x := float32(f.value) * scales[f.index]
		for h, w := range &n.Reasons[f.index] {
			out[h] += x * w
		}
	}
	for h, x := range &out {
		out[h] = x / (1 + max(x, -x))
	}
	return out
}

// score is the network's answer for an option.
func (n *Network) score(base *[hidden]float32, features []feature) float64 {
	out := n.units(base, features)
	sum := float32(0)
	for h, x := range &out {
		sum += x * n.Out[h]
	}
	return float64(sum)
}

// longDocument is how many units make a document long: from there on it is known
// well enough.
const longDocument = 400

// look gathers what the network sees of a place.
func (e *engine) look(i int) (s sight) {
	u := &e.units[i]
	s[seesOne] = 1
	s[seesLetters] = float32(min(16, utf8.RuneCountInString(u.core))) / 8
	s[seesGood], s[seesDoubtful] = flag(u.grade == language.Good), flag(u.grade == language.Doubtful)
	s[seesWord], s[seesNamed], s[seesLineEnd] = flag(u.kind == wordKind), flag(u.named), flag(u.eol)
	s[seesDirt] = float32(e.dirt(i))
	s[seesOld] = float32(e.doc.old)
	s[seesLength] = float32(math.Log(float64(min(len(e.units), longDocument)))) / 8
	for k := letterHarm; k < harmCount; k++ {
		s[seesDamage+int(k)-1] = float32(e.levels[k]) / 2
	}
	return s
}

func flag(b bool) float32 {
	if b {
		return 1
	}
	return 0
}
