package evaluate

import "strings"

// Scores are the measures of a volume against its truth. All but CER, WER and
// their kin, ReferenceCount and RunningHeads lie between 0 and 1; a nil measure
// does not apply to the volume.
type Scores struct {
	CER     float64 `json:"cer"` // edits per letter of the whole reading text in order, can pass 1
	WER     float64 `json:"wer"`
	BodyCER float64 `json:"body_cer"` // without titles, authors and references
	BodyWER float64 `json:"body_wer"`
	SoftWER float64 `json:"wer_soft"` // case and punctuation ignored

	Bag         F1      `json:"bow"`    // of words, order ignored
	Loss        float64 `json:"loss"`   // true words, with footnotes, that are not in the output
	Debris      float64 `json:"debris"` // words of the output that are not in the truth
	Alien       float64 `json:"alien"`  // words of the output that occur nowhere in the truth
	TokensTruth int     `json:"tokens_truth"`
	TokensOut   int     `json:"tokens_out"`

	Anchors  float64 `json:"order_anchors"`   // part of the true runs of three words that Tau rests on
	Tau      float64 `json:"order_tau"`       // Kendall's, over runs of three words that occur once in both
	LocalTau float64 `json:"order_tau_local"` // the same over pairs no more than 150 words apart
	Bigrams  float64 `json:"bigrams_kept"`
	Chunks   float64 `json:"chunk_order"` // runs of twelve words that the right next run follows

	Boundaries     F1       `json:"paper_boundary"` // paper starts, within 60 words
	TitleExact     float64  `json:"title_exact"`
	Title          float64  `json:"title_fuzzy"` // mean similarity
	Authors        F1       `json:"authors"`
	Headings       F1       `json:"headings"`
	References     F1       `json:"references"`
	ReferenceCER   *float64 `json:"ref_cer"`
	ReferenceCount float64  `json:"ref_count_ratio"` // entries in the output per true entry
	Abstract       *float64 `json:"abstract_sim"`
	Paragraphs     F1       `json:"paragraphs"` // paragraph starts, within 3 words
	RunningHeads   *float64 `json:"rh_leak"`    // left in the text, per running head printed
	Provenance     *float64 `json:"provenance"` // paragraphs of the output whose folio or scan is right
}

// F1 is precision and recall of a set, and their harmonic mean.
type F1 struct {
	Precision float64 `json:"p"`
	Recall    float64 `json:"r"`
	F1        float64 `json:"f1"`
	Out       int     `json:"n_out"`
	Truth     int     `json:"n_truth"`
}

func newF1(hits, out, truth int) F1 {
	f := F1{Precision: rate(hits, out, truth), Recall: rate(hits, truth, out), Out: out, Truth: truth}
	if sum := f.Precision + f.Recall; sum > 0 {
		f.F1 = 2 * f.Precision * f.Recall / sum
	}
	return f
}

// rate is hits of n; of nothing, it is 1 if there was nothing on the other side either.
func rate(hits, n, other int) float64 {
	switch {
	case n > 0:
		return float64(hits) / float64(n)
	case other > 0:
		return 0
	}
	return 1
}

// part is a/b, or 0 of nothing.
func part(a, b int) float64 { return float64(a) / float64(max(1, b)) }

// Volume measures a volume against its truth.
func Volume(truth Truth, out Neutral) Scores {
	t, o := flatten(truth.Papers), flatten(out.Papers)
	var s Scores
	s.distances(t, o)
	s.bags(t, o)
	once := matched(t, o)
	s.order(t, o, once)
	s.papers(t, o, once)
	s.paragraphs(t, o, once)
	s.RunningHeads = runningHeads(truth.Pages, t.words, o.words)
	return s
}

func (s *Scores) distances(t, o *flat) {
	c, w := textDistance(t.text, o.text)
	s.CER, s.WER = part(c, runes(t.text)), part(w, len(strings.Fields(t.text)))
	c, w = textDistance(t.body, o.body)
	s.BodyCER, s.BodyWER = part(c, runes(t.body)), part(w, len(strings.Fields(t.body)))
	s.SoftWER = part(distance(t.words, o.words), len(t.words))
}

func (s *Scores) bags(t, o *flat) {
	truth, out := bagOf(t.words), bagOf(o.words)
	s.Bag = newF1(truth.shared(out), len(o.words), len(t.words))
	for _, p := range t.papers {
		truth.add(p.notes...)
	}
	for _, p := range o.papers {
		out.add(p.notes...)
	}
	s.TokensTruth, s.TokensOut = truth.size(), out.size()
	s.Loss = lack(out.shared(truth), s.TokensTruth)
	for _, p := range t.papers {
		for _, a := range p.Authors {
			for _, f := range a.Affiliations {
				truth.add(words(f)...)
			}
		}
	}
	s.Debris = lack(out.shared(truth), s.TokensOut)
	alien := 0
	for w, n := range out {
		if truth[w] == 0 {
			alien += n
		}
	}
	s.Alien = part(alien, s.TokensOut)
}

// lack is the part of all that is not among the found.
func lack(found, all int) float64 { return part(all-found, all) }

func runes(s string) int { return len([]rune(s)) }

// runningHeads is how many running heads of three words or more stand in the
// output beyond those that the truth has as text, per running head printed.
func runningHeads(pages []PrintedPage, truth, out []string) *float64 {
	heads := bag{}
	for _, p := range pages {
		if ws := words(p.RunningHead); len(ws) >= 3 {
			heads.add(" " + strings.Join(ws, " ") + " ")
		}
	}
	if len(heads) == 0 {
		return nil
	}
	t, o := " "+strings.Join(truth, " ")+" ", " "+strings.Join(out, " ")+" "
	left := 0
	for h := range heads {
		left += max(0, strings.Count(o, h)-strings.Count(t, h))
	}
	return some(part(left, heads.size()))
}

func some(v float64) *float64 { return &v }
