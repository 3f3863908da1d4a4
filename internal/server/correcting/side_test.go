package correcting_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/server/servertest"
)

// Of lines that were read across two pages people say on which they stand; every
// answer parts the others too, can be undone, and is replayed by the next edition.
func TestSides(t *testing.T) {
	s := servertest.New(t, servertest.Config{})
	ann := s.As(t, "ann", corpus.Editor)
	e := s.Volume(t, "woven.txt", servertest.Woven())
	volume := "/admin/correct/" + e.Volume.ID
	rooms := regexp.MustCompile(`href="(`+volume+`/scans/\d+/arrange)"`).FindAllStringSubmatch(ann.See(volume, ok, "can be trusted"), -1)
	room := rooms[len(rooms)-1][1]
	asked := regexp.MustCompile(`name="stand" value="([^" ]+) left" data-left`)

	body := ann.See(room+"?ask=pages", ok, "The lines as they were read")
	first := regexp.MustCompile(`name="line" value="([^"]+)"`).FindStringSubmatch(ann.See(room+"?ask=joints", ok))[1]
	form := url.Values{"seen": {servertest.Field(t, body, "seen")}}
	say := func(value string, status int) string {
		t.Helper()
		form.Set("stand", value)
		return ann.Submit(room, form, status)
	}
	say(first+" above", http.StatusBadRequest)
	say("nowhere left", http.StatusBadRequest)
	back := say(first+" right", seeOther)
	body = ann.See(back, ok, "Left page", "Right page", "1 decided", "Undo the last decision")
	if m := asked.FindStringSubmatch(body); m != nil {
		left := ann.See(room+"?skip="+m[1], ok)
		if again := asked.FindStringSubmatch(left); again != nil && again[1] == m[1] {
			t.Errorf("%s is asked about again after it was left for later", m[1])
		}
	}
	form.Set("seen", servertest.Field(t, body, "seen"))
	form.Set("do", "stands")
	for _, m := range regexp.MustCompile(`name="stands" value="([^"]+)"`).FindAllStringSubmatch(body, -1) {
		form.Add("stands", m[1])
	}
	ann.Submit(room, form, seeOther)
	body = ann.See(room+"?ask=pages", ok, "100 % of the words of this scan", "No answer about")
	if strings.Contains(body, "All lines stand right now") {
		t.Error("there is a line to decide about still")
	}

	ann.Submit("/admin/volumes/"+e.Volume.ID+"/process", nil, seeOther)
	s.Work(t)
	ann.See(room+"?ask=pages", ok, "100 % of the words of this scan")
	log, err := s.Library.Corrections(t.Context(), e.Volume.ID, corpus.Accepted)
	must(t, err)
	for _, c := range log {
		if c.Kind != corpus.Stand || c.Conflict != "" {
			t.Errorf("got %+v", c)
		}
	}
}
