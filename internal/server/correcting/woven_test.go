package correcting_test

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/server/servertest"
)

// question is a joint as a page asks about it: a line, and those that it may follow.
type question struct {
	line    string
	choices []string
	words   []string // at which it can be cut
}

var (
	questionForm = regexp.MustCompile(`(?s)name="line" value="([^"]+)".*?</form>`)
	cutOption    = regexp.MustCompile(`<option value="([^"]+)"`)
	choiceButton = regexp.MustCompile(`name="follow" value="([^"]+)"`)
)

func questions(body string) (all []question) {
	for _, m := range questionForm.FindAllStringSubmatch(body, -1) {
		q := question{line: m[1]}
		for _, c := range choiceButton.FindAllStringSubmatch(m[0], -1) {
			q.choices = append(q.choices, c[1])
		}
		for _, c := range cutOption.FindAllStringSubmatch(m[0], -1) {
			q.words = append(q.words, c[1])
		}
		all = append(all, q)
	}
	return all
}

// A whole scan of a volume whose text layer is woven is put in order, in every
// way that there is; the decisions bear on what is asked next, are counted, and
// stand when the volume is made again.
func TestWovenVolume(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped under -short: a volume is processed twice")
	}
	source := filepath.Join(cmp.Or(os.Getenv("RECTO_SHARED"), filepath.Join("..", "..", "..", "..", "shared")), "data", "simulated", "v01", "ocr.txt")
	data, err := os.ReadFile(source)
	if err != nil {
		t.Skip("skipped: no shared data; set RECTO_SHARED")
	}
	s := servertest.New(t, servertest.Config{})
	ann, bo := s.As(t, "ann", corpus.Editor), s.As(t, "bo", corpus.Editor)
	e := s.Volume(t, "woven.txt", string(data))
	volume := "/admin/correct/" + e.Volume.ID
	links := regexp.MustCompile(`href="(`+volume+`/scans/\d+/arrange)"`).FindAllStringSubmatch(ann.See(volume, ok), -1)
	room := links[len(links)/2][1]
	joints := room + "?ask=joints"
	body := ann.See(joints, ok, "Scan by scan")
	asked := questions(body)
	first := len(asked)
	if first < 6 {
		t.Fatalf("only %d joints are in doubt", first)
	}
	decide := func(by servertest.Browser, q question, form url.Values, status int) {
		t.Helper()
		form.Set("seen", servertest.Field(t, body, "seen"))
		form.Set("line", q.line)
		by.Submit(room, form, status)
	}

	// Accepted, picked, none of them, cut; bo does not get what ann took.
	picked := asked[0].choices[0]
	decide(ann, asked[0], url.Values{"follow": {picked}}, seeOther)
	for _, q := range asked[1:] {
		for _, choice := range q.choices {
			if choice == picked {
				decide(bo, q, url.Values{"follow": {picked}}, http.StatusConflict)
			}
		}
	}
	body = ann.See(joints, ok, "1 decided")
	for _, q := range questions(body) {
		for _, choice := range q.choices {
			if choice == picked {
				t.Errorf("%s may still follow a line that is taken", q.line)
			}
		}
	}
	left := questions(body)
	if len(left) >= first {
		t.Errorf("%d joints are open after a decision, of %d", len(left), first)
	}
	picks := left[0].choices
	decide(ann, left[0], url.Values{"follow": {picks[len(picks)-1]}}, seeOther)
	body = ann.See(joints, ok, "2 decided")
	decide(ann, questions(body)[0], url.Values{"do": {"none"}}, seeOther)
	body = ann.See(joints, ok, "3 decided")
	left = questions(body)
	cut := left[slices.IndexFunc(left, func(q question) bool { return len(q.words) > 0 })]
	decide(ann, cut, url.Values{"do": {"cut"}, "cut": {cut.words[0]}}, seeOther)

	// The rest is right as it stands.
	body = ann.See(joints, ok, "4 decided", "The rest is right as it stands")
	form := url.Values{"seen": {servertest.Field(t, body, "seen")}, "do": {"rest"}}
	for _, m := range regexp.MustCompile(`name="joint" value="([^"]+)"`).FindAllStringSubmatch(body, -1) {
		form.Add("joint", m[1])
	}
	ann.Submit(room, form, seeOther)
	done := fmt.Sprint(4+len(form["joint"])) + " decided"
	body = ann.See(joints, ok, done)
	if strings.Contains(body, "The rest is right") {
		t.Errorf("there is a rest still:\n%s", body)
	}

	ann.Submit("/admin/volumes/"+e.Volume.ID+"/process", nil, seeOther)
	s.Work(t)
	ann.See(joints, ok, done)
	log, err := s.Library.Corrections(t.Context(), e.Volume.ID, corpus.Accepted)
	must(t, err)
	for _, c := range log {
		if c.Conflict != "" {
			t.Errorf("%s at “%s”: %s", c.Kind, c.At.Raw, c.Conflict)
		}
	}
	t.Logf("%d joints were in doubt on the scan; %d decisions and one for the rest", first, 4)
}
