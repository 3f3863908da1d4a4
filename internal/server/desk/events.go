package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"recto/internal/corpus"
)

// How often a job is looked at for those who watch it, and how long one answer
// goes on: the browser asks again by itself.
const (
	glance = 300 * time.Millisecond
	watch  = 10 * time.Minute
)

// told is what the watcher of a job is told.
type told struct {
	State    corpus.JobState `json:"state"`
	Words    string          `json:"words"` // of the state
	Step     string          `json:"step"`
	Progress string          `json:"progress"`
	Done     int             `json:"done"`
	Total    int             `json:"total"`
	Steps    []int           `json:"steps"` // 0 to come, 1 under way, 2 done
}

// events tells of a job as it goes on, by server-sent events: one whenever
// something changed, and the last when nothing more will happen.
func (d *Rooms) events(w http.ResponseWriter, r *http.Request) error {
	job, err := d.visibleJob(r)
	if err != nil {
		return err
	}
	stream := http.NewResponseController(w)
	if err := stream.SetWriteDeadline(time.Now().Add(watch + time.Minute)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // proxies must not gather it
	tick := time.NewTicker(glance)
	defer tick.Stop()
	last := ""
	for end := time.Now().Add(watch); time.Now().Before(end); {
		data, err := json.Marshal(tell(job))
		if err != nil {
			return err
		}
		if string(data) != last {
			last = string(data)
			fmt.Fprintf(w, "data: %s\n\n", data)
			if err := stream.Flush(); err != nil {
				return nil // nobody listens any more
			}
		}
		if job.State.Done() || job.State == corpus.Review {
			return nil
		}
		select {
		case <-r.Context().Done():
			return nil
		case <-tick.C:
		}
		if job, err = d.Jobs.Job(r.Context(), job.ID); err != nil {
			return nil // the answer is under way, and the browser asks again
		}
	}
	return nil
}

func tell(j corpus.Job) told {
	s := show(j)
	t := told{State: j.State, Words: s.State, Step: s.Step, Progress: s.Progress, Done: j.Done, Total: j.Total}
	for _, st := range s.Steps {
		switch {
		case st.Current:
			t.Steps = append(t.Steps, 1)
		case st.Done:
			t.Steps = append(t.Steps, 2)
		default:
			t.Steps = append(t.Steps, 0)
		}
	}
	return t
}
