package desk

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"time"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// RefreshAfter is how often a page that shows work under way loads itself
// again where there is no script, in seconds.
const RefreshAfter = 3

type overviewPage struct {
	page.Frame
	Reviews []shownJob // that wait for a person
	Jobs    []shownJob // the others, the latest first
	More    int        // jobs that are not shown
	Limit   int64      // of an upload, bytes
	Uploads string
}

// mostJobs is how many jobs the overview shows.
const mostJobs = 100

func (d *Rooms) overview(w http.ResponseWriter, r *http.Request) error {
	jobs, err := d.Jobs.Jobs(r.Context())
	if err != nil {
		return err
	}
	p := overviewPage{Frame: page.DeskFrame("Administration"), Limit: d.UploadLimit, Uploads: d.Uploads}
	for _, j := range jobs {
		switch {
		case !mayJob(r.Context(), j):
		case j.State == corpus.Review:
			p.Reviews = append(p.Reviews, show(j))
		case len(p.Jobs) < mostJobs:
			p.Jobs = append(p.Jobs, show(j))
		default:
			p.More++
		}
		if !j.State.Done() && j.State != corpus.Review {
			p.Refresh = 2 * RefreshAfter
		}
	}
	return d.render(w, r, "admin", &p)
}

type jobPage struct {
	page.Frame
	Job    shownJob
	Events string           // where the job's progress is told as it comes
	Amiss  []corpus.Problem // scans that could not be read as they should
	More   int              // such scans beyond those
}

func (d *Rooms) job(w http.ResponseWriter, r *http.Request) error {
	job, err := d.visibleJob(r)
	if err != nil {
		return err
	}
	p := jobPage{Frame: page.DeskFrame(job.Source.Name), Job: show(job)}
	if !job.State.Done() && job.State != corpus.Review {
		p.Refresh, p.Live, p.Events = RefreshAfter, true, jobURL(job.ID)+"/events"
	}
	if err := d.addAmiss(r.Context(), &p); err != nil {
		return err
	}
	return d.render(w, r, "job", &p)
}

// addAmiss adds what the stages that read the source say of single scans of the
// edition that the job made.
func (d *Rooms) addAmiss(ctx context.Context, p *jobPage) error {
	if p.Job.Edition == "" {
		return nil
	}
	editions, err := d.Library.VolumeEditions(ctx, p.Job.Volume)
	if err != nil {
		return err
	}
	const most = 20
	for _, e := range editions {
		if e.ID != p.Job.Edition {
			continue
		}
		for _, problem := range e.Report.Problems {
			if problem.Scan > 0 && slices.Contains(readingStages, problem.Stage) {
				p.Amiss = append(p.Amiss, problem)
			}
		}
	}
	shown := min(len(p.Amiss), most)
	p.Amiss, p.More = p.Amiss[:shown], len(p.Amiss)-shown
	return nil
}

// readingStages are those that read a source scan by scan.
var readingStages = []string{"extract", "recognize", "pictures"}

// visibleJob is the job of the address, for those who may see it.
func (d *Rooms) visibleJob(r *http.Request) (corpus.Job, error) {
	id, err := page.Number(r, "job")
	if err != nil {
		return corpus.Job{}, err
	}
	job, err := d.Jobs.Job(r.Context(), id)
	if err == nil && !mayJob(r.Context(), job) {
		err = errOthersJob
	}
	return job, err
}

// mayJob reports whether who makes a request may see a job and cancel or retry
// it: contributors what they brought themselves, editors every one.
func mayJob(ctx context.Context, j corpus.Job) bool {
	who := page.Person(ctx)
	return who.Role.Is(corpus.Editor) || who.ID != 0 && who.ID == j.By.ID
}

var errOthersJob = page.Error{
	Status: http.StatusForbidden, Title: "This job is somebody else’s",
	Text: "You see the jobs of what you brought yourself, and editors see all. If you uploaded this source just now, somebody had brought it before you: nothing more needs doing.",
}

func (d *Rooms) retry(w http.ResponseWriter, r *http.Request) error {
	return d.changeJob(w, r, "retry job", func(ctx context.Context, j corpus.Job) error { return d.Jobs.Retry(ctx, j.ID) })
}

func (d *Rooms) cancel(w http.ResponseWriter, r *http.Request) error {
	return d.changeJob(w, r, "cancel job", func(ctx context.Context, j corpus.Job) error {
		if j.State != corpus.Queued && j.State != corpus.Running {
			return fmt.Errorf("it is %s by now: %w", j.State, corpus.ErrStale)
		}
		return d.Jobs.Cancel(ctx, j.ID)
	})
}

// prefer has a job that waits done next.
func (d *Rooms) prefer(w http.ResponseWriter, r *http.Request) error {
	return d.changeJob(w, r, "prefer job", func(ctx context.Context, j corpus.Job) error {
		return d.Jobs.Prefer(ctx, j.ID)
	})
}

