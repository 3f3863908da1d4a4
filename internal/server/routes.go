package server

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"recto/internal/corpus"
	"recto/internal/server/people"
	"recto/web"
)

// routes is the map of the site.
func (s *server) routes() http.Handler {
	r := chi.NewRouter()
	r.Use(middleware.GetHead, middleware.RequestID, s.clientAddress(), s.forwarded, s.log, s.recover, middleware.Compress(5), secure, s.crossOrigin, middleware.CleanPath, s.rooms.Identify)
	r.NotFound(s.page(func(http.ResponseWriter, *http.Request) error { return errNoPage }))
	r.MethodNotAllowed(s.page(func(http.ResponseWriter, *http.Request) error { return errMethod }))

	r.Group(s.readerRoutes)
	r.Group(s.takeawayRoutes)
	r.Group(s.rooms.Routes)
	if s.notes != nil {
		r.Group(s.notes.Routes)
	}
	r.Route("/admin", s.adminRoutes)

	r.Handle(web.AssetPath+"*", s.static())
	r.Get("/robots.txt", s.robots)
	r.Get("/healthz", s.health)
	return r
}

// readerRoutes are the pages that anyone may read.
func (s *server) readerRoutes(r chi.Router) {
	r.Use(patient)
	r.Get("/", s.page(s.home))
	r.Get("/search", s.page(s.search))
	r.Get("/search.atom", s.page(s.searchFeed))
	r.Get("/search.{format}", s.page(s.searchExport))
	r.Get("/concordance", s.page(s.concordance))
	r.Get("/concordance.csv", s.page(s.concordanceCSV))
	r.Get("/suggest", s.page(s.suggest))
	r.Get("/feed.atom", s.page(s.feed))
	r.Get("/sitemap.xml", s.page(s.siteMap))
	r.Get("/volumes", s.page(s.volumes))
	r.Get("/volumes/{volume}", s.page(s.volume))
	r.Get("/papers/{paper}", s.page(s.paper))
	r.Get("/papers/{paper}/citation.{format}", s.page(s.citation))
	r.Get("/papers/{paper}/passage", s.page(s.citedPassage))
	r.Get("/papers/{paper}/pages", s.page(s.goToPage))
	r.Get("/papers/{paper}/pages/{page}", s.page(s.scanPage))
	r.Get("/papers/{paper}/words/{word}", s.page(s.word))
	r.Get("/scans/{volume}/{scan}", s.page(s.picture))
	r.Get("/scans/{volume}/{scan}/{part}/{width}", s.page(s.pictureCopy))
	r.Get("/concepts", s.page(s.concepts))
	r.Get("/concepts/together", s.page(s.together))
	r.Get("/concepts/{concept}", s.page(s.concept))
	r.Get("/authors", s.page(s.authors))
	r.Get("/authors/{author}", s.page(s.author))
	r.Get("/help", s.page(s.help))
}

// takeawayRoutes are papers and volumes as files, which take as long as they take
// to arrive.
func (s *server) takeawayRoutes(r chi.Router) {
	r.Get("/papers/{paper}/paper.pdf", s.page(s.takePart("pdf")))
	r.Get("/papers/{paper}/paper.epub", s.page(s.takePart("epub")))
	r.Get("/papers/{paper}/text.xml", s.page(s.takePart("tei")))
	r.Get("/papers/{paper}/text.md", s.page(s.takePart("md")))
	r.Get("/papers/{paper}/text.txt", s.page(s.takePart("text")))
	r.Get("/papers/{paper}/text.json", s.page(s.takePart("json")))
	r.Get("/volumes/{volume}/volume.epub", s.page(s.takeVolume("epub")))
	r.Get("/volumes/{volume}/volume.zip", s.page(s.takeVolume("zip")))
}

// adminRoutes are the rooms where the library is made.
func (s *server) adminRoutes(r chi.Router) {
	r.Use(unstored)
	s.desk.Routes(r)
	r.Route("/correct", s.correcting.Routes)
	r.With(people.Needs(s.site, corpus.Administrator)).Get("/status", s.page(s.status))
	if s.intake != nil {
		r.With(people.Needs(s.site, corpus.Contributor)).Route("/uploads", s.intake.Routes)
	}
	if s.terms != nil {
		r.With(people.Needs(s.site, corpus.Editor)).Route("/glossary", s.terms.Routes)
	}
}
