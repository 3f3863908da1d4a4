// Package server shows a library in the browser: reading, searching, the
// glossary, and the administrator's rooms.
//
// Each page goes the same way: parse the request, ask the library, build the
// page's struct, render it to a buffer, write it. Handlers return errors, and
// errors.go alone turns them into pages. The package keeps no data of its own
// and knows no database, index or pipeline: it asks through the interfaces in
// deps.go. How pages look is the business of package web.
package server

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"recto/internal/search/match"
	"recto/internal/server/annotations"
	"recto/internal/server/correcting"
	"recto/internal/server/desk"
	"recto/internal/server/intake"
	"recto/internal/server/page"
	"recto/internal/server/people"
	"recto/internal/server/terms"
)

// server is what handlers share; it does not change after New, but for the texts
// that are kept ready.
type server struct {
	Deps
	site       *page.Site
	base       *url.URL
	rooms      *people.Rooms      // about who may come in
	desk       *desk.Rooms        // where the library is made
	correcting *correcting.Rooms  // of words, beside the scan
	terms      *terms.Rooms       // about the glossary; nil where it cannot be changed
	notes      *annotations.Rooms // of readers; nil where there are none
	intake     *intake.Intake     // of uploads that go on; nil where there is no place for them
	words      match.Analyzer
	texts      textCache // read last
	states     volumeStates
}

// New makes the whole site. It fails where a dependency is missing or a
// template cannot be read.
func New(deps Deps) (*Site, error) {
	if deps.Library == nil || deps.Searcher == nil || deps.Glossary == nil || deps.Blobs == nil || deps.Jobs == nil {
		return nil, errors.New("server: a dependency is missing")
	}
	site, err := page.New(deps.BaseURL, deps.Version, deps.Log)
	if err != nil {
		return nil, err
	}
	deps.Log = site.Log
	rooms, err := people.New(site, deps.People)
	if err != nil {
		return nil, err
	}
	noting := people.Noting(deps.People.Now)
	made, err := desk.New(site, desk.Deps{
		Library: deps.Desk, Jobs: deps.Jobs, Copies: deps.Copies, Noting: noting, UploadLimit: deps.UploadLimit,
		Uploads: uploadsPath(deps),
	})
	if err != nil {
		return nil, err
	}
	corrections, err := correcting.New(site, correcting.Deps{Library: deps.Desk, Jobs: deps.Jobs, Copies: deps.Copies, Noting: noting})
	if err != nil {
		return nil, err
	}
	s := &server{Deps: deps, site: site, base: site.Base, rooms: rooms, desk: made, correcting: corrections}
	if deps.Terms.Shelf != nil {
		if s.terms, err = terms.New(site, deps.Terms); err != nil {
			return nil, err
		}
	}
	if deps.Notes != nil {
		s.notes, err = annotations.New(site, annotations.Deps{Store: deps.Notes, Library: deps.Library, Noting: noting, Now: deps.People.Now})
		if err != nil {
			return nil, err
		}
	}
	if deps.Uploads.Dir != "" {
		if s.intake, err = newIntake(deps, made); err != nil {
			return nil, err
		}
	}
	return &Site{s.routes(), s.intake}, nil
}

// HTTP is an HTTP server for the site, with time limits that a slow or hostile
// client cannot stretch. Uploads lift their own.
func HTTP(addr string, site http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Addr:              addr,
		Handler:           site,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      90 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}
