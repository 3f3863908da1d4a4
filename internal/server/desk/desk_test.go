package desk_test

import (
	"bufio"
	"context"
	"encoding/csv"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"recto/internal/corpus"
	"recto/internal/server/servertest"
)

const (
	ok       = http.StatusOK
	seeOther = http.StatusSeeOther
)

// upload takes the proceedings in, to their review, and gives the volume.
func upload(t *testing.T, s *servertest.Site, by servertest.Browser) (volume string) {
	t.Helper()
	_, job := by.Send("/admin/sources", "source", "seminar.txt", servertest.Proceedings("LEARNING AT WORK"), seeOther)
	by.See(job, ok, "Waiting", "seminar.txt")
	s.Work(t)
	by.See(job, ok, "To be reviewed")
	all, err := s.Library.Jobs(t.Context())
	must(t, err)
	return all[0].Volume
}

// The whole way of a volume: taken in, reviewed, described, parted, published.
func TestReview(t *testing.T) {
	s := servertest.New(t, servertest.Config{})
	con, ann := s.As(t, "con", corpus.Contributor), s.As(t, "ann", corpus.Editor)
	nobody := s.As(t, "", "")
	volume := upload(t, s, con)
	care, review := "/admin/volumes/"+volume, "/admin/volumes/"+volume+"/review"
	nobody.See("/volumes/"+volume, http.StatusNotFound)
	con.See(review, http.StatusForbidden)
	ann.See("/admin", ok, "Waiting for you", review)
	body := ann.See(review, ok, "Not published yet", "Publish", "Page numbers")
	seen := servertest.Field(t, body, "seen")

	ann.Submit(care+"/fields", url.Values{"seen": {seen}, "title": {"Learning at work, again"}, "year": {"two"}}, http.StatusBadRequest, "year is no number")
	ann.Submit(care+"/fields", url.Values{"seen": {seen}, "title": {"Learning at work, again"}, "year": {"2004"}, "rights": {"All rights reserved"}}, seeOther)
	ann.See(review, ok, "being processed")
	s.Work(t)
	body = ann.See(review, ok, "Learning at work, again", "set by hand", "Title of the volume")

	// A part is begun within another, and that undone.
	links := regexp.MustCompile(`href="(`+care+`/parts/[^"]+)"`).FindAllStringSubmatch(body, -1)
	parts := len(links)
	part := links[len(links)-1][1]
	body = ann.See(part, ok, "Why it begins here", "Split here")
	option := regexp.MustCompile(`(?s)id="split".*?<option value="([^"]+)"`).FindStringSubmatch(body)
	if option == nil {
		t.Fatalf("no place to split at:\n%s", body)
	}
	split := url.Values{"seen": {servertest.Field(t, body, "seen")}, "do": {"split"}, "at": {option[1]}, "kind": {"back-matter"}}
	ann.Submit(part+"/boundary", url.Values{"seen": split["seen"], "do": {"split"}, "at": {"nowhere-1-1"}}, http.StatusBadRequest, "No place was chosen")
	ann.Submit(part+"/boundary", split, seeOther)
	s.Work(t)
	body = ann.See(review, ok, "Back matter begins at", "set by hand")
	if got := len(regexp.MustCompile(`href="`+care+`/parts/`).FindAllString(body, -1)); got != parts+1 {
		t.Errorf("got %d parts, want %d", got, parts+1)
	}
	ann.Submit(care+"/undo", url.Values{"correction": {servertest.Field(t, body, "correction")}}, seeOther)
	s.Work(t)
	body = ann.See(review, ok)
	if strings.Contains(body, "Back matter begins at") {
		t.Error("what was undone is still there")
	}

	// It is made a paper, and described.
	ann.Submit(part+"/boundary", url.Values{"seen": {servertest.Field(t, body, "seen")}, "do": {"kind"}, "kind": {"paper"}}, seeOther)
	s.Work(t)
	body = ann.See(part, ok, "Authors", "First page")
	ann.Submit(part+"/fields", url.Values{"seen": {servertest.Field(t, body, "seen")}, "authors": {"Scribe, Bo; A university\nMore, Ann"}}, seeOther)
	s.Work(t)
	body = ann.See(review, ok, "Bo Scribe and Ann More")

	ann.Submit(care+"/publish", url.Values{"edition": {servertest.Field(t, body, "edition")}, "was": {"another"}}, http.StatusConflict, "Somebody else was quicker")
	ann.Submit(care+"/publish", url.Values{"edition": {servertest.Field(t, body, "edition")}, "was": {""}}, seeOther)
	nobody.See("/volumes/"+volume, ok, "Learning at work, again", "Ann More", "All rights reserved")
	s.Work(t)
	nobody.See("/search?q=expansive", ok, "Learning at work, again")
	what := audit(t, s)
	for _, want := range []string{"upload source", "correct volume", "undo correction", "publish volume"} {
		if !strings.Contains(what, want) {
			t.Errorf("the log of changes has no %q: %s", want, what)
		}
	}
}

