package desk

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"recto/internal/server/page"
)

// maxForm is how large a form without a file may be, in bytes.
const maxForm = 128 << 10

// form reads the fields of a form that was sent.
func form(w http.ResponseWriter, r *http.Request) error {
	return page.ReadForm(w, r, maxForm)
}

// seen is the version of the log of corrections that the form was made with.
func seen(r *http.Request) (int64, error) {
	version, err := strconv.ParseInt(r.PostForm.Get("seen"), 10, 64)
	if err != nil || version < 0 {
		return 0, page.BadRequest("The form is not whole", "Nothing was changed. Load the page again and send it from there.")
	}
	return version, nil
}

// see leads on to a page after a change.
func see(w http.ResponseWriter, r *http.Request, address string) error {
	http.Redirect(w, r, address, http.StatusSeeOther)
	return nil
}

func volumeID(r *http.Request) string { return chi.URLParam(r, "volume") }

func careURL(volume string) string   { return "/admin/volumes/" + volume }
func reviewURL(volume string) string { return careURL(volume) + "/review" }

// plainText is what was typed, without blanks at its ends and with line feeds alone.
func plainText(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\r\n", "\n"))
}

// short is the beginning of an edition's id, as people say it.
func short(edition string) string { return edition[:min(12, len(edition))] }
