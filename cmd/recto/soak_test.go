package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"recto/internal/corpus"
	"recto/internal/store"
)

// kills is how often TestSoak kills the program. `make soak` sets it to a thousand.
var kills = flag.Int("kills", 8, "how often the soak test kills the program")

// TestSoak uploads, corrects, publishes and backs up while the program is killed
// again and again, at random moments. What was acknowledged before a kill must be
// there after it: no source lost, no job doubled, no correction forgotten, and
// the library sound.
func TestSoak(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: starts the program many times, which is long under the race detector")
	}
	s := newSoak(t)
	s.start(t)
	s.settleIn(t)
	for n := 1; n <= *kills; n++ {
		s.work(t, time.Duration(s.random.IntN(1500))*time.Millisecond)
		s.start(t)
		if n%50 == 0 {
			s.verify(t)
			t.Logf("%d kills: %s", n, s.counts())
		}
	}
	s.verify(t)
	t.Logf("%d kills: %s", *kills, s.counts())
}

// soak is a library, the program that serves it, and what the program has
// acknowledged.
type soak struct {
	data    string
	server  *exec.Cmd
	ended   chan struct{}
	output  *liveSite
	client  *http.Client
	random  *rand.Rand
	wanted  int // sources made so far
	uploads []*upload

	mu      sync.Mutex
	taken   map[string]bool   // sources that were taken in, by SHA-256
	titles  map[string]string // the last title of a volume that was accepted
	pending map[string]string // one whose answer did not come: it may be there or not
	backups []string          // files whose backup ended well
}

// upload is a source on its way.
type upload struct {
	name    string
	data    []byte
	address string // empty: it was not begun
	done    bool
}

func newSoak(t *testing.T) *soak {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	s := &soak{
		data: t.TempDir(), random: rand.New(rand.NewPCG(seed, 0)), taken: map[string]bool{}, titles: map[string]string{}, pending: map[string]string{},
		client: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}
	t.Cleanup(func() { s.kill() })
	return s
}

// recto runs the program as a process of its own.
func recto(ctx context.Context, args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	cmd := exec.CommandContext(ctx, self, args...)
	cmd.Args[0] = "recto"
	cmd.Env = append(os.Environ(), "RECTO_OCR=off")
	return cmd
}

// start starts the program and waits until it serves.
func (s *soak) start(t *testing.T) {
	t.Helper()
	s.output = &liveSite{}
	s.server = recto(context.Background(), "serve", "--data", s.data, "--listen", "127.0.0.1:0", "--max-upload", "1MB")
	s.server.Stdout, s.server.Stderr = s.output, s.output
	if err := s.server.Start(); err != nil {
		t.Fatal(err)
	}
	s.ended = make(chan struct{})
	go func(cmd *exec.Cmd, ended chan struct{}) { cmd.Wait(); close(ended) }(s.server, s.ended)
	until(t, "the program serves", func() bool {
		found := served.FindStringSubmatch(s.output.log())
		if found != nil {
			s.output.url = found[1]
		}
		return found != nil
	}, s.output.log)
}

func (s *soak) kill() {
	if s.server == nil {
		return
	}
	s.server.Process.Kill() // SIGKILL; it may have ended already
	<-s.ended
}

// url is an address of the site, which has another port after each start; the
// cookie of the session is for the host and goes along.
func (s *soak) url(path string) string { return s.output.url + path }

var welcomeLink = regexp.MustCompile(`/welcome/\S+`)

// settleIn makes the administrator's account.
func (s *soak) settleIn(t *testing.T) {
	t.Helper()
	link := welcomeLink.FindString(s.output.log())
	if link == "" {
		t.Fatalf("no link to begin with: %s", s.output.log())
	}
	res, err := s.client.PostForm(s.url(link), url.Values{"name": {"Soak"}, "email": {"soak@example.org"}, "password": {"a long way to go, again"}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		t.Fatalf("make the account: status %d", res.StatusCode)
	}
}

// work uses the site from several sides at once until the program is killed,
// after some time.
func (s *soak) work(t *testing.T, after time.Duration) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	var users sync.WaitGroup
	for _, use := range []func(context.Context, *rand.Rand) error{s.upload, s.correct, s.publish, s.backUp} {
		random := rand.New(rand.NewPCG(s.random.Uint64(), 0))
		users.Go(func() {
			for ctx.Err() == nil && use(ctx, random) == nil {
			}
		})
	}
	select {
	case <-time.After(after): // the moment of death is the point of the test
	case <-s.ended:
		t.Fatalf("the program ended by itself: %s", s.output.log())
	}
	s.kill()
	stop()
	users.Wait()
}

