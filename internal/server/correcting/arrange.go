package correcting

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/ingest/replay"
	"recto/internal/server/page"
)

// arrangePage is where the lines of a scan are put in order.
type arrangePage struct {
	page.Frame
	Volume  corpus.Volume
	Scan    int
	URL     string
	Picture string // address of the page where the first of its printed pages is corrected
	Seen    int64
	Columns []column
	Open    int
	Settled int
	Before  string // address of the scan before that has open joints, and of the one after
	After   string
}

// column is a printed page as fragments: lines that are known to follow each other.
type column struct {
	Name      string
	Fragments []fragment
}

type fragment struct {
	Lines []string
	Joint *joint // at its beginning, if that is in doubt
}

// joint is where it is not known which line a line continues.
type joint struct {
	Line       string // Word.ID of its first word
	Text       string
	Candidates []jointCandidate
	Words      []cutPlace
}

// jointCandidate is a line that the one at the joint may continue.
type jointCandidate struct {
	Line    string // Word.ID of its first word
	Text    string
	Percent int
	Key     int
	weight  float64
}

// cutPlace is a word before which a line can be cut.
type cutPlace struct{ Word, Text string }

func (d *Rooms) arrange(w http.ResponseWriter, r *http.Request) error {
	scan, err := strconv.Atoi(chi.URLParam(r, "scan"))
	if err != nil {
		return page.ErrNoPage
	}
	_, e, err := d.atHand(r.Context(), volumeID(r))
	if err != nil {
		return err
	}
	log, err := d.Library.Corrections(r.Context(), e.Volume.ID, corpus.Accepted)
	if err != nil {
		return err
	}
	pages := arrangedScan(e, scan, accepted(log))
	if len(pages) == 0 {
		return page.ErrNoPage
	}
	p := arrangePage{
		Frame: page.DeskFrame("Arrange scan " + strconv.Itoa(scan) + " of " + e.Volume.Title), Volume: e.Volume, Scan: scan,
		URL: arrangeURL(e.Volume.ID, scan), Picture: leafURL(e.Volume.ID, pages[0].ID),
	}
	if p.Seen, err = d.Library.CorrectionVersion(r.Context(), e.Volume.ID); err != nil {
		return err
	}
	p.addColumns(pages, taken(log))
	p.addProgress(progress(e, log))
	return d.render(w, r, "arrange", &p)
}

// arrangedScan are the printed pages of a scan with their lines in the order that
// people gave them.
func arrangedScan(e *corpus.Edition, scan int, all []corpus.Correction) []corpus.Page {
	near := around(e.Pages, scan)
	near, _, _ = replay.Lines(near, slices.DeleteFunc(slices.Clone(all), func(c corpus.Correction) bool {
		return !aboutLine(c) || c.At.Scan < scan-1 || c.At.Scan > scan+1
	}))
	var pages []corpus.Page
	for _, p := range near {
		if p.Scan == scan {
			pages = append(pages, p)
		}
	}
	return pages
}

func aboutLine(c corpus.Correction) bool {
	return c.Kind == corpus.Follow || c.Kind == corpus.PartLine || c.Kind == corpus.CutLine
}

// taken are the last words of the lines that another was said to follow: they are
// no candidates any more.
func taken(log []corpus.CorrectionEntry) map[string]bool {
	all := map[string]bool{}
	for _, c := range log {
		if c.Kind == corpus.Follow {
			all[c.At.End()] = true
		}
	}
	return all
}

// isOpen reports whether it is in doubt which line a line continues.
func isOpen(l corpus.Line) bool {
	return !l.Role.Forme() && l.Break && (l.Joint > 0 || len(l.Candidates) > 0) && len(l.Words) > 0
}

func openJoints(pages []corpus.Page) (open []corpus.Line) {
	for _, p := range pages {
		for _, l := range p.Lines {
			if isOpen(l) {
				open = append(open, l)
			}
		}
	}
	return open
}

// progress is how far each scan that has doubtful joints is.
func progress(e *corpus.Edition, log []corpus.CorrectionEntry) []scanProgress {
	settled := map[int]int{}
	var scans []int
	for _, c := range log {
		if aboutLine(c.Correction) {
			settled[c.At.Scan]++
			scans = append(scans, c.At.Scan)
		}
	}
	for _, p := range e.Pages {
		if len(openJoints([]corpus.Page{p})) > 0 {
			scans = append(scans, p.Scan)
		}
	}
	slices.Sort(scans)
	var all []scanProgress
	for _, scan := range slices.Compact(scans) {
		open := openJoints(arrangedScan(e, scan, accepted(log)))
		all = append(all, scanProgress{scan, arrangeURL(e.Volume.ID, scan), len(open), settled[scan]})
	}
	return all
}

func (p *arrangePage) addProgress(all []scanProgress) {
	for _, s := range all {
		switch {
		case s.Scan == p.Scan:
			p.Settled = s.Settled
		case s.Open == 0:
		case s.Scan < p.Scan:
			p.Before = s.URL
		case p.After == "":
			p.After = s.URL
		}
	}
}

