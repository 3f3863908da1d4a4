package desk_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/server/servertest"
)

// Two administrators load the same pages. What the second does with a page that
// the first has made stale is refused with both sides shown, wherever it would
// undo what the first did.
func TestTwoAdministrators(t *testing.T) {
	s := servertest.New(t, servertest.Config{})
	ann, bo := s.As(t, "ann", corpus.Administrator), s.As(t, "bo", corpus.Administrator)
	volume := upload(t, s, ann)
	care, job := "/admin/volumes/"+volume, "/admin/jobs/1"
	review := ann.See(care+"/review", ok)
	links := regexp.MustCompile(`href="(`+care+`/parts/[^"]+)"`).FindAllStringSubmatch(review, -1)
	last := links[len(links)-1][1]
	part := ann.See(last, ok)
	seen, edition := servertest.Field(t, part, "seen"), servertest.Field(t, review, "edition")
	quicker := "Somebody else was quicker"

	// Where a part begins, and what it is.
	ann.Submit(last+"/boundary", url.Values{"seen": {seen}, "do": {"kind"}, "kind": {"introduction"}}, seeOther)
	bo.Submit(last+"/boundary", url.Values{"seen": {seen}, "do": {"join"}}, http.StatusConflict, quicker, "Introduction begins at")
	bo.Submit(job+"/discard", url.Values{"edition": {edition}}, http.StatusConflict, quicker)
	s.Work(t)

	// How a paper is described.
	seen = servertest.Field(t, ann.See(last, ok), "seen")
	ann.Submit(last+"/boundary", url.Values{"seen": {seen}, "do": {"kind"}, "kind": {"paper"}}, seeOther)
	s.Work(t)
	seen = servertest.Field(t, bo.See(last, ok), "seen")
	ann.Submit(last+"/fields", url.Values{"seen": {seen}, "authors": {"Scribe, Bo"}}, seeOther)
	bo.Submit(last+"/fields", url.Values{"seen": {seen}, "authors": {"More, Ann"}}, http.StatusConflict, quicker, "Scribe, Bo", "More, Ann")
	s.Work(t)

	// A decision is undone once.
	decision := url.Values{"correction": {servertest.Field(t, bo.See(care+"/review", ok), "correction")}}
	ann.Submit(care+"/undo", decision, seeOther)
	bo.Submit(care+"/undo", decision, http.StatusConflict, quicker)

	// The edition that one looked at is not the one that waits, or nothing waits.
	bo.Submit(job+"/discard", url.Values{"edition": {edition}}, http.StatusConflict, quicker)
	s.Work(t)
	bo.Submit(job+"/discard", url.Values{"edition": {edition}}, http.StatusConflict, quicker)
	edition = servertest.Field(t, ann.See(care+"/review", ok), "edition")
	ann.Submit(care+"/publish", url.Values{"edition": {edition}, "was": {""}}, seeOther)
	bo.Submit(care+"/publish", url.Values{"edition": {edition}, "was": {""}}, http.StatusConflict, quicker)
	bo.Submit(job+"/discard", url.Values{"edition": {edition}}, http.StatusConflict, quicker)
	bo.Submit(job+"/cancel", nil, http.StatusConflict, quicker)
	bo.Submit(job+"/retry", nil, http.StatusConflict)

	// What is published is not thrown away by whoever saw a draft.
	bo.Submit(care+"/trash", url.Values{"was": {""}}, http.StatusConflict, quicker)
	ann.Submit(care+"/withdraw", url.Values{"was": {edition}, "reason": {"An author asked."}}, seeOther)
	bo.Submit(care+"/withdraw", url.Values{"was": {edition}, "reason": {"It is wrong."}}, http.StatusConflict, quicker)
	bo.Submit(care+"/trash", url.Values{"was": {edition}}, http.StatusConflict, quicker)
	ann.Submit(care+"/trash", url.Values{"was": {""}}, seeOther)
	ann.Submit(care+"/restore", nil, seeOther)
	bo.Submit(care+"/restore", nil, http.StatusConflict, quicker)

	log, err := s.Library.Corrections(t.Context(), volume)
	must(t, err)
	var by []string
	for _, c := range log {
		by = append(by, c.Author.Name)
	}
	if strings.Contains(strings.Join(by, " "), "bo") {
		t.Errorf("something of bo's was taken: %v", by)
	}
}
