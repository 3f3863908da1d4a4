package desk

import (
	"errors"
	"net/http"
	"slices"

	"recto/internal/compare"
	"recto/internal/corpus"
	"recto/internal/server/page"
)

// reviewPage is what would be published, before it is.
type reviewPage struct {
	page.Frame
	Entry     corpus.ShelfEntry
	Edition   *corpus.Edition
	Served    string // the edition that readers have; empty for none
	Job       *shownJob
	Seen      int64 // version of the log of corrections
	Waiting   bool  // corrections are accepted that this edition does not replay
	Fields    []fieldValue
	Said      []said // what the source says of itself
	Parts     []reviewPart
	Papers    int
	Sequence  []folioRun
	Amiss     int // breaks in it
	Pages     []pageQuality
	Tally     tally
	Worst     []pageQuality
	Doubts    []doubtful
	AllDoubts int
	Problems  []corpus.Problem // of the whole volume
	Decisions []decision
	Against   *compare.Difference // to the edition that readers have; nil if they have none
}

// said is something that a source says of itself.
type said struct{ Name, Text string }

// reviewPart is a part as the review lists it.
type reviewPart struct {
	corpus.Part
	Name    string
	Authors string
	Folios  string
	URL     string
	First   bool // of the volume
}

func (d *Rooms) review(w http.ResponseWriter, r *http.Request) error {
	entry, job, err := d.standing(r)
	if err != nil {
		return err
	}
	if job != nil && job.State != corpus.Review {
		return d.beingMade(w, r, entry, *job)
	}
	e, err := d.Library.Edition(r.Context(), atHand(entry, job))
	if err != nil {
		return err
	}
	p := reviewPage{Frame: page.DeskFrame("Review of " + e.Volume.Title), Entry: entry, Edition: e, Papers: len(e.Papers())}
	p.Served = servedEdition(entry)
	if job != nil {
		shown := show(*job)
		p.Job = &shown
	}
	if err := d.addLog(r, &p); err != nil {
		return err
	}
	p.addEdition(e)
	if p.Served != "" && p.Served != e.ID {
		served, err := d.Library.Edition(r.Context(), p.Served)
		if err != nil {
			return err
		}
		difference := compare.Editions(served, e)
		p.Against = &difference
	}
	return d.render(w, r, "review", &p)
}

// standing is a volume and the job that is at work on it, if one is.
func (d *Rooms) standing(r *http.Request) (corpus.ShelfEntry, *corpus.Job, error) {
	volume := volumeID(r)
	jobs, err := d.Jobs.Jobs(r.Context())
	if err != nil {
		return corpus.ShelfEntry{}, nil, err
	}
	var active *corpus.Job
	for i := range jobs {
		if jobs[i].Source.Short() == volume && !jobs[i].State.Done() {
			active = &jobs[i]
		}
	}
	entry, err := d.Library.OnShelf(r.Context(), volume)
	if errors.Is(err, corpus.ErrNotFound) && active != nil {
		return corpus.ShelfEntry{Volume: corpus.Volume{ID: volume, Title: active.Source.Name}, State: corpus.Draft}, active, nil
	}
	return entry, active, err
}

// atHand is the edition that a person at the desk has to do with: the one that
// waits for review, or waited before it was corrected, else the one that readers
// have or had last.
func atHand(entry corpus.ShelfEntry, job *corpus.Job) string {
	if job != nil && job.Edition != "" {
		return job.Edition
	}
	return entry.Edition
}

type beingMadePage struct {
	page.Frame
	Entry  corpus.ShelfEntry
	Job    shownJob
	Events string
}

// beingMade is shown while a volume is processed: in a moment there is something
// to review.
func (d *Rooms) beingMade(w http.ResponseWriter, r *http.Request, entry corpus.ShelfEntry, job corpus.Job) error {
	p := beingMadePage{Frame: page.DeskFrame("Review of " + entry.Volume.Title), Entry: entry, Job: show(job), Events: jobURL(job.ID) + "/events"}
	p.Refresh, p.Live = RefreshAfter, true
	return d.render(w, r, "review-waits", &p)
}

// addLog adds what people decided about the volume.
func (d *Rooms) addLog(r *http.Request, p *reviewPage) error {
	ctx, volume := r.Context(), p.Edition.Volume.ID
	var err error
	if p.Seen, err = d.Library.CorrectionVersion(ctx, volume); err != nil {
		return err
	}
	all, err := d.Library.Corrections(ctx, volume, corpus.Accepted)
	if err != nil {
		return err
	}
	var replayed []corpus.Correction
	for _, c := range all {
		replayed = append(replayed, c.Correction)
		if described := describe(c); described != "" {
			p.Decisions = append(p.Decisions, decision{c, described})
		}
	}
	slices.Reverse(p.Decisions)
	p.Waiting = corpus.CorrectionsHash(replayed) != p.Edition.Made.Corrections
	p.Fields = volumeValues(p.Edition.Volume, byHand(all, ""))
	return nil
}

func (p *reviewPage) addEdition(e *corpus.Edition) {
	for i, part := range e.Parts {
		p.Parts = append(p.Parts, shownPart(e.Volume.ID, part, i == 0))
	}
	p.Sequence = sequence(e.Pages)
	for _, run := range p.Sequence {
		if run.Break != "" {
			p.Amiss++
		}
	}
	p.Pages = qualities(e)
	p.Tally = tallyOf(p.Pages)
	p.Worst = worstPages(p.Pages)
	p.Doubts, p.AllDoubts = doubts(e)
	for _, problem := range e.Report.Problems {
		if problem.Scan == 0 {
			p.Problems = append(p.Problems, problem)
		}
	}
	for _, s := range []said{{"Title", e.Metadata.Title}, {"Author", e.Metadata.Author}, {"Made with", e.Metadata.Producer}, {"Made", e.Metadata.Created}} {
		if s.Text != "" {
			p.Said = append(p.Said, s)
		}
	}
}

// worstPages are the pages that deserve a look, those that failed first.
func worstPages(pages []pageQuality) []pageQuality {
	const most = 25
	var all []pageQuality
	for _, q := range pages {
		if q.State == pageFailed || q.State == pageDoubtful {
			all = append(all, q)
		}
	}
	slices.SortStableFunc(all, func(a, b pageQuality) int {
		if (a.State == pageFailed) != (b.State == pageFailed) {
			if a.State == pageFailed {
				return -1
			}
			return 1
		}
		return b.Percent - a.Percent
	})
	return all[:min(len(all), most)]
}

func shownPart(volume string, part corpus.Part, first bool) reviewPart {
	s := reviewPart{Part: part, Name: partName(part), URL: careURL(volume) + "/parts/" + part.ID, First: first}
	if part.Paper == nil {
		return s
	}
	var names []string
	for _, a := range part.Paper.Authors {
		names = append(names, a.Name())
	}
	s.Authors = page.JoinNames(names)
	s.Folios = part.Paper.FirstFolio
	if part.Paper.LastFolio != "" && part.Paper.LastFolio != s.Folios {
		s.Folios += "–" + part.Paper.LastFolio
	}
	return s
}

// kindNames are what the kinds of part are called.
var kindNames = map[corpus.PartKind]string{
	corpus.FrontMatter: "Front matter", corpus.Contents: "Contents", corpus.Introduction: "Introduction",
	corpus.PaperPart: "Paper", corpus.BackMatter: "Back matter",
}

func partName(p corpus.Part) string {
	switch {
	case p.Paper != nil && p.Paper.Title != "":
		return p.Paper.Title
	case p.Title != "":
		return p.Title
	}
	return kindNames[p.Kind]
}
