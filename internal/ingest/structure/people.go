package structure

import (
	"regexp"
	"strings"

	"recto/internal/corpus"
	"recto/internal/language"
	"recto/internal/language/names"
)

// station is what a row between title and text may be.
type station int

const (
	nameRow  station = iota // names alone
	ledRow                  // a name, and after it an institution
	placeRow                // institutions, addresses
	bodyRow                 // no more of people
	stations
)

const (
	peopleRows = 200  // so many rows of people at most
	never      = -1e9 // the score of what cannot be
)

// markPeople marks authors and affiliations and returns the row after them. It
// takes the likeliest sequence of stations (Viterbi 1967): every row is weighed
// by its own wording and type, and by what the row before it is.
func (v *volume) markPeople(rows []row, from int) int {
	h := head{v: v, rows: notFootnotes(rows, from)}
	last := 0
	for k, s := range h.likeliest() {
		if s == bodyRow {
			break
		}
		i := h.rows[k].at
		rows[i].kind = corpus.AuthorBlock
		if s == placeRow && !(k > 0 && h.path[k-1] == ledRow && h.continues(k)) {
			rows[i].kind = corpus.AffiliationBlock
		} else if s == placeRow {
			h.path[k] = ledRow // the rest of an author's institution
		}
		rows[i].start = k == 0 || h.begins(k)
		last = i + 1 - from
	}
	return from + last
}

// headRow is a row and its place among all.
type headRow struct {
	row
	at int
}

func notFootnotes(rows []row, from int) []headRow {
	var out []headRow
	for i := from; i < len(rows) && i < from+peopleRows; i++ {
		if !rows[i].line.Role.Note() {
			out = append(out, headRow{rows[i], i})
		}
	}
	return out
}

// head is the rows below a title.
type head struct {
	v    *volume
	rows []headRow
	path []station
}

// likeliest is the best sequence of stations for the rows.
func (h *head) likeliest() []station {
	var back [][stations]station
	score := [stations]float64{0, 0, -1, 0}
	for k := range h.rows {
		own := h.weigh(k)
		var next [stations]float64
		var from [stations]station
		for s := range stations {
			next[s] = never
			for p := range stations {
				t := 0.0
				if k > 0 {
					t = h.step(k, p, s)
				} else if p != s {
					t = never
				}
				if x := score[p] + t + own[s]; x > next[s] {
					next[s], from[s] = x, p
				}
			}
		}
		back, score = append(back, from), next
		if score[bodyRow] > score[nameRow]+12 && score[bodyRow] > score[ledRow]+12 && score[bodyRow] > score[placeRow]+12 {
			break // nothing of people can come any more
		}
	}
	h.path = make([]station, len(back))
	best := bodyRow
	for s := range stations {
		if score[s] > score[best] {
			best = s
		}
	}
	for k := len(back) - 1; k >= 0; k-- {
		h.path[k] = best
		best = back[k][best]
	}
	return h.path
}

var (
	markedName  = regexp.MustCompile(`\pL[.’']?\s?[*†‡∗¹²³⁴⁵⁶⁷⁸⁹\d]+(?:\s?,|\s*$|\s+and\b)`)
	markedPlace = regexp.MustCompile(`^[*†‡§¶∗]?(?:\d{1,2}|[*†‡§¶∗¹²³⁴⁵⁶⁷⁸⁹])\.?\s?\p{Lu}`)
	lastMark    = regexp.MustCompile(`\pL.?\s(?:\d{1,2}|[*†‡])$`)
	address     = regexp.MustCompile(`(?i)\S@\S|https?://|^(?:corresponding author|e-?mail|orcid|correspondence)\b`)
)

// weigh gives the log-odds of each station against running text, by the row itself.
func (h *head) weigh(k int) [stations]float64 {
	r := h.rows[k].row
	if h.closes(k) {
		return [stations]float64{never, never, never, 0}
	}
	return [stations]float64{h.asNames(r), h.asLed(r), h.asPlace(r), 0}
}

