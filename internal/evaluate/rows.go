package evaluate

import "strings"

// Row is a text as the OCR has it with its correction by hand, and that of another program if any.
type Row struct {
	ID      string `json:"id"`
	OCR     string `json:"ocr"`
	Gold    string `json:"gold"`
	Peer    string `json:"peer"`
	Aligned string `json:"gold_aligned"` // "#" where the correction has nothing for a stretch of the OCR
}

// ReadRows reads a file of rows.
func ReadRows(path string) ([]Row, error) { return readRows[Row](path) }

// longest is the length in letters beyond which a correction is no row but a book.
const longest = 60000

// Fit reports whether a row can be judged: it has a correction of sensible
// length, of which no more than a hundredth is missing.
func (r Row) Fit() bool {
	n := runes(folded(r.Gold))
	return n > 0 && max(n, runes(r.OCR)/2) <= longest && 100*strings.Count(r.Aligned, "#") <= n
}

// Rates are edits per letter and per word over all rows together.
type Rates struct {
	CER float64 `json:"cer"`
	WER float64 `json:"wer"`
}

// RowScores is how well texts were corrected.
type RowScores struct {
	Rows      int    `json:"rows"`
	Letters   int    `json:"letters"` // of the gold
	Words     int    `json:"words"`
	Raw       Rates  `json:"raw"`
	Peer      *Rates `json:"peer,omitempty"` // nil if the rows have none
	Corrected Rates  `json:"corrected"`
	Repair    Share  `json:"repair"` // of the words wrong in the OCR, those mended
	Harm      Share  `json:"harm"`   // of the words right in the OCR, those broken
}

// tally sums the edits of one text against its gold.
type tally struct{ letters, words int }

func (t *tally) add(text, gold string) {
	t.letters += distance([]rune(text), []rune(gold))
	t.words += distance(strings.Fields(text), strings.Fields(gold))
}

func (t tally) rates(c RowScores) Rates {
	return Rates{CER: part(t.letters, c.Letters), WER: part(t.words, c.Words)}
}

// RowMeter measures corrections row by row.
type RowMeter struct {
	counts               RowScores
	raw, peer, corrected tally
	peered               bool
}

// Add measures one row and its correction; rows that cannot be judged are passed over.
func (m *RowMeter) Add(r Row, corrected string) {
	if !r.Fit() {
		return
	}
	gold, ocr, mine := folded(r.Gold), folded(r.OCR), folded(corrected)
	m.counts.Rows++
	m.counts.Letters += runes(gold)
	m.counts.Words += len(strings.Fields(gold))
	m.raw.add(ocr, gold)
	m.corrected.add(mine, gold)
	if r.Peer != "" {
		m.peered = true
		m.peer.add(folded(r.Peer), gold)
	}
	before, after := rightWords(ocr, gold), rightWords(mine, gold)
	for i, right := range before {
		if right {
			m.counts.Harm.count(!after[i])
			continue
		}
		m.counts.Repair.count(after[i])
	}
}

// Result is the measure of all rows so far.
func (m *RowMeter) Result() RowScores {
	c := m.counts
	c.Raw, c.Corrected = m.raw.rates(c), m.corrected.rates(c)
	if m.peered {
		peer := m.peer.rates(c)
		c.Peer = &peer
	}
	return c
}

// rightWords says of each word of the gold whether it stands right in the text,
// by an alignment of fewest edits, between common cut points if it is long.
func rightWords(text, gold string) []bool {
	a, b := strings.Fields(text), strings.Fields(gold)
	right := make([]bool, len(b))
	from := anchor{}
	for _, to := range cutPoints(a, b) {
		x, y := intern(a[from.a:to.a], b[from.b:to.b])
		for _, j := range kept(x, y) {
			right[from.b+j] = true
		}
		from = to
	}
	return right
}