func (p *arrangePage) addColumns(pages []corpus.Page, taken map[string]bool) {
	lines := map[string]corpus.Line{}
	for _, leaf := range pages {
		for _, l := range leaf.Lines {
			if len(l.Words) > 0 {
				lines[l.Words[0].ID] = l
			}
		}
	}
	var before *corpus.Line
	for _, leaf := range pages {
		c := column{Name: pageName(leaf)}
		for _, l := range leaf.Lines {
			if l.Role.Forme() || len(l.Words) == 0 {
				continue
			}
			if len(c.Fragments) == 0 || l.Break {
				c.Fragments = append(c.Fragments, fragment{})
			}
			f := &c.Fragments[len(c.Fragments)-1]
			if isOpen(l) {
				f.Joint = jointOf(l, before, lines, taken)
				p.Open++
			}
			f.Lines = append(f.Lines, l.Raw())
			before = &l
		}
		p.Columns = append(p.Columns, c)
	}
}

// jointOf ranks the lines that one may continue: the one before it and those that
// layout took into account, but none that is taken.
func jointOf(l corpus.Line, before *corpus.Line, lines map[string]corpus.Line, taken map[string]bool) *joint {
	j := &joint{Line: l.Words[0].ID, Text: l.Raw()}
	sum := 0.0
	add := func(other corpus.Line, weight float64) {
		if last := other.Words[len(other.Words)-1].ID; taken[last] || other.Words[0].ID == j.Line {
			return
		}
		if slices.ContainsFunc(j.Candidates, func(c jointCandidate) bool { return c.Line == other.Words[0].ID }) {
			return
		}
		sum += weight
		j.Candidates = append(j.Candidates, jointCandidate{Line: other.Words[0].ID, Text: other.Raw(), weight: weight})
	}
	if before != nil {
		add(*before, l.Joint)
	}
	for _, c := range l.Candidates {
		if other, ok := lines[c.Line]; ok {
			add(other, c.Probability)
		}
	}
	slices.SortStableFunc(j.Candidates, func(a, b jointCandidate) int { return cmp.Compare(b.weight, a.weight) })
	const most = 8
	j.Candidates = j.Candidates[:min(len(j.Candidates), most)]
	for i := range j.Candidates {
		j.Candidates[i].Key = i + 1
		j.Candidates[i].Percent = int(100 * j.Candidates[i].weight / max(1, sum))
	}
	for _, w := range l.Words[1:] {
		j.Words = append(j.Words, cutPlace{w.ID, w.Raw})
	}
	return j
}

// arranged makes a correction of what was decided about a joint.
func (d *Rooms) arranged(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	version, err := seen(r)
	if err != nil {
		return err
	}
	scan, err := strconv.Atoi(chi.URLParam(r, "scan"))
	if err != nil {
		return page.ErrNoPage
	}
	_, e, err := d.atHand(r.Context(), volumeID(r))
	if err != nil {
		return err
	}
	log, err := d.Library.Corrections(r.Context(), e.Volume.ID, corpus.Accepted)
	if err != nil {
		return err
	}
	pages := arrangedScan(e, scan, accepted(log))
	c, ok := lineCorrection(r, pages)
	if !ok {
		return errTorn
	}
	added, err := d.add(r, version, e.Volume.ID, edit{changes: []corpus.Correction{c}}, nil)
	if err != nil {
		return d.contested(w, r, err, arrangeURL(e.Volume.ID, scan))
	}
	return see(w, r, arrangeURL(e.Volume.ID, scan)+savedQuery(added)+"#"+nextJoint(pages, r.PostForm.Get("line")))
}

// nextJoint is the anchor of the open joint after that of a line, so that one
// that was set aside does not come up again at once.
func nextJoint(pages []corpus.Page, line string) string {
	open := openJoints(pages)
	i := slices.IndexFunc(open, func(l corpus.Line) bool { return l.Words[0].ID == line })
	if i < 0 || i+1 == len(open) {
		return "state"
	}
	return "j-" + open[i+1].Words[0].ID
}

// lineCorrection is what a form decides about a line of a scan.
func lineCorrection(r *http.Request, pages []corpus.Page) (c corpus.Correction, ok bool) {
	find := func(id string) *corpus.Line {
		for _, p := range pages {
			for i := range p.Lines {
				if has(p.Lines[i].Words, id) {
					return &p.Lines[i]
				}
			}
		}
		return nil
	}
	line := find(r.PostForm.Get("line"))
	if line == nil {
		return c, false
	}
	if other := find(r.PostForm.Get("follow")); other != nil {
		return corpus.Correction{Kind: corpus.Follow, At: corpus.FollowPlace(line.Words, other.Words)}, other.Words[0].ID != line.Words[0].ID
	}
	if r.PostForm.Get("do") == "cut" {
		i := slices.IndexFunc(line.Words, func(w corpus.Word) bool { return w.ID == r.PostForm.Get("cut") })
		if i < 1 {
			return c, false
		}
		return corpus.Correction{Kind: corpus.CutLine, At: corpus.PlaceOf(line.Words, i, len(line.Words))}, true
	}
	return corpus.Correction{Kind: corpus.PartLine, At: corpus.PlaceOf(line.Words, 0, len(line.Words))}, r.PostForm.Get("do") == "none"
}