func audit(t *testing.T, s *servertest.Site) string {
	t.Helper()
	events, err := s.Library.Events(t.Context(), corpus.EventFilter{})
	must(t, err)
	var all []string
	for _, e := range events {
		all = append(all, e.Person.Name+" "+e.What+" "+e.Detail)
	}
	return strings.Join(all, "; ")
}

// published takes the proceedings in and publishes them, and gives the volume
// and its edition.
func published(t *testing.T, s *servertest.Site, ann servertest.Browser) (volume, edition string) {
	t.Helper()
	volume = upload(t, s, ann)
	edition = servertest.Field(t, ann.See("/admin/volumes/"+volume+"/review", ok), "edition")
	ann.Submit("/admin/volumes/"+volume+"/publish", url.Values{"edition": {edition}, "was": {""}}, seeOther)
	s.Work(t)
	return volume, edition
}

// Two editors change the same field: the second is shown both, and nothing of
// the first is lost.
func TestTwoAtOnce(t *testing.T) {
	s := servertest.New(t, servertest.Config{})
	ann, bo := s.As(t, "ann", corpus.Editor), s.As(t, "bo", corpus.Editor)
	volume := upload(t, s, ann)
	care := "/admin/volumes/" + volume
	seen := servertest.Field(t, bo.See(care+"/review", ok), "seen")
	ann.Submit(care+"/fields", url.Values{"seen": {seen}, "title": {"What Ann says"}}, seeOther)
	bo.Submit(care+"/fields", url.Values{"seen": {seen}, "title": {"What Bo says"}}, http.StatusConflict, "What Ann says", "What Bo says", "ann")
	bo.Submit(care+"/fields", url.Values{"seen": {seen}, "publisher": {"What nobody else says"}}, seeOther)
	s.Work(t)
	bo.See(care+"/review", ok, "What Ann says", "What nobody else says")

	// One publishes while the other looks at what was before.
	body := bo.See(care+"/review", ok)
	old := servertest.Field(t, body, "edition")
	ann.Submit(care+"/fields", url.Values{"seen": {servertest.Field(t, body, "seen")}, "series": {"A series"}}, seeOther)
	bo.Submit(care+"/publish", url.Values{"edition": {old}, "was": {""}}, seeOther) // an edition that was seen may be published still
	s.Work(t)
	bo.Submit(care+"/publish", url.Values{"edition": {old}, "was": {""}}, http.StatusConflict)
	ann.See(care+"/review", ok, "Against what readers have", "A series")
}

