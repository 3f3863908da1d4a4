package corpus

import "time"

// JobState is where a job stands.
type JobState string

// The states. Published and Failed are final.
const (
	Queued    JobState = "queued"
	Running   JobState = "running"
	Review    JobState = "review"
	Published JobState = "published"
	Failed    JobState = "failed"
)

// Done reports whether nothing more will happen to the job.
func (s JobState) Done() bool { return s == Published || s == Failed }

// Job is one run of the pipeline over a source.
type Job struct {
	ID        int64
	Source    Source
	By        Person // id and name of who brought the source; the zero value for the program itself
	State     JobState
	Stage     string    // the stage under way, as "extract"
	Done      int       // scans or pages done in that stage
	Total     int       // of so many; 0 if not known
	Attempts  int       // times it was started
	Error     string    // why it failed and what to do, in words for an administrator
	Volume    string    // Volume.ID once published
	Edition   string    // Edition.ID once published
	Unchanged bool      // the edition was there already: nothing changed
	Hold      bool      // it waits for a person's review before readers see its edition
	Began     time.Time // when the stage under way began; zero if none did
	Created   time.Time
	Updated   time.Time
}
