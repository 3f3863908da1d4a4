package correcting_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/server/servertest"
)

// Doubtful joints are decided one by one; each decision is a correction that the
// next edition replays, and leaves fewer candidates for those still open.
func TestArrange(t *testing.T) {
	s := servertest.New(t, servertest.Config{})
	ann, con := s.As(t, "ann", corpus.Editor), s.As(t, "con", corpus.Contributor)
	e := s.Volume(t, "woven.txt", servertest.Woven())
	body := ann.See("/admin/correct/"+e.Volume.ID, ok, "Order of the lines")
	room := regexp.MustCompile(`href="(/admin/correct/[^"]+/arrange)"`).FindStringSubmatch(body)
	if room == nil {
		t.Fatalf("no scan is in doubt:\n%s", body)
	}
	con.See(room[1], http.StatusForbidden)
	joint := regexp.MustCompile(`(?s)name="line" value="([^"]+)".*?</form>`)
	candidate := regexp.MustCompile(`name="follow" value="([^"]+)"`)
	asked := room[1] + "?ask=joints"
	body = ann.See(asked, ok, "in doubt on this scan")
	open := joint.FindAllStringSubmatch(body, -1)
	first := candidate.FindStringSubmatch(open[0][0])
	ann.Submit(room[1], url.Values{"seen": {servertest.Field(t, body, "seen")}, "line": {"nowhere"}}, http.StatusBadRequest, "The form is not whole")
	ann.Submit(room[1], url.Values{"seen": {servertest.Field(t, body, "seen")}, "line": {open[0][1]}, "follow": {first[1]}}, seeOther)
	body = ann.See(asked, ok, "1 decided")
	for _, j := range joint.FindAllString(body, -1) {
		if strings.Contains(j, `name="follow" value="`+first[1]+`"`) {
			t.Errorf("a line that is taken is a candidate still: %s", j)
		}
	}
	open = joint.FindAllStringSubmatch(body, -1)
	if len(open) > 0 {
		ann.Submit(room[1], url.Values{"seen": {servertest.Field(t, body, "seen")}, "line": {open[0][1]}, "do": {"none"}}, seeOther)
		ann.See(asked, ok, "2 decided")
	}
	ann.Submit("/admin/volumes/"+e.Volume.ID+"/process", nil, seeOther)
	s.Work(t)
	log, err := s.Library.Corrections(t.Context(), e.Volume.ID, corpus.Accepted)
	must(t, err)
	if log[0].Kind != corpus.Follow || log[0].Conflict != "" {
		t.Errorf("got %+v", log[0])
	}
	ann.See(asked, ok, fmt.Sprint(len(log))+" decided")
}