// closes reports whether names end before a row because a heading stands there
// or running text begins.
func (h *head) closes(k int) bool {
	if p := prosy(h.rows[k].row); p > 4 || p > 2 && k+1 < len(h.rows) && prosy(h.rows[k+1].row) > 2 {
		return true
	}
	i := h.rows[k].at
	prev := corpus.BlockKind("")
	all := make([]row, 0, 2)
	if k > 0 {
		prev = corpus.AuthorBlock
		all = append(all, h.rows[k-1].row)
	}
	all = append(all, h.rows[k].row)
	return headingLike(h.rows[k].row, prev, all, len(all)-1) || i > 0 && k > 0 && h.rows[k].top && !h.v.peopled(h.rows[k].row)
}

func (h *head) asNames(r row) float64 {
	s := [3]float64{-2.5, 1.3, 2.6}[h.v.judge.Score(r.text)]
	if s < 0 && len(r.words) <= 12 && capitals(r.words) >= 0.8 && !endsSentence(r.text) {
		s += 1.2
	}
	if names.Institutional(r.text) {
		s -= 2.5
	}
	if address.MatchString(r.text) {
		s -= 1.5
	}
	if markedPlace.MatchString(r.text) {
		s -= 4
	}
	if markedName.MatchString(r.text) && capitals(r.words) > 0.6 {
		s++
	}
	return s - prosy(r)
}

func (h *head) asLed(r row) float64 {
	if markedPlace.MatchString(r.text) {
		return -5
	}
	if _, place, ok := h.v.judge.Led(r.text); ok {
		return pick(names.Institutional(place), 4, 1.5)
	}
	name, place, ok := strings.Cut(r.text, ",")
	shaped, _ := h.v.judge.Shaped(name)
	if ok && shaped && len(strings.Fields(place)) > 0 && capitals(strings.Fields(place)) > 0.5 && h.v.judge.Score(r.text) < 2 {
		return 0.5
	}
	return -5
}

func (h *head) asPlace(r row) float64 {
	if _, place, led := h.v.judge.Led(r.text); led && names.Institutional(place) && !markedPlace.MatchString(r.text) {
		return -3
	}
	s := -1.5
	share := capitals(r.words)
	switch {
	case names.Affiliated(r.text):
		s = 2.5
	case names.Institutional(r.text) && share >= 0.5:
		s = 1.5
	case strings.Contains(r.text, ",") && share >= 0.6 && len(r.words) <= 14:
		s = 0.3
	}
	if names.Located(r.text) {
		s += 1.5
	}
	if address.MatchString(r.text) {
		s += 3
	}
	if markedPlace.MatchString(r.text) {
		s += 1.2
	}
	return s - prosy(r)
}

var telling = set("is are was were be been has have had will can may this that these those we our they their which who how when to by with as it")

// prosy weighs how much a row reads like running text: few capitals, and words
// that no name and no address has.
func prosy(r row) float64 {
	s := 0.0
	if len(r.words) >= 6 && capitals(r.words) < 0.5 || len(r.words) >= 3 && capitals(r.words) < 0.34 {
		s = 3
	}
	for _, w := range r.words {
		if telling[strings.Trim(w, ",.;:")] {
			s += 1.5
		}
	}
	return s
}

