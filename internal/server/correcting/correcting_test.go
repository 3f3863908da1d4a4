package correcting_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/server/servertest"
)

const (
	ok       = http.StatusOK
	seeOther = http.StatusSeeOther
)

// lineWith finds the first line of a page that has some words: its fields, and
// what they hold.
func lineWith(t *testing.T, body, words string) (id, text string) {
	t.Helper()
	for _, m := range regexp.MustCompile(`name="was-([^"]+)" value="([^"]*)"`).FindAllStringSubmatch(body, -1) {
		if strings.Contains(m[2], words) {
			return m[1], m[2]
		}
	}
	t.Fatalf("no line has %q:\n%s", words, body)
	return "", ""
}

// written is the form of a page with one line written otherwise.
func written(t *testing.T, body, words, instead string) url.Values {
	t.Helper()
	id, text := lineWith(t, body, words)
	return url.Values{"seen": {servertest.Field(t, body, "seen")}, "was-" + id: {text}, "line-" + id: {strings.Replace(text, words, instead, 1)}}
}

// leafOf is the address of the page of an edition on which a word of the scan
// stands first.
func leafOf(t *testing.T, e *corpus.Edition, raw string) string {
	t.Helper()
	for _, p := range e.Pages {
		for _, l := range p.Lines {
			if slices.ContainsFunc(l.Words, func(w corpus.Word) bool { return w.Raw == raw }) {
				return "/admin/correct/" + e.Volume.ID + "/" + p.ID
			}
		}
	}
	t.Fatalf("no word reads %q", raw)
	return ""
}

// A reader's whole way: proposed, seen, accepted, taught to the other places in
// two volumes, processed, and there in the text; then undone.
func TestCorrect(t *testing.T) {
	s := servertest.New(t, servertest.Config{})
	con, ann := s.As(t, "con", corpus.Contributor), s.As(t, "ann", corpus.Editor)
	e, other := s.Volume(t, "one.txt", servertest.Proceedings("LEARNING AT WORK")), s.Volume(t, "two.txt", servertest.Proceedings("WORKING AT LEARNING"))
	leaf := leafOf(t, e, "Vygotzki")

	body := con.See(leaf, ok, "Vygotzki", "Propose the corrections", "every correction that was accepted")
	form := written(t, body, "Vygotzki", "Vygotsky")
	form.Set("note", "as on the cover")
	to := con.Submit(leaf, form, seeOther)
	con.See(to, ok, "“Vygotzki” reads “Vygotsky”", "an editor will decide", "Proposed by con")
	con.See("/admin/correct", ok, "“Vygotzki” reads “Vygotsky”", "as on the cover")
	con.Submit("/admin/correct/decide", url.Values{"one": {"accept 1"}}, http.StatusForbidden)

	ann.See("/admin/correct", ok, "Accept those that are ticked")
	ann.Submit("/admin/correct/decide", url.Values{"one": {"accept 1"}}, seeOther)
	ann.Submit("/admin/correct/decide", url.Values{"one": {"refuse 1"}}, http.StatusConflict, "Somebody else was quicker")
	ann.See(leaf, ok, "Vygotsky", "1 correction is not in the edition yet", "Process again")

	body = ann.See("/admin/correct/teach/1", ok, "would also change 23 places in 4 papers and other parts", "LEARNING AT WORK", "WORKING AT LEARNING")
	places := regexp.MustCompile(`name="place" value="([^"]+)"`).FindAllStringSubmatch(body, -1)
	if len(places) != 23 {
		t.Fatalf("got %d places, want 23", len(places))
	}
	teach := url.Values{"seen": {servertest.Field(t, body, "seen")}}
	for _, p := range places[1:] { // one is refused
		teach.Add("place", p[1])
	}
	ann.Submit("/admin/correct/teach/1", teach, seeOther)
	ann.Submit("/admin/correct/teach/1", teach, http.StatusConflict, "Somebody else was quicker")
	ann.See("/admin/correct/teach/1", ok, "would also change 1 place in 1 paper or other part", "10 places in", "12 places in")
	log, err := s.Library.Corrections(t.Context(), other.Volume.ID, corpus.Accepted)
	must(t, err)
	if len(log) != 12 || log[0].Teacher != 1 || log[0].Author.Name != "ann" {
		t.Fatalf("got %d corrections of the other volume, first %+v", len(log), log[0])
	}

	ann.Submit("/admin/volumes/"+e.Volume.ID+"/process", nil, seeOther)
	s.Work(t)
	ann.See(leaf, ok, "every correction that was accepted")
	ann.See("/admin/volumes/"+e.Volume.ID+"/review", ok, "Vygotsky")

	ann.Submit("/admin/correct/decide", url.Values{"one": {"undo 1"}}, seeOther)
	ann.See("/admin/correct", ok, "undone", "Accept again")
	ann.See(leaf, ok, "not in the edition yet")
	ann.Submit("/admin/volumes/"+e.Volume.ID+"/process", nil, seeOther)
	s.Work(t)
	ann.See(leaf, ok, "Vygotzki", "Vygotsky")
}

// Two people at the same line never overwrite each other unawares.
func TestContested(t *testing.T) {
	s := servertest.New(t, servertest.Config{})
	ann, bea := s.As(t, "ann", corpus.Editor), s.As(t, "bea", corpus.Editor)
	e := s.Volume(t, "one.txt", servertest.Proceedings("LEARNING AT WORK"))
	leaf := leafOf(t, e, "Vygotzki")
	body := ann.See(leaf, ok)
	ann.Submit(leaf, written(t, body, "Vygotzki", "Vygotsky"), seeOther)
	bea.Submit(leaf, written(t, body, "meet what", "meets what"), http.StatusConflict, "As it reads now", "Vygotsky called")
	bea.Submit(leaf, written(t, body, "they talk", "they talked"), seeOther) // another line
	body = bea.See(leaf, ok)
	bea.Submit(leaf, written(t, body, "Vygotsky", "Wygotski"), seeOther)
	bea.See(leaf, ok, "Wygotski")
	bea.Submit(leaf, url.Values{"seen": {"x"}}, http.StatusBadRequest, "The form is not whole")
	bea.See("/admin/correct/"+e.Volume.ID+"/nowhere", http.StatusNotFound)
	bea.See("/admin/correct/"+e.Volume.ID, ok, "Printed pages", leaf)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
