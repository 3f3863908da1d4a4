package server

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"time"
)

// siteMap is a sitemap as sitemaps.org has it.
type siteMap struct {
	XMLName xml.Name    `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	Pages   []mappedURL `xml:"url"`
}

type mappedURL struct {
	Address  string `xml:"loc"`
	Modified string `xml:"lastmod,omitempty"`
}

// maxMapped is how many addresses the protocol allows in one file.
const maxMapped = 50_000

// siteMap tells search engines what there is to read: volumes, papers, concepts.
func (s *server) siteMap(w http.ResponseWriter, r *http.Request) error {
	volumes, err := s.Library.Volumes(r.Context())
	if err != nil {
		return err
	}
	var all siteMap
	add := func(address, modified string) {
		if len(all.Pages) < maxMapped {
			all.Pages = append(all.Pages, mappedURL{s.absolute(address), modified})
		}
	}
	for _, address := range []string{"/", "/volumes", "/concepts", "/authors", "/help"} {
		add(address, "")
	}
	for _, c := range s.Glossary.Concepts() {
		add(conceptURL(c.ID), "")
	}
	for _, v := range volumes {
		published := v.Published.UTC().Format(time.DateOnly)
		add(volumeURL(v.Volume.ID), published)
		for _, p := range v.Parts {
			add(paperURL(p.ID, "", ""), published)
		}
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	if _, err := w.Write([]byte(xml.Header)); err != nil {
		return err
	}
	return xml.NewEncoder(w).Encode(all)
}

// robots keeps search engines from what has no end: narrowed searches, words,
// and what is made for other programs.
func (s *server) robots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintf(w, "User-agent: *\nDisallow: /admin\nDisallow: /search?*&\nDisallow: /search.\nDisallow: /suggest\nDisallow: /concordance\nDisallow: /papers/*/words/\n\nSitemap: %s\n", s.absolute("/sitemap.xml"))
}
