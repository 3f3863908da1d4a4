package annotations

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"recto/internal/publish"
	"recto/internal/server/page"
)

// container serves the notes on a part by the Web Annotation Protocol, to be read:
// they are written by the forms. The representation is chosen by the Prefer header
// or, in the addresses that it gives, by the parameters iris and page.
func (n *Rooms) container(w http.ResponseWriter, r *http.Request) error {
	part, err := n.Library.Part(r.Context(), chi.URLParam(r, "paper"))
	if err != nil {
		return err
	}
	standing, orphans, err := n.ofPart(r.Context(), part.Entry)
	if err != nil {
		return err
	}
	q, prefer := r.URL.Query(), r.Header.Get("Prefer")
	c := publish.AnnotationContainer{
		URL: n.site.Base.JoinPath("papers", part.Entry.ID, "annotations").String() + "/", Label: "Notes on " + titleOf(part.Entry),
		All: n.noted(append(standing, orphans...)), IRIs: q.Get("iris") == "1" || strings.Contains(prefer, "#PreferContainedIRIs"),
	}
	data, err := containerData(c, q, strings.Contains(prefer, "#PreferMinimalContainer"))
	if err != nil {
		return err
	}
	h := w.Header()
	h.Add("Link", `<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"`)
	h.Add("Link", `<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#constrainedBy"`)
	h.Add("Vary", "Prefer")
	serveLD(w, r, data)
	return nil
}

func containerData(c publish.AnnotationContainer, q url.Values, minimal bool) ([]byte, error) {
	if !q.Has("page") {
		return c.Whole(minimal)
	}
	number, err := strconv.Atoi(q.Get("page"))
	if err != nil || number < 0 || number >= c.Pages() {
		return nil, page.ErrNoPage
	}
	return c.Page(number)
}

// reading are the methods that annotations answer as data.
const reading = "GET, HEAD, OPTIONS"

// serveLD answers with JSON-LD that programs of other sites may read too. They
// come without the cookie of whoever is signed in, and so see what is public.
func serveLD(w http.ResponseWriter, r *http.Request, data []byte) {
	sum := sha256.Sum256(data)
	h := w.Header()
	shareLD(h)
	h.Set("Content-Type", publish.WebAnnotationType)
	h.Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	h.Set("Cache-Control", "private, no-cache")
	h.Add("Vary", "Accept, Cookie")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

func shareLD(h http.Header) {
	h.Set("Allow", reading)
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "Allow, ETag, Link")
	h.Add("Link", `<http://www.w3.org/ns/ldp#Resource>; rel="type"`)
}

// options says what can be asked here, to programs of other sites as well.
func (n *Rooms) options(w http.ResponseWriter, _ *http.Request) error {
	shareLD(w.Header())
	w.Header().Set("Access-Control-Allow-Methods", reading)
	w.Header().Set("Access-Control-Allow-Headers", "Accept, Prefer, If-None-Match")
	w.WriteHeader(http.StatusNoContent)
	return nil
}
