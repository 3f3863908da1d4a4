package main

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"recto/internal/care"
	"recto/internal/corpus"
	"recto/internal/store"
)

// age makes what is in the trash so old that it is purged at the next start,
// which nobody could wait for, and forgets the sources that were purged by now.
func (s *soak) age(t *testing.T) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(s.data, "recto.db")+"?_pragma=busy_timeout(20000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	s.forget(ids(t, db, `SELECT id FROM source`), ids(t, db, `SELECT volume FROM shelf WHERE state = 'trash'`))
	month, now := (corpus.TrashKept + time.Hour).Milliseconds(), time.Now().UnixMilli()
	for _, query := range []string{
		`UPDATE job SET created = created - ? WHERE created > ? AND source IN
			(SELECT source FROM edition JOIN shelf ON shelf.volume = edition.volume WHERE state = 'trash')`,
		`UPDATE shelf SET since = since - ? WHERE since > ? AND state = 'trash'`,
	} {
		if _, err := db.ExecContext(t.Context(), query, month, now-month); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-2 * care.Untouched)
	err = filepath.WalkDir(filepath.Join(s.data, "blobs"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return os.Chtimes(path, old, old)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func ids(t *testing.T, db *sql.DB, query string) map[string]bool {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[string]bool{}
	for rows.Next() {
		var v string
		if err := rows.Scan(&v); err != nil {
			t.Fatal(err)
		}
		all[v] = true
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// forget forgets the sources that were thrown away and purged, and takes those
// for kept that were not thrown away after all.
func (s *soak) forget(there, binned map[string]bool) {
	var kept []*source
	for _, u := range s.sources {
		if u.binned && !there[u.id] {
			s.purged++
			continue
		}
		u.binned = u.binned && binned[u.volume()]
		kept = append(kept, u)
	}
	s.sources = kept
}

// verify lets the program come to rest and holds the library against what was
// acknowledged.
func (s *soak) verify(t *testing.T) {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(s.data, "recto.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	all := s.rest(t, db)
	s.verifyJobs(t, all)
	s.verifyTitles(t, db)
	verifyAudit(t, db, all)
	for _, answer := range s.broken {
		t.Errorf("the site broke: %s", answer)
	}
	s.broken = nil
	s.stop(t)
	if out, err := recto(t.Context(), "check", "--data", s.data).CombinedOutput(); err != nil {
		t.Errorf("the library is not sound: %v: %s", err, out)
	}
	s.verifyBackups(t)
}

// rest waits until nothing is queued and everything is indexed, and gives all jobs. One that was killed so
// often that the program leaves it alone, and says so, is retried.
func (s *soak) rest(t *testing.T, db *store.DB) (all []corpus.Job) {
	t.Helper()
	until(t, "the queue is empty and the index follows", func() bool {
		var err error
		if all, err = db.Jobs(t.Context()); err != nil {
			t.Fatal(err)
		}
		rest, active := true, map[string]bool{}
		for _, j := range all {
			active[j.Source.ID] = active[j.Source.ID] || !j.State.Done()
		}
		for _, j := range all {
			if j.State == corpus.Failed && strings.HasPrefix(j.Error, "The program stopped") && !active[j.Source.ID] {
				err := db.Retry(t.Context(), j.ID, time.Now())
				if err != nil && !errors.Is(err, corpus.ErrNotFound) { // purged meanwhile
					t.Fatal(err)
				}
				active[j.Source.ID], rest = true, false
			}
			rest = rest && j.State != corpus.Queued && j.State != corpus.Running
		}
		behind, err := db.Unindexed(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		gone, err := db.Delisted(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return rest && len(behind) == 0 && len(gone) == 0
	}, s.output.log)
	return all
}

// verifyJobs looks for sources that were taken in and lost, or whose jobs failed
// or are there twice.
func (s *soak) verifyJobs(t *testing.T, all []corpus.Job) {
	t.Helper()
	waiting, known := map[string]int{}, map[string]bool{}
	for _, j := range all {
		known[j.Source.ID] = true
		if j.State == corpus.Review {
			waiting[j.Source.ID]++
		}
		if j.State == corpus.Failed && !strings.HasPrefix(j.Error, "The program stopped") {
			t.Errorf("job %d of %s failed: %s", j.ID, j.Source.Name, j.Error)
		}
	}
	for _, u := range s.sources {
		if u.taken && !u.binned && !known[u.id] {
			t.Errorf("%s was taken in and is lost", u.name)
		}
	}
	for source, n := range waiting {
		if n > 1 {
			t.Errorf("source %s waits for review %d times", source, n)
		}
	}
}

// verifyTitles looks for titles that were accepted and forgotten.
func (s *soak) verifyTitles(t *testing.T, db *store.DB) {
	t.Helper()
	for _, u := range s.sources {
		if u.title == "" || u.binned {
			continue
		}
		entries, err := db.Corrections(t.Context(), u.volume(), corpus.Accepted)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, c := range entries {
			all = append(all, c.Text)
		}
		if len(all) == 0 || all[len(all)-1] != u.title && all[len(all)-1] != u.pending {
			t.Errorf("%s was called %q, and the log says %q", u.name, u.title, all)
		}
	}
}

// verifyAudit wants of every correction and every upload its entry in the audit
// log. There may be more: what was purged leaves its entries behind.
func verifyAudit(t *testing.T, db *store.DB, jobs []corpus.Job) {
	t.Helper()
	events, err := db.Events(t.Context(), corpus.EventFilter{})
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]int{}
	for _, e := range events {
		told[e.What+" "+e.Object]++
	}
	log, err := db.Corrections(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	made := map[string]int{}
	for _, c := range log {
		made["correct volume "+c.Volume]++
	}
	for _, job := range jobs {
		if job.By.ID != 0 {
			made["upload source "+job.Source.ID]++
		}
	}
	for what, n := range made {
		if told[what] < n {
			t.Errorf("%s was done %d times, and the audit log tells of %d", what, n, told[what])
		}
	}
}

// verifyBackups restores the backups that ended well.
func (s *soak) verifyBackups(t *testing.T) {
	t.Helper()
	newest := map[string]bool{}
	for _, file := range s.backups {
		newest[file] = true
	}
	n := 0
	for file := range newest {
		n++
		dir := filepath.Join(t.TempDir(), strconv.Itoa(n))
		if out, err := recto(t.Context(), "restore", "--data", dir, file).CombinedOutput(); err != nil {
			t.Errorf("%s cannot be restored: %v: %s", file, err, out)
			continue
		}
		if out, err := recto(t.Context(), "check", "--data", dir).CombinedOutput(); err != nil {
			t.Errorf("%s is not sound: %v: %s", file, err, out)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	}
	s.backups = nil
}

func (s *soak) counts() string {
	taken, titles := 0, 0
	for _, u := range s.sources {
		if u.taken {
			taken++
		}
		if u.title != "" {
			titles++
		}
	}
	return fmt.Sprintf("%d sources made, of which %d are in the library, %d with a title of their own, and %d were purged", s.wanted, taken, titles, s.purged)
}