// upload goes on with an upload, or begins one.
func (s *soak) upload(ctx context.Context, random *rand.Rand) error {
	u := s.unfinished(random)
	if u.address == "" {
		name := base64.StdEncoding.EncodeToString([]byte(u.name))
		res, err := s.ask(ctx, http.MethodPost, "/admin/uploads/", nil, "Upload-Length", strconv.Itoa(len(u.data)), "Upload-Metadata", "filename "+name)
		if err != nil {
			return err
		}
		at, err := url.Parse(res.Header.Get("Location"))
		if err != nil || at.Path == "" {
			return fmt.Errorf("no place for an upload: %d", res.StatusCode)
		}
		u.address = at.Path
	}
	res, err := s.ask(ctx, http.MethodHead, u.address, nil)
	if err != nil {
		return err
	}
	for s.note(u, res); !u.done; s.note(u, res) {
		at, err := strconv.Atoi(res.Header.Get("Upload-Offset"))
		if err != nil {
			return fmt.Errorf("upload: status %d", res.StatusCode)
		}
		piece := u.data[at:min(len(u.data), at+1+random.IntN(len(u.data)))]
		res, err = s.ask(ctx, http.MethodPatch, u.address, piece, "Upload-Offset", strconv.Itoa(at), "Content-Type", "application/offset+octet-stream")
		if err != nil {
			return err
		}
	}
	return nil
}

// unfinished is an upload that waits, or a new one.
func (s *soak) unfinished(random *rand.Rand) *upload {
	for _, u := range s.uploads {
		if !u.done {
			return u
		}
	}
	s.wanted++
	var text strings.Builder
	fmt.Fprintf(&text, "Papers of seminar %d\n\nLearning between services\n\n", s.wanted)
	for range 40 + random.IntN(400) {
		fmt.Fprintf(&text, "In boundary zones people of service %d met those of service %d and learned.\n", random.IntN(90), random.IntN(90))
	}
	u := &upload{name: fmt.Sprintf("seminar-%d.txt", s.wanted), data: []byte(text.String())}
	s.uploads = append(s.uploads, u)
	return u
}

// note notes that a source was taken in, once the program says so.
func (s *soak) note(u *upload, res *http.Response) {
	if res.Header.Get("Recto-Taken") == "" {
		return
	}
	u.done = true
	sum := sha256.Sum256(u.data)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken[hex.EncodeToString(sum[:])] = true
}

var (
	reviewLink = regexp.MustCompile(`/admin/volumes/[0-9a-f]+/review`)
	seenField  = regexp.MustCompile(`name="seen" value="(\d+)"`)
	editions   = regexp.MustCompile(`name="edition" value="([0-9a-f]*)"><input type="hidden" name="was" value="([0-9a-f]*)"`)
)

// correct gives some volume another title.
func (s *soak) correct(ctx context.Context, random *rand.Rand) error {
	volume, body, err := s.review(ctx, random)
	seen := seenField.FindStringSubmatch(body)
	if err != nil || seen == nil {
		return err
	}
	title := fmt.Sprintf("Papers, corrected %d times", random.IntN(1e6))
	s.mu.Lock()
	s.pending[volume] = title
	s.mu.Unlock()
	res, err := s.post(ctx, "/admin/volumes/"+volume+"/fields", url.Values{"seen": {seen[1]}, "title": {title}})
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.pending, volume)
	if res.StatusCode == http.StatusSeeOther {
		s.titles[volume] = title
	}
	return nil
}

// publish publishes what waits for it.
func (s *soak) publish(ctx context.Context, random *rand.Rand) error {
	volume, body, err := s.review(ctx, random)
	found := editions.FindStringSubmatch(body)
	if err != nil || found == nil {
		return err
	}
	_, err = s.post(ctx, "/admin/volumes/"+volume+"/publish", url.Values{"edition": {found[1]}, "was": {found[2]}})
	return err
}

