package server_test

import (
	"bytes"
	"context"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"github.com/alexedwards/argon2id"

	corpusfs "recto/corpus"
	"recto/corpus/demo"
	"recto/internal/care"
	"recto/internal/corpus"
	"recto/internal/glossary"
	"recto/internal/jobs"
	"recto/internal/search"
	"recto/internal/server"
	"recto/internal/server/servertest"
	"recto/internal/store"
)

const password = servertest.Password

// site is the whole house with an edition in it.
type site struct {
	*servertest.Site
	library *store.Library
	edition *corpus.Edition // nil in an empty library
	queue   servertest.Queue

	before  string // Edition.ID of the edition before the one at hand, if there is one
	arrange string // address of a page on which lines are put in order, if there is one
}

// newSite serves a library with the sample edition in it. Its pipeline takes
// sources in and processes none.
func newSite(t testing.TB) *site {
	t.Helper()
	s, index := openSite(t, sampleGlossary(), idle)
	ctx := t.Context()
	drawn := sampleEdition(t, noPicture)
	s.edition = sampleEdition(t, func(scan int) string {
		hash, err := s.library.Blobs.Put(ctx, samplePicture(t, drawn, scan))
		must(t, err)
		return hash
	})
	must(t, s.library.Publish(ctx, s.edition, 0, "", time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)))
	must(t, index.Index(ctx, s.edition))
	return s
}

// emptySite serves a library with nothing in it.
func emptySite(t testing.TB) *site {
	t.Helper()
	s, _ := openSite(t, sampleGlossary(), idle)
	return s
}

// demoSite serves the demonstration volume as the real pipeline makes it of the
// scanned PDF, with the real glossary.
func demoSite(t testing.TB) *site {
	t.Helper()
	files, err := corpusfs.Glossary()
	must(t, err)
	s, _ := openSite(t, files, nil)
	s.edition = s.Volume(t, demo.Name, string(demo.PDF))
	return s
}

// openSite serves an empty library that a pipeline can fill: nil is the real one.
func openSite(t testing.TB, concepts fs.FS, pipeline func(*glossary.Shelf) jobs.Pipeline) (*site, *search.Index) {
	t.Helper()
	s := servertest.New(t, servertest.Config{Concepts: concepts, Pipeline: pipeline, Change: func(d *server.Deps) { d.Status = faring }})
	return &site{Site: s, library: s.Library, queue: s.Jobs}, s.Index
}

// faring is how the library fares, with something for somebody to see to.
func faring(context.Context) (care.Status, error) {
	return care.Status{
		Version: "1.2", Started: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), Volumes: 3, Waiting: 90 * time.Second,
		Jobs:  map[corpus.JobState]int{corpus.Queued: 2, corpus.Failed: 1},
		Index: care.Index{Version: 2, Blocks: 7700, Behind: 1},
		Disk:  care.Disk{Database: 1 << 20, Blobs: 3 << 30, Index: 5 << 20, Free: 9 << 30, Size: 100 << 30},
	}, nil
}

// account makes sure that there is a person of a role, whose address begins
// with its name and whose password is the constant.
func (s *site) account(t testing.TB, role corpus.PersonRole) corpus.Person {
	t.Helper()
	p, _, err := s.library.Credentials(t.Context(), string(role)+"@example.org")
	if err == nil {
		return p
	}
	hash, err := argon2id.CreateHash(password, servertest.Cheap)
	must(t, err)
	p, err = s.library.AddPerson(t.Context(), corpus.Person{Name: "Sample " + string(role), Email: string(role) + "@example.org", Role: role}, hash, time.Now())
	must(t, err)
	return p
}

// idle takes sources in and processes none.
func idle(*glossary.Shelf) jobs.Pipeline { return noPipeline{} }

// noPipeline lets text sources wait in the queue; these tests process none.
type noPipeline struct{ jobs.Pipeline }

func (noPipeline) Sniff(data []byte) (string, error) {
	if len(data) == 0 {
		return "", corpus.ErrNoText
	}
	if bytes.ContainsRune(data, 0) {
		return "", corpus.ErrUnsupported
	}
	return "text/plain", nil
}

func sampleGlossary() fs.FS {
	concept := func(front, body string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\n" + front + "\nsources:\n  - 'Engeström, Y. (1987). Learning by expanding. Helsinki: Orienta-Konsultit.'\n---\n\n" + body + "\n")}
	}
	return fstest.MapFS{
		"expansive-learning.md": concept("preferred: expansive learning\nalternative:\n  - learning by expanding\nrelated:\n  - contradiction\n  - object",
			"Learning in which people who share a practice come to see its purpose more widely, and so make a form of activity that nobody could have taught them.\n\nIt is driven by a [[contradiction]] and widens the [[object]]."),
		"boundary-zone.md":     concept("preferred: boundary zone\nbroader:\n  - boundary crossing", "A place between two activities that belongs to neither, where people of both can speak freely."),
		"boundary-crossing.md": concept("preferred: boundary crossing", "Work across the border between activities in which people are not fully at home."),
		"object.md":            concept("preferred: object (of activity)\ncommon: true", "What an activity is directed at and what gives it its direction."),
		"contradiction.md":     concept("preferred: contradiction", "A tension that is built into an activity over its history and cannot be removed from outside."),
		"knotworking.md":       concept("preferred: knotworking", "Tying, untying and retying strands of work without a fixed centre."),
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
