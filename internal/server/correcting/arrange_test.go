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

// woven is a volume whose pages were read straight across the spread, so that
// lines of both pages follow each other.
func woven() string {
	verso := []string{
		"The nurses of the ward met every other week and spoke about", "what they had seen of the patients who came back to them soon",
		"after they were sent home, and they asked whose work it was to", "follow a person from one place of care to the next one without",
		"losing sight of the whole. Nobody could tell them, since every", "clinic kept notes of its own, and no one read those of another.",
	}
	recto := []string{
		"In the school the teachers had begun to plan the year together,", "which none of them had done before, and they soon found that the",
		"timetable stood in their way. A bell rang every hour, and what", "pupils had started in one room was left there when they walked",
		"to another. So the teachers proposed that two of them should be", "in one room for a morning, and the headmaster agreed to a trial.",
	}
	var b strings.Builder
	b.WriteString("WEAVING\n\nPapers of a seminar\n\f")
	for n := range 3 {
		for i := range verso {
			order := []string{verso[i], recto[i]}
			if (i+n)%3 == 2 {
				order[0], order[1] = order[1], order[0]
			}
			fmt.Fprintf(&b, "%s\n%s\n", order[0], order[1])
		}
		fmt.Fprintf(&b, "\n%d\n\f", n+1)
	}
	return b.String()
}

// Doubtful joints are decided one by one; each decision is a correction that the
// next edition replays, and leaves fewer candidates for those still open.
func TestArrange(t *testing.T) {
	s := servertest.New(t, servertest.Config{})
	ann, con := s.As(t, "ann", corpus.Editor), s.As(t, "con", corpus.Contributor)
	e := s.Volume(t, "woven.txt", woven())
	body := ann.See("/admin/correct/"+e.Volume.ID, ok, "Order of the lines")
	room := regexp.MustCompile(`href="(/admin/correct/[^"]+/arrange)"`).FindStringSubmatch(body)
	if room == nil {
		t.Fatalf("no scan is in doubt:\n%s", body)
	}
	con.See(room[1], http.StatusForbidden)
	joint := regexp.MustCompile(`(?s)name="line" value="([^"]+)".*?</form>`)
	candidate := regexp.MustCompile(`name="follow" value="([^"]+)"`)
	body = ann.See(room[1], ok, "in doubt on this scan")
	open := joint.FindAllStringSubmatch(body, -1)
	first := candidate.FindStringSubmatch(open[0][0])
	ann.Submit(room[1], url.Values{"seen": {servertest.Field(t, body, "seen")}, "line": {"nowhere"}}, http.StatusBadRequest, "The form is not whole")
	ann.Submit(room[1], url.Values{"seen": {servertest.Field(t, body, "seen")}, "line": {open[0][1]}, "follow": {first[1]}}, seeOther)
	body = ann.See(room[1], ok, "1 decided")
	for _, j := range joint.FindAllString(body, -1) {
		if strings.Contains(j, `name="follow" value="`+first[1]+`"`) {
			t.Errorf("a line that is taken is a candidate still: %s", j)
		}
	}
	open = joint.FindAllStringSubmatch(body, -1)
	if len(open) > 0 {
		ann.Submit(room[1], url.Values{"seen": {servertest.Field(t, body, "seen")}, "line": {open[0][1]}, "do": {"none"}}, seeOther)
		ann.See(room[1], ok, "2 decided")
	}
	ann.Submit("/admin/volumes/"+e.Volume.ID+"/process", nil, seeOther)
	s.Work(t)
	log, err := s.Library.Corrections(t.Context(), e.Volume.ID, corpus.Accepted)
	must(t, err)
	if log[0].Kind != corpus.Follow || log[0].Conflict != "" {
		t.Errorf("got %+v", log[0])
	}
	ann.See(room[1], ok, fmt.Sprint(len(log))+" decided")
}