// step weighs station s of row k after station p of the row before.
func (h *head) step(k int, p, s station) float64 {
	if p == bodyRow || s == bodyRow {
		if s != bodyRow {
			return never
		}
		return 0
	}
	before, r := h.rows[k-1].row, h.rows[k].row
	if p == placeRow && lastMark.MatchString(before.text) {
		return pick(s == placeRow, 2, -2) // a mark at the end of a row belongs to what follows
	}
	open := unfinished(before.text)
	same := alike(before.line, r.line)
	switch {
	case p == nameRow && s == nameRow:
		return pick(open || strings.HasPrefix(r.text, "and "), 1.5, pick(h.closedList(k), -2, pick(len(r.words) <= 3, 1, 0))) + same
	case p == nameRow && s == ledRow:
		return -4
	case p == nameRow && s == placeRow:
		return pick(open && len(r.words) < 4, -1.5, 0) - same
	case p == ledRow && s == nameRow:
		return -3
	case p == ledRow && s == placeRow:
		return pick(h.continues(k), 1, -0.5)
	case p == placeRow && s == nameRow:
		return -1.5 - same
	case p == placeRow && s == placeRow:
		return pick(h.continues(k), 1.8, 0.2)
	}
	return 0
}

func pick(yes bool, a, b float64) float64 {
	if yes {
		return a
	}
	return b
}

// unfinished reports whether a row ends where a list or a phrase goes on.
func unfinished(text string) bool {
	text = strings.TrimRight(text, " 0123456789*†‡")
	for _, end := range []string{",", ";", "&", " and", " of", " for", " the", " de", " in", "-"} {
		if strings.HasSuffix(text, end) {
			return true
		}
	}
	return false
}

// continues reports whether row k goes on with the institution of the row before.
func (h *head) continues(k int) bool {
	before, r := h.rows[k-1].row, h.rows[k].row
	if markedPlace.MatchString(r.text) {
		return false
	}
	return unfinished(before.text) || small(r.text) || len(r.words) <= 3 && !names.Institutional(r.text) || names.Place(r.text) || !before.line.Short && !r.line.Space && h.v.judge.Score(r.text) == 0
}

// closedList reports whether the names before row k had their last, after "and".
func (h *head) closedList(k int) bool {
	text := " " + strings.ReplaceAll(h.rows[k-1].text, " & ", " and ")
	at := strings.LastIndex(text, " and ")
	if at < 0 {
		return false
	}
	ok, _ := h.v.judge.Shaped(text[at+len(" and "):])
	return ok
}

// alike weighs whether two lines are set in the same size and face.
func alike(a, b corpus.Line) float64 {
	if a.Size == 0 || b.Size == 0 {
		return 0
	}
	s := 0.0
	if near2(a.Size, b.Size) {
		s = 0.4
	} else if b.Size < a.Size*0.93 {
		s = -1
	}
	if a.Face != b.Face {
		s -= 0.5
	}
	return s
}

// begins reports whether row k begins a block of its own after row k-1.
func (h *head) begins(k int) bool {
	p, s := h.path[k-1], h.path[k]
	switch {
	case p != s:
		return true
	case s == ledRow:
		_, _, led := h.v.judge.Led(h.rows[k].text)
		return led && !unfinished(h.rows[k-1].text)
	case s == placeRow:
		return !h.continues(k)
	}
	return false
}

// peopled reports whether a row holds names or institutions.
func (v *volume) peopled(r row) bool {
	_, _, led := v.judge.Led(r.text)
	return led || v.judge.Score(r.text) > 0 || names.Affiliated(r.text)
}

// headingLike reports whether a row below the title ends the names.
func headingLike(r row, prev corpus.BlockKind, rows []row, i int) bool {
	label, rest := sectionNumber(r.text)
	if abstractHead.MatchString(r.text) && len(r.words) < 3 || commonHeadings[language.Plain(rest)] || keywordsHead.MatchString(r.text) {
		return true
	}
	if label != "" && prev != "" && len(label) < 4 && strings.ContainsAny(label, "123456789") && !placed(r) {
		return true
	}
	return prev != "" && i > 0 && r.line.Space && !r.top && rows[i-1].line.Size > 0 && r.line.Size > rows[i-1].line.Size*1.08 && r.line.Size > 1.12
}

// placed reports whether a numbered row is an institution, as marks number them.
func placed(r row) bool {
	return names.Institutional(r.text) || names.Located(r.text) || r.line.Size > 0 && r.line.Size < 0.98
}
