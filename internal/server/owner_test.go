package server_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"recto/internal/corpus"
)

// TestJobsOfOthers asks for a job as the contributor who brought its source, as
// another one, and as an editor.
func TestJobsOfOthers(t *testing.T) {
	s := emptySite(t)
	owner := s.account(t, corpus.Contributor)
	job, err := s.queue.EnqueueHeld(t.Context(), owner, "mine.txt", strings.NewReader("A page of text."))
	must(t, err)
	other, err := s.library.AddPerson(t.Context(), corpus.Person{Name: "Other", Email: "other@example.org", Role: corpus.Contributor}, "", time.Now())
	must(t, err)
	path := fmt.Sprintf("/admin/jobs/%d", job.ID)
	for _, who := range []struct {
		name   string
		client *http.Client
		page   int // status of the job's page
		change int // status of cancelling and retrying it
		listed bool
	}{
		{"another contributor", signedInPerson(t, s, other), http.StatusForbidden, http.StatusForbidden, false},
		{"the one who brought it", signedInPerson(t, s, owner), http.StatusOK, http.StatusSeeOther, true},
		{"an editor", signedInAs(t, s, corpus.Editor), http.StatusOK, http.StatusSeeOther, true},
	} {
		t.Run(who.name, func(t *testing.T) {
			see := func(path string) (int, string) {
				res, err := who.client.Get(s.URL + path)
				must(t, err)
				return res.StatusCode, bodyOf(t, res)
			}
			status, body := see(path)
			if status != who.page || status == http.StatusOK && !strings.Contains(body, owner.Name) {
				t.Errorf("the job: status %d, want %d with who brought it:\n%s", status, who.page, body)
			}
			if _, body := see("/admin"); strings.Contains(body, "mine.txt") != who.listed {
				t.Errorf("listed: %v, want %v", !who.listed, who.listed)
			}
			for _, change := range []string{"/cancel", "/retry"} {
				if res, _ := post(t, who.client, s.URL+path+change, nil); res.StatusCode != who.change {
					t.Errorf("%s: status %d, want %d", change, res.StatusCode, who.change)
				}
			}
			if who.change == http.StatusForbidden {
				if status, _ := see(path + "/events"); status != http.StatusForbidden {
					t.Errorf("the events: status %d", status)
				}
			}
		})
	}
	if res, _ := post(t, signedInPerson(t, s, owner), s.URL+path+"/discard", nil); res.StatusCode != http.StatusForbidden {
		t.Errorf("discarding what is one's own is for editors: status %d", res.StatusCode)
	}
}