// What is published can be changed, compared, thrown away and rolled back.
func TestEditions(t *testing.T) {
	s := servertest.New(t, servertest.Config{})
	ann, nobody := s.As(t, "ann", corpus.Editor), s.As(t, "", "")
	volume, first := published(t, s, ann)
	care := "/admin/volumes/" + volume
	ann.See(care+"/compare", http.StatusNotFound, "nothing to compare")
	words, err := s.Library.Edition(t.Context(), first)
	must(t, err)
	line := words.Pages[2].Lines[6]
	c := corpus.CorrectionEntry{Volume: volume, State: corpus.Accepted, Correction: corpus.Correction{Kind: corpus.Reread, At: corpus.PlaceOf(line.Words, 1, 2), Text: "crews"}}
	_, err = s.Library.AddCorrections(t.Context(), 0, []corpus.CorrectionEntry{c}, time.Now())
	must(t, err)
	ann.See(care, ok, "1 decision is not in this edition yet")
	ann.Submit(care+"/process", nil, seeOther)
	s.Work(t)
	body := ann.See(care+"/review", ok, "Against what readers have", "See every change")
	second := servertest.Field(t, body, "edition")
	ann.See(care+"/compare?from="+first+"&to="+second, ok, "<del>"+line.Words[1].Raw+"</del>", "<ins>crews</ins>", "1 change")
	ann.See(care+"/compare?from=none&to="+second, http.StatusNotFound)
	nobody.See("/search?q=crews", ok, "Nothing")
	ann.Submit(care+"/publish", url.Values{"edition": {second}, "was": {first}}, seeOther)
	s.Work(t)
	if body := nobody.See("/search?q=crews", ok); !strings.Contains(body, "<mark>crews</mark>") {
		t.Errorf("the corrected word is not found:\n%s", body)
	}
	permalink := "/papers/" + words.Parts[0].ID
	nobody.See(permalink, ok)
	ann.Submit(care+"/publish", url.Values{"edition": {first}, "was": {second}}, seeOther)
	nobody.See(permalink, ok)
	v, err := s.Library.Volume(t.Context(), volume)
	must(t, err)
	if v.Edition != first || !strings.Contains(audit(t, s), "roll back volume") {
		t.Errorf("got edition %s after rolling back to %s", v.Edition, first)
	}
	ann.Submit(care+"/publish", url.Values{"edition": {"none"}, "was": {first}}, http.StatusNotFound)
}

// A volume is withdrawn, thrown away and restored; readers are told.
func TestTaken(t *testing.T) {
	s := servertest.New(t, servertest.Config{})
	ann, cid, nobody := s.As(t, "ann", corpus.Editor), s.As(t, "cid", corpus.Administrator), s.As(t, "", "")
	volume, edition := published(t, s, ann)
	care := "/admin/volumes/" + volume
	e, err := s.Library.Edition(t.Context(), edition)
	must(t, err)
	paper := "/papers/" + e.Parts[0].ID
	form := url.Values{"was": {edition}, "reason": {"An author asked for it."}}
	ann.Submit(care+"/withdraw", form, http.StatusForbidden)
	cid.Submit(care+"/withdraw", url.Values{"was": {edition}}, http.StatusBadRequest, "Say why")
	cid.Submit(care+"/withdraw", url.Values{"was": {"another"}, "reason": {"x"}}, http.StatusConflict)
	cid.Submit(care+"/withdraw", form, seeOther)
	for _, path := range []string{"/volumes/" + volume, paper} {
		nobody.See(path, http.StatusGone, "was withdrawn", "An author asked for it.", e.Volume.Title)
	}
	s.Work(t)
	if body := nobody.See("/search?q=expansive", ok); strings.Contains(body, "CROSSING") {
		t.Error("what was withdrawn is found")
	}
	ann.See("/admin/volumes", ok, "Withdrawn")
	ann.Submit(care+"/publish", url.Values{"edition": {edition}, "was": {""}}, seeOther)
	nobody.See(paper, ok)

	cid.Submit(care+"/trash", url.Values{"was": {edition}}, seeOther)
	nobody.See(paper, http.StatusNotFound)
	ann.See("/admin/volumes", ok, "Trash", "30 days left")
	cid.Submit(care+"/trash", url.Values{"was": {""}}, http.StatusConflict)
	cid.Submit(care+"/restore", nil, seeOther)
	nobody.See(paper, ok)
	problems, err := s.Library.Check(t.Context())
	must(t, err)
	for _, p := range problems {
		t.Errorf("check: %v", p)
	}
}