// discard gives up the edition that a person looked at; another one that waits
// meanwhile stays.
func (d *Rooms) discard(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	return d.changeJob(w, r, "discard job", func(ctx context.Context, j corpus.Job) error {
		if j.State != corpus.Review || j.Edition != r.PostForm.Get("edition") {
			return fmt.Errorf("it is %s with edition %s by now: %w", j.State, short(j.Edition), corpus.ErrStale)
		}
		return d.Jobs.Discard(ctx, j.ID)
	})
}

// changeJob does something to the job of the address, with a context that notes
// it, and shows the job again.
func (d *Rooms) changeJob(w http.ResponseWriter, r *http.Request, what string, change func(context.Context, corpus.Job) error) error {
	job, err := d.visibleJob(r)
	if err != nil {
		return err
	}
	ctx := d.Noting(r.Context(), what, strconv.FormatInt(job.ID, 10), "")
	if err := change(ctx, job); err != nil {
		return fmt.Errorf("%s %d: %w", what, job.ID, err)
	}
	return see(w, r, jobURL(job.ID))
}

func jobURL(id int64) string { return "/admin/jobs/" + strconv.FormatInt(id, 10) }

// shownJob is a job in the administrator's words.
type shownJob struct {
	corpus.Job
	URL       string
	State     string
	Progress  string // "12 of 40 scans, 3 a second, about 10 seconds left"
	VolumeURL string
	ReviewURL string
	Took      string
	Step      string // the step under way
	Steps     []step
}

type step struct {
	Name    string
	Done    bool
	Current bool
}

var stateWords = map[corpus.JobState]string{
	corpus.Queued:    "Waiting",
	corpus.Running:   "Working",
	corpus.Review:    "To be reviewed",
	corpus.Published: "Published",
	corpus.Failed:    "Failed",
}

// StateWord is what a state of a job is called.
func StateWord(s corpus.JobState) string { return stateWords[s] }

// steps are what an administrator watches, each one or more stages of a job.
var steps = []struct {
	name   string
	stages []string
}{
	{"Read the source", []string{"extract", "recognize"}},
	{"Order the lines", []string{"layout"}},
	{"Correct", []string{"correct"}},
	{"Find the papers", []string{"segment"}},
	{"Structure them", []string{"structure"}},
	{"Link concepts", []string{"annotate"}},
	{"Draw the scans", []string{"edition", "pictures"}},
	{"Publish", []string{"publish"}},
}

func show(j corpus.Job) shownJob {
	out := shownJob{Job: j, URL: jobURL(j.ID), State: stateWords[j.State]}
	if j.State == corpus.Published {
		out.VolumeURL = "/volumes/" + j.Volume
	}
	if j.State == corpus.Review {
		out.ReviewURL = reviewURL(j.Volume)
	}
	if j.State == corpus.Running && j.Total > 0 {
		out.Progress = progress(j)
	}
	if j.State.Done() && j.Updated.After(j.Created) {
		out.Took = j.Updated.Sub(j.Created).Round(time.Second).String()
	}
	out.Steps = stepsOf(j)
	for _, st := range out.Steps {
		if st.Current {
			out.Step = st.Name
		}
	}
	return out
}

// progress says how far a stage is, how fast it goes and how long it will take.
func progress(j corpus.Job) string {
	text := fmt.Sprintf("%s of %s", page.Thousands(j.Done), page.Thousands(j.Total))
	spent := j.Updated.Sub(j.Began)
	if j.Began.IsZero() || j.Done == 0 || spent < time.Second {
		return text
	}
	rate := float64(j.Done) / spent.Seconds()
	if rate >= 1 {
		text += fmt.Sprintf(", %.0f a second", rate)
	} else {
		text += fmt.Sprintf(", one in %.0f seconds", 1/rate)
	}
	if left := time.Duration(float64(j.Total-j.Done) / rate * float64(time.Second)); left >= time.Second {
		text += ", " + about(left) + " left"
	}
	return text
}

// about says a time in round figures.
func about(d time.Duration) string {
	if d < 90*time.Second {
		return fmt.Sprintf("about %d seconds", max(1, int(math.Ceil(d.Seconds()/5)))*5)
	}
	return fmt.Sprintf("about %d minutes", int(math.Ceil(d.Minutes())))
}

func stepsOf(j corpus.Job) []step {
	at := -1
	for i, st := range steps {
		if slices.Contains(st.stages, j.Stage) {
			at = i
		}
	}
	done := j.State == corpus.Published || j.State == corpus.Review
	shown := make([]step, 0, len(steps))
	for i, st := range steps {
		last := i == len(steps)-1 && j.State == corpus.Review
		shown = append(shown, step{Name: st.name, Done: (i < at || done) && !last, Current: i == at && !j.State.Done() && !done || last})
	}
	return shown
}
