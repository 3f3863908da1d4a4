package correcting

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// maxForm is how large a form may be, in bytes: a printed page twice over, with
// room for letters that take several bytes.
const maxForm = 256 << 10

// form reads the fields of a form that was sent.
func form(w http.ResponseWriter, r *http.Request) error {
	return page.ReadForm(w, r, maxForm)
}

var errTorn = page.BadRequest("The form is not whole", "Nothing was changed. Load the page again and send it from there.")

// seen is the version of the log of corrections that the form was made with.
func seen(r *http.Request) (int64, error) {
	version, err := strconv.ParseInt(r.PostForm.Get("seen"), 10, 64)
	if err != nil || version < 0 {
		return 0, errTorn
	}
	return version, nil
}

// plain is a text as it stands in a line: words parted by single spaces.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
}

// see leads on to a page after a change.
func see(w http.ResponseWriter, r *http.Request, address string) error {
	http.Redirect(w, r, address, http.StatusSeeOther)
	return nil
}

const root = "/admin/correct"

func volumeID(r *http.Request) string    { return chi.URLParam(r, "volume") }
func volumeURL(volume string) string     { return root + "/" + volume }
func leafURL(volume, page string) string { return volumeURL(volume) + "/" + page }
func wordURL(volume, word string) string { return volumeURL(volume) + "/words/" + word }
func teachURL(correction int64) string   { return fmt.Sprintf("%s/teach/%d", root, correction) }
func arrangeURL(volume string, n int) string {
	return fmt.Sprintf("%s/scans/%d/arrange", volumeURL(volume), n)
}

// describe says what a correction decides, in words.
func describe(c corpus.Correction) string {
	switch c.Kind {
	case corpus.SetField:
		return fmt.Sprintf("the %s is “%s”", c.Name, c.Text)
	case corpus.BeginPart, corpus.JoinPart:
		return fmt.Sprintf("where a part begins, at “%s”", c.At.Raw)
	}
	return page.Reading(c)
}
