package correcting

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// logPage lists what was proposed, and what was decided last.
type logPage struct {
	page.Frame
	Editor    bool
	Proposals []logged
	More      int // proposals that are not shown
	Recent    []logged
	Done      string
}

// logged is a correction with where it stands.
type logged struct {
	proposal
	Volume  string // its title
	URL     string // where it is looked at beside the scan; empty for what is about no word
	CanUndo bool
}

// The most corrections that are listed.
const (
	mostProposals = 200
	mostRecentLog = 60
)

func (d *Rooms) log(w http.ResponseWriter, r *http.Request) error {
	all, err := d.Library.Corrections(r.Context(), "")
	if err != nil {
		return err
	}
	shelf, err := d.Library.Shelf(r.Context())
	if err != nil {
		return err
	}
	titles := map[string]string{}
	for _, s := range shelf {
		titles[s.Volume.ID] = s.Volume.Title
	}
	p := logPage{Frame: page.DeskFrame("Corrections"), Editor: page.May(r.Context(), corpus.Editor)}
	for _, c := range all {
		if c.State == corpus.Proposed {
			p.Proposals = append(p.Proposals, loggedOf(c, titles))
		}
	}
	p.More = max(0, len(p.Proposals)-mostProposals)
	p.Proposals = p.Proposals[:len(p.Proposals)-p.More]
	slices.SortStableFunc(all, func(a, b corpus.CorrectionEntry) int { return int(b.Version - a.Version) })
	for _, c := range all {
		if c.State != corpus.Proposed && len(p.Recent) < mostRecentLog {
			p.Recent = append(p.Recent, loggedOf(c, titles))
		}
	}
	return d.render(w, r, "proposals", &p)
}

func loggedOf(c corpus.CorrectionEntry, titles map[string]string) logged {
	l := logged{proposal: proposal{c, describe(c.Correction)}, Volume: titles[c.Volume], CanUndo: c.State == corpus.Accepted}
	if c.At.First != "" {
		l.URL = wordURL(c.Volume, c.At.First)
	}
	return l
}

// verdicts are what an editor does with a correction: from which state into which.
var verdicts = map[string]struct {
	from, to corpus.CorrectionState
	what     string
}{
	"accept": {corpus.Proposed, corpus.Accepted, "accept correction"},
	"refuse": {corpus.Proposed, corpus.Refused, "refuse correction"},
	"undo":   {corpus.Accepted, corpus.Undone, "undo correction"},
	"redo":   {corpus.Undone, corpus.Accepted, "restore correction"},
}

// decide accepts or refuses what was proposed, or undoes what was accepted, one
// by one or several together.
func (d *Rooms) decide(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	verdict, ok := verdicts[r.PostForm.Get("do")]
	ids := r.PostForm["correction"]
	if one := r.PostForm.Get("one"); one != "" { // the button of one, as "accept 12"
		name, id, _ := strings.Cut(one, " ")
		verdict, ok = verdicts[name]
		ids = []string{id}
	}
	if !ok {
		return errTorn
	}
	all, err := d.Library.Corrections(r.Context(), "", verdict.from)
	if err != nil {
		return err
	}
	for _, id := range ids {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return errTorn
		}
		ctx := r.Context()
		if i := slices.IndexFunc(all, func(c corpus.CorrectionEntry) bool { return c.ID == n }); i >= 0 {
			ctx = d.Noting(ctx, verdict.what, all[i].Volume, describe(all[i].Correction))
		}
		if err := d.Library.DecideCorrection(ctx, n, verdict.from, verdict.to, page.Person(ctx), d.Now()); err != nil {
			return d.contested(w, r, err, root)
		}
	}
	return see(w, r, backTo(r))
}

// backTo is the page of these rooms that a form was sent from.
func backTo(r *http.Request) string {
	if back := r.PostForm.Get("back"); strings.HasPrefix(back, root+"/") && !strings.ContainsAny(back, "\\\r\n") {
		return back
	}
	return root
}