// review opens the review of some volume.
func (s *soak) review(ctx context.Context, random *rand.Rand) (volume, body string, err error) {
	list, err := s.read(ctx, "/admin/volumes")
	if err != nil {
		return "", "", err
	}
	overview, err := s.read(ctx, "/admin")
	if err != nil {
		return "", "", err
	}
	links := reviewLink.FindAllString(list+overview, -1)
	if len(links) == 0 {
		return "", "", nil
	}
	link := links[random.IntN(len(links))]
	body, err = s.read(ctx, link)
	return strings.Split(link, "/")[3], body, err
}

// backUp backs the library up by the command, which is killed now and then, too.
func (s *soak) backUp(ctx context.Context, random *rand.Rand) error {
	file := filepath.Join(s.data, "..", fmt.Sprintf("backup-%d.recto", random.IntN(3)))
	limited, cancel := context.WithTimeout(ctx, time.Duration(random.IntN(3000))*time.Millisecond)
	defer cancel()
	if recto(limited, "backup", "--data", s.data, file).Run() == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.backups = append(s.backups, file)
	}
	return nil
}

func (s *soak) read(ctx context.Context, path string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url(path), nil)
	if err != nil {
		return "", err
	}
	res, err := s.client.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return string(body), err
}

func (s *soak) post(ctx context.Context, path string, form url.Values) (*http.Response, error) {
	return s.ask(ctx, http.MethodPost, path, []byte(form.Encode()), "Content-Type", "application/x-www-form-urlencoded")
}

func (s *soak) ask(ctx context.Context, method, path string, body []byte, headers ...string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, s.url(path), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Tus-Resumable", "1.0.0")
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := s.client.Do(req)
	if err != nil {
		return nil, err
	}
	_, err = io.Copy(io.Discard, res.Body)
	res.Body.Close()
	return res, err
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
	var all []corpus.Job
	until(t, "the queue is empty", func() bool {
		if all, err = db.Jobs(t.Context()); err != nil {
			t.Fatal(err)
		}
		rest := true
		for _, j := range all {
			if j.State == corpus.Failed && strings.HasPrefix(j.Error, "The program stopped") {
				// Killed so often over one source that the program leaves it alone, and says so.
				if err := db.Retry(t.Context(), j.ID, time.Now()); err != nil {
					t.Fatal(err)
				}
				rest = false
			}
			rest = rest && j.State != corpus.Queued && j.State != corpus.Running
		}
		return rest
	}, s.output.log)
	s.verifyJobs(t, all)
	s.verifyTitles(t, db)
	s.verifyBackups(t)
	if out, err := recto(t.Context(), "check", "--data", s.data).CombinedOutput(); err != nil && !strings.Contains(string(out), "the index was not checked") {
		t.Errorf("the library is not sound: %v: %s", err, out)
	}
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
		if j.State == corpus.Failed {
			t.Errorf("job %d of %s failed: %s", j.ID, j.Source.Name, j.Error)
		}
	}
	for source := range s.taken {
		if !known[source] {
			t.Errorf("source %s was taken in and is lost", source)
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
	for volume, want := range s.titles {
		entries, err := db.Corrections(t.Context(), volume, corpus.Accepted)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, c := range entries {
			all = append(all, c.Text)
		}
		if len(all) == 0 || all[len(all)-1] != want && all[len(all)-1] != s.pending[volume] {
			t.Errorf("volume %s was called %q, and the log says %q", volume, want, all)
		}
	}
}

// verifyBackups restores the backups that ended well.
func (s *soak) verifyBackups(t *testing.T) {
	t.Helper()
	for n, file := range s.backups {
		dir := filepath.Join(t.TempDir(), strconv.Itoa(n))
		if out, err := recto(t.Context(), "restore", "--data", dir, file).CombinedOutput(); err != nil {
			t.Errorf("%s cannot be restored: %v: %s", file, err, out)
			continue
		}
		if out, err := recto(t.Context(), "check", "--data", dir).CombinedOutput(); err != nil {
			t.Errorf("%s is not sound: %v: %s", file, err, out)
		}
	}
	s.backups = nil
}

func (s *soak) counts() string {
	return fmt.Sprintf("%d sources taken in, %d titles corrected", len(s.taken), len(s.titles))
}