// Descriptions go out as a table and come back changed.
func TestTable(t *testing.T) {
	s := servertest.New(t, servertest.Config{})
	ann, nobody := s.As(t, "ann", corpus.Editor), s.As(t, "", "")
	volume, _ := published(t, s, ann)
	table := ann.See("/admin/volumes.csv", ok, volume)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(table, "\ufeff"))).ReadAll()
	must(t, err)
	if len(rows) != 2 || rows[0][2] != "title" || rows[1][1] != "published" {
		t.Fatalf("got %q", rows)
	}
	rows[1][2], rows[1][8] = "A title, with a comma", "soon"
	var b strings.Builder
	out := csv.NewWriter(&b)
	must(t, out.WriteAll(append(rows, []string{"unknown", "draft", "x"})))
	body, _ := ann.Send("/admin/volumes.csv", "table", "volumes.csv", b.String(), ok, "A title, with a comma", "1 field of 1 volume", "Nothing is changed yet", "is no number", "not in the library")
	all, err := s.Library.Corrections(t.Context(), volume)
	must(t, err)
	if len(all) != 0 {
		t.Errorf("showing the changes made them: %+v", all)
	}
	for _, bad := range []string{"", "a,b\n\"", "title\nx\n"} {
		if body, _ := ann.Send("/admin/volumes.csv", "table", "x.csv", bad, map[bool]int{true: ok, false: http.StatusUnprocessableEntity}[strings.HasPrefix(bad, "title")]); strings.Contains(body, "Change them") {
			t.Errorf("%q was taken for a table", bad)
		}
	}
	ann.Submit("/admin/volumes.csv/apply", url.Values{"table": {b.String()}, "seen": {servertest.Field(t, body, "seen")}}, seeOther)
	s.Work(t)
	nobody.See("/volumes/"+volume, ok, "A title, with a comma")
	ann.Submit("/admin/volumes.csv/apply", url.Values{"table": {strings.ReplaceAll(b.String(), "A title", "Another")}, "seen": {servertest.Field(t, body, "seen")}}, http.StatusConflict, "Another, with a comma")
}

// An editor has a source done before others that wait.
func TestPrefer(t *testing.T) {
	s := servertest.New(t, servertest.Config{})
	con, ann := s.As(t, "con", corpus.Contributor), s.As(t, "ann", corpus.Editor)
	_, first := con.Send("/admin/sources", "source", "first.txt", servertest.Proceedings("LEARNING AT WORK"), seeOther)
	_, second := con.Send("/admin/sources", "source", "second.txt", servertest.Proceedings("LEARNING AT HOME"), seeOther)
	con.Submit(second+"/first", nil, http.StatusForbidden)
	ann.See(second, ok, "Do it next")
	ann.Submit(second+"/first", nil, seeOther)
	job, err := s.Library.Claim(t.Context(), 0, "worker", time.Now(), time.Now().Add(time.Hour), 3, "")
	must(t, err)
	if job.Source.Name != "second.txt" {
		t.Errorf("%s is done next", job.Source.Name)
	}
	ann.Submit(second+"/first", nil, http.StatusConflict)
	events, err := s.Library.Events(t.Context(), corpus.EventFilter{What: "prefer job"})
	must(t, err)
	if len(events) != 1 || events[0].Object != strconv.FormatInt(job.ID, 10) || events[0].Person.Name == "" {
		t.Errorf("the audit log says %+v", events)
	}
	con.See(first, ok, "Waiting")
}

// A job's progress is told as it comes, to its end.
func TestEvents(t *testing.T) {
	s := servertest.New(t, servertest.Config{})
	con := s.As(t, "con", corpus.Contributor)
	_, job := con.Send("/admin/sources", "source", "seminar.txt", servertest.Proceedings("LEARNING AT WORK"), seeOther)
	res, err := con.Get(s.URL + job + "/events")
	must(t, err)
	defer res.Body.Close()
	if got := res.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Errorf("got %q", got)
	}
	ctx, stop := context.WithCancel(t.Context())
	var served sync.WaitGroup
	defer func() { stop(); served.Wait() }()
	lines := bufio.NewScanner(res.Body)
	var told []string
	for lines.Scan() {
		if data, isData := strings.CutPrefix(lines.Text(), "data: "); isData {
			if told = append(told, data); len(told) == 1 {
				served.Go(func() { s.Jobs.Serve(ctx) })
			}
		}
	}
	if len(told) < 2 || !strings.Contains(told[0], `"queued"`) || !strings.Contains(told[len(told)-1], `"review"`) {
		t.Errorf("got %q", told)
	}
	con.See(job, ok, "It is processed")
	nobody := s.As(t, "", "")
	nobody.See(job+"/events", seeOther)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
