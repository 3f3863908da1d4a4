package server

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
)

// refreshAfter is how often a page that shows work under way loads itself
// again, in seconds.
const refreshAfter = 3

type adminPage struct {
	frame
	Jobs  []shownJob
	Limit int64 // of an upload, bytes
}

// shownJob is a job in the administrator's words.
type shownJob struct {
	corpus.Job
	URL       string
	State     string
	Progress  string
	VolumeURL string
	Took      string
	Step      string // the step under way
	Steps     []step
}

type step struct {
	Name    string
	Done    bool
	Current bool
}

func (s *server) admin(w http.ResponseWriter, r *http.Request) error {
	jobs, err := s.Jobs.Jobs(r.Context())
	if err != nil {
		return err
	}
	page := adminPage{frame: frame{Title: "Administration", Room: "admin", NoIndex: true, Admin: true}, Limit: s.UploadLimit}
	for _, j := range jobs {
		if page.Jobs = append(page.Jobs, show(j)); !j.State.Done() {
			page.Refresh = 2 * refreshAfter
		}
	}
	return s.render(w, r, http.StatusOK, "admin", &page)
}

type jobPage struct {
	frame
	Job shownJob
}

func (s *server) job(w http.ResponseWriter, r *http.Request) error {
	id, err := jobID(r)
	if err != nil {
		return err
	}
	job, err := s.Jobs.Job(r.Context(), id)
	if err != nil {
		return err
	}
	page := jobPage{frame: frame{Title: job.Source.Name, Room: "admin", NoIndex: true, Admin: true}, Job: show(job)}
	if !job.State.Done() && job.State != corpus.Review {
		page.Refresh = refreshAfter
	}
	return s.render(w, r, http.StatusOK, "job", &page)
}

func (s *server) retry(w http.ResponseWriter, r *http.Request) error {
	return s.changeJob(w, r, "retry job", func(id int64) error { return s.Jobs.Retry(r.Context(), id) })
}

func (s *server) cancel(w http.ResponseWriter, r *http.Request) error {
	return s.changeJob(w, r, "cancel job", func(id int64) error { return s.Jobs.Cancel(r.Context(), id) })
}

// changeJob does something to the job of the address and shows it again.
func (s *server) changeJob(w http.ResponseWriter, r *http.Request, what string, change func(id int64) error) error {
	id, err := jobID(r)
	if err != nil {
		return err
	}
	if err := change(id); err != nil {
		return fmt.Errorf("%s %d: %w", what, id, err)
	}
	http.Redirect(w, r, jobURL(id), http.StatusSeeOther)
	return nil
}

func jobID(r *http.Request) (int64, error) {
	id, err := strconv.ParseInt(chi.URLParam(r, "job"), 10, 64)
	if err != nil {
		return 0, errNoPage
	}
	return id, nil
}

func jobURL(id int64) string { return "/admin/jobs/" + strconv.FormatInt(id, 10) }

var stateWords = map[corpus.JobState]string{
	corpus.Queued:    "Waiting",
	corpus.Running:   "Working",
	corpus.Review:    "To be reviewed",
	corpus.Published: "Published",
	corpus.Failed:    "Failed",
}

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
		out.VolumeURL = volumeURL(j.Volume)
	}
	if j.State == corpus.Running && j.Total > 0 {
		out.Progress = fmt.Sprintf("%s of %s", thousands(j.Done), thousands(j.Total))
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

func stepsOf(j corpus.Job) []step {
	at := -1
	for i, st := range steps {
		if slices.Contains(st.stages, j.Stage) {
			at = i
		}
	}
	shown := make([]step, 0, len(steps))
	for i, st := range steps {
		shown = append(shown, step{Name: st.name, Done: i < at || j.State == corpus.Published, Current: i == at && !j.State.Done()})
	}
	return shown
}
