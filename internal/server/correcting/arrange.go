package correcting

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/ingest/replay"
	"recto/internal/server/page"
)

// arrangePage is where the lines of a scan are put in order: first each on its
// page, as long as an answer to that puts more than a few words right, then each
// behind the line that it continues.
type arrangePage struct {
	page.Frame
	Volume  corpus.Volume
	Scan    int
	URL     string
	Picture string // address of the page where the first of its printed pages is corrected
	Seen    int64

	Side   *sideQuestion // what is asked about pages; nil where joints are asked about
	Pages  []sideColumn  // the lines of both, where that is asked about
	Stands []string      // lines of which nobody said where they stand, each with its page
	Fine   bool          // whether what puts few words right is asked too
	Parted bool          // whether a person said of any line where it stands
	Sides  string        // address where pages are asked about, and where joints are; empty where it is this one
	Joints string

	Columns []column
	Open    int
	Rest    []string // Word.ID of the open lines that stand after one that they may continue
	Settled int
	Scans   []scanProgress
	Before  string // address of the scan before that has open joints, and of the one after
	After   string
	Most    *scanProgress // the other scan on which most words stand in doubt
	Trusted int           // words of the scan in an order to be trusted, and of the volume, in hundred
	All     int
	Undo    int64 // correction made just now; 0 for none
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
	p.addSides(r, partingOf(e, scan, accepted(log)), pages)
	p.addColumns(pages, openJoints(pages, taken(log)))
	p.addProgress(progress(e, log))
	p.Undo = savedLast(r, log)
	return d.render(w, r, "arrange", &p)
}

// addSides asks on which page lines stand, unless the person would rather be
// asked about joints, or nothing is to be gained by it.
func (p *arrangePage) addSides(r *http.Request, parts *parting, pages []corpus.Page) {
	if parts == nil {
		return
	}
	asked, least := r.URL.Query().Get("ask"), worth
	if p.Fine = asked == askSides; p.Fine {
		least = trifle
	}
	question := parts.question(least, skippedLines(r))
	if asked == askJoints || !p.Fine && question == nil && !parts.said {
		p.Sides = p.URL + "?ask=" + askSides
		return
	}
	p.Side, p.Parted, p.Joints = question, parts.said, p.URL+"?ask="+askJoints
	p.Pages = parts.columns(pages)
	p.Stands = parts.open()
}

// What a person would rather be asked about.
const (
	askJoints = "joints"
	askSides  = "pages"
)

// savedLast is the correction that was saved just now, if it stands and is the
// only one.
func savedLast(r *http.Request, log []corpus.CorrectionEntry) int64 {
	id, err := strconv.ParseInt(r.URL.Query().Get("saved"), 10, 64)
	if err != nil || !slices.ContainsFunc(log, func(c corpus.CorrectionEntry) bool { return c.ID == id }) {
		return 0
	}
	return id
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
	return c.Kind == corpus.Follow || c.Kind == corpus.PartLine || c.Kind == corpus.CutLine || c.Kind == corpus.Stand
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
		if slices.ContainsFunc(p.Lines, isOpen) {
			scans = append(scans, p.Scan)
		}
	}
	slices.Sort(scans)
	var all []scanProgress
	none, done := taken(log), accepted(log)
	for _, scan := range slices.Compact(scans) {
		pages := arrangedScan(e, scan, done)
		open := openJoints(pages, none)
		if len(open)+settled[scan] > 0 {
			s := scanProgress{Scan: scan, URL: arrangeURL(e.Volume.ID, scan), Open: len(open), Settled: settled[scan]}
			s.Trusted, s.Words = wordsInOrder(pages, partingOf(e, scan, done))
			all = append(all, s)
		}
	}
	return all
}

// addColumns shows each printed page as fragments, between which its joints stand.
func (p *arrangePage) addColumns(pages []corpus.Page, open []joint) {
	at := map[string]*joint{}
	for i := range open {
		at[open[i].Line] = &open[i]
		if slices.ContainsFunc(open[i].Candidates, func(c jointCandidate) bool { return c.Here }) {
			p.Rest = append(p.Rest, open[i].Line)
		}
	}
	p.Open = len(open)
	for _, leaf := range pages {
		c := column{Name: pageName(leaf)}
		for _, l := range leaf.Lines {
			if l.Role.Forme() || len(l.Words) == 0 {
				continue
			}
			j := at[l.ID()]
			if len(c.Fragments) == 0 || l.Break || j != nil {
				c.Fragments = append(c.Fragments, fragment{Joint: j})
			}
			f := &c.Fragments[len(c.Fragments)-1]
			f.Lines = append(f.Lines, l.Raw())
		}
		p.Columns = append(p.Columns, c)
	}
}

