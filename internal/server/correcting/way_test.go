package correcting_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/server/servertest"
)

// The administrator's way without script, by forms alone: uploaded, a boundary
// moved, words mended, one taught, published, found by a reader, processed again
// with everything kept, compared, and taken back.
func TestWayByForms(t *testing.T) {
	s := servertest.New(t, servertest.Config{})
	ada, reader := s.As(t, "ada", corpus.Administrator), s.As(t, "", "")
	_, job := ada.Send("/admin/sources", "source", "seminar.txt", servertest.Proceedings("LEARNING AT WORK"), seeOther)
	ada.See(job, ok, "Waiting", `http-equiv="refresh"`)
	s.Work(t)
	ada.See(job, ok, "To be reviewed")
	all, err := s.Library.Jobs(t.Context())
	must(t, err)
	first, err := s.Library.Edition(t.Context(), all[0].Edition)
	must(t, err)
	care := "/admin/volumes/" + first.Volume.ID

	// A boundary.
	part := care + "/parts/" + first.Parts[len(first.Parts)-1].ID
	body := ada.See(part, ok, "Let it begin at another place")
	place := regexp.MustCompile(`(?s)optgroup label="Later.*?<option value="([^"]+)"`).FindStringSubmatch(body)[1]
	ada.Submit(part+"/boundary", url.Values{"seen": {servertest.Field(t, body, "seen")}, "do": {"move"}, "at": {place}}, seeOther)
	s.Work(t)

	// Words, of which one is taught.
	leaf := leafOf(t, first, "Vygotzki")
	for _, w := range [][2]string{{"meet what", "meets what"}, {"they talk", "they talked"}, {"Vygotzki", "Vygotsky"}} {
		ada.Submit(leaf, written(t, ada.See(leaf, ok), w[0], w[1]), seeOther)
	}
	log, err := s.Library.Corrections(t.Context(), first.Volume.ID, corpus.Accepted)
	must(t, err)
	teach := fmt.Sprint("/admin/correct/teach/", log[len(log)-1].ID)
	body = ada.See(teach, ok, "would also change")
	form := url.Values{"seen": {servertest.Field(t, body, "seen")}}
	for _, p := range regexp.MustCompile(`name="place" value="([^"]+)"`).FindAllStringSubmatch(body, -1) {
		form.Add("place", p[1])
	}
	ada.Submit(teach, form, seeOther)

	for range 2 { // processed, and later again
		ada.Submit(care+"/process", nil, seeOther)
		s.Work(t)
		body = ada.See(care+"/review", ok, "Vygotsky", "Decided by hand")
		if strings.Contains(body, "could not be kept") {
			t.Errorf("not every decision is there:\n%s", body)
		}
	}
	edition := servertest.Field(t, body, "edition")
	ada.Submit(care+"/publish", url.Values{"edition": {edition}, "was": {""}}, seeOther)
	s.Work(t)
	reader.See("/search?q=Vygotsky", ok, "<mark>Vygotsky</mark>")

	ada.See(care+"/compare?from="+first.ID+"&to="+edition, ok, "<del>Vygotzki</del>", "<ins>Vygotsky</ins>", "<ins>talked</ins>")
	ada.Submit(care+"/publish", url.Values{"edition": {first.ID}, "was": {edition}}, seeOther)
	s.Work(t)
	if body := reader.See("/search?q=Vygotzki", ok); !strings.Contains(body, "<mark>Vygotzki</mark>") {
		t.Error("the first edition is not back")
	}
}