func (p *arrangePage) addProgress(all []scanProgress) {
	p.Scans = all
	p.All = shareTrusted(all)
	for i, s := range all {
		if s.Scan != p.Scan && s.Doubtful() > 0 && (p.Most == nil || s.Doubtful() > p.Most.Doubtful()) {
			p.Most = &all[i]
		}
		switch {
		case s.Scan == p.Scan:
			p.Settled, p.Trusted = s.Settled, s.Percent()
		case s.Open == 0:
		case s.Scan < p.Scan:
			p.Before = s.URL
		case p.After == "":
			p.After = s.URL
		}
	}
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
	changes := standCorrections(r, pages)
	if len(changes) > 0 {
		return d.stood(w, r, version, e.Volume.ID, scan, changes)
	}
	changes = rest(r, pages, taken(log))
	if len(changes) == 0 {
		c, ok := lineCorrection(r, pages)
		if !ok {
			return errTorn
		}
		changes = []corpus.Correction{c}
	}
	added, err := d.add(r, version, e.Volume.ID, edit{changes: changes}, nil)
	if err != nil {
		return d.contested(w, r, err, arrangeURL(e.Volume.ID, scan))
	}
	return see(w, r, arrangeURL(e.Volume.ID, scan)+savedQuery(added)+"&ask="+askJoints+"#"+nextJoint(openJoints(pages, taken(log)), r.PostForm.Get("line")))
}

// stood keeps what was said of the pages on which lines stand.
func (d *Rooms) stood(w http.ResponseWriter, r *http.Request, version int64, volume string, scan int, changes []corpus.Correction) error {
	added, err := d.add(r, version, volume, edit{changes: changes}, nil)
	if err != nil {
		return d.contested(w, r, err, arrangeURL(volume, scan))
	}
	skipped := ""
	if skip := skippedLines(r); len(skip) > 0 {
		skipped = "&skip=" + url.QueryEscape(strings.Join(skip, ","))
	}
	if r.URL.Query().Get("ask") == askSides {
		skipped += "&ask=" + askSides
	}
	return see(w, r, arrangeURL(volume, scan)+savedQuery(added)+skipped+"#question")
}

// rest is what a form decides about all open joints of a scan together: those
// lines that the person saw, and that stand after one that they may continue,
// continue it.
func rest(r *http.Request, pages []corpus.Page, taken map[string]bool) (all []corpus.Correction) {
	if r.PostForm.Get("do") != "rest" {
		return nil
	}
	for _, j := range openJoints(pages, taken) {
		i := slices.IndexFunc(j.Candidates, func(c jointCandidate) bool { return c.Here })
		if i < 0 || !slices.Contains(r.PostForm["joint"], j.Line) {
			continue
		}
		line, other := lineAt(pages, j.Line), lineAt(pages, j.Candidates[i].Line)
		all = append(all, corpus.Correction{Kind: corpus.Follow, At: corpus.FollowPlace(line.Words, other.Words)})
	}
	return all
}

// lineAt is the line in which a word stands; nil if none does.
func lineAt(pages []corpus.Page, word string) *corpus.Line {
	for _, p := range pages {
		for i := range p.Lines {
			if has(p.Lines[i].Words, word) {
				return &p.Lines[i]
			}
		}
	}
	return nil
}

// lineCorrection is what a form decides about a line of a scan.
func lineCorrection(r *http.Request, pages []corpus.Page) (c corpus.Correction, ok bool) {
	line := lineAt(pages, r.PostForm.Get("line"))
	if line == nil {
		return c, false
	}
	if other := lineAt(pages, r.PostForm.Get("follow")); other != nil {
		return corpus.Correction{Kind: corpus.Follow, At: corpus.FollowPlace(line.Words, other.Words)}, other.ID() != line.ID()
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
