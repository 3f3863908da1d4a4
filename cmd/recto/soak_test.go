package main

import (
	"context"
	"flag"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

var (
	// kills is how often TestSoak kills the program. `make soak` sets it to a thousand.
	kills = flag.Int("kills", 8, "how often the soak test kills the program")
	// soaked is where the library is left, for those who want to look at it.
	soaked = flag.String("soaked", "", "folder of the soak test's library; by default a temporary one")
	// soakSeed begins the same choices again that a soak printed.
	soakSeed = flag.Uint64("soakseed", 0, "seed of the soak test's choices; by default one of the moment")
)

// TestSoak uploads, corrects, publishes, withdraws, throws away and backs up
// while the program is killed again and again: each time in the midst of
// something that was chosen by chance, after a random share of the time that it
// usually takes. What was acknowledged before a kill must be there after it: no
// source lost, no job doubled, no correction forgotten, what is due purged, and
// the library sound. A table tells what was under way at the kills.
func TestSoak(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: starts the program many times, which is long under the race detector")
	}
	s := newSoak(t)
	s.start(t)
	s.settleIn(t)
	for n := 1; n <= *kills; n++ {
		s.live(t, moments[s.random.IntN(len(moments))])
		s.age(t)
		if n%50 == 0 || n == *kills {
			s.start(t)
			s.verify(t)
			t.Logf("%d kills: %s", n, s.counts())
		}
	}
	t.Logf("under way at the kills:\n%s", s.flight)
}

// soak is a library, the program that serves it, and what the program has
// acknowledged.
type soak struct {
	data   string
	server *exec.Cmd
	ended  chan struct{}
	output *soakOutput
	client *http.Client
	random *rand.Rand
	flight *flight
	took   time.Duration // to start, usually

	mu      sync.Mutex
	wanted  int // sources made so far
	sources []*source
	purged  int
	broken  []string // answers that say that something went wrong inside
	backups []string // files whose backup ended well
	saved   int      // how many did
}

func newSoak(t *testing.T) *soak {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	seed := *soakSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d", seed)
	s := &soak{
		data: *soaked, random: rand.New(rand.NewPCG(seed, 0)), flight: newFlight(), took: time.Second,
		client: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}
	if s.data == "" {
		s.data = t.TempDir()
	}
	t.Cleanup(s.kill)
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

// live starts the program, uses it from several sides, and kills it in the midst
// of something. A kill while it starts is one, too.
func (s *soak) live(t *testing.T, of string) {
	t.Helper()
	if of == starting {
		s.launch(t)
		<-time.After(s.share(s.took))
		s.flight.killed(starting)
		s.kill()
		return
	}
	s.start(t)
	ctx, stop := context.WithCancel(t.Context())
	var users sync.WaitGroup
	for range 3 {
		random := rand.New(rand.NewPCG(s.random.Uint64(), 0))
		users.Go(func() { s.use(ctx, random, of) })
	}
	if of == backingUp || s.random.IntN(8) == 0 {
		limit := s.share(2 * s.flight.usual(backingUp))
		users.Go(func() { s.backUp(ctx, limit) })
	}
	s.flight.await(of, s.ended)
	select {
	case <-time.After(s.share(s.flight.usual(of))): // the moment of death is the point of the test
	case <-s.ended:
		t.Fatalf("the program ended by itself: %s", s.output.log())
	}
	s.flight.killed()
	s.kill()
	stop()
	users.Wait()
}

// share is a random part of a time.
func (s *soak) share(d time.Duration) time.Duration {
	return time.Duration(s.random.Float64() * float64(d))
}

// launch starts the program, of which one at a time may serve a library, and
// does not wait for it.
func (s *soak) launch(t *testing.T) {
	t.Helper()
	s.kill()
	s.flight.reset()
	s.output = &soakOutput{flight: s.flight}
	s.server = recto(context.Background(), "serve", "--data", s.data, "--listen", "127.0.0.1:0", "--max-upload", "1MB", "--log-level", "debug")
	s.server.Stdout, s.server.Stderr = s.output, s.output
	if err := s.server.Start(); err != nil {
		t.Fatal(err)
	}
	s.ended = make(chan struct{})
	go func(cmd *exec.Cmd, ended chan struct{}) { cmd.Wait(); close(ended) }(s.server, s.ended)
}

// start starts the program and waits until it serves.
func (s *soak) start(t *testing.T) {
	t.Helper()
	began := time.Now()
	s.launch(t)
	until(t, "the program serves", func() bool {
		select {
		case <-s.ended:
			t.Fatalf("the program ended before it served: %s", s.output.log())
		default:
		}
		found := served.FindStringSubmatch(s.output.log())
		if found != nil {
			s.output.url = found[1]
		}
		return found != nil
	}, s.output.log)
	s.took = (3*s.took + time.Since(began)) / 4
}

func (s *soak) kill() {
	if s.server == nil {
		return
	}
	s.server.Process.Kill() // SIGKILL; it may have ended already
	<-s.ended
}

// stop ends the program as an administrator would, so that its index is closed.
func (s *soak) stop(t *testing.T) {
	t.Helper()
	if err := s.server.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	<-s.ended
	if code := s.server.ProcessState.ExitCode(); code != exitOK {
		t.Errorf("the program ended with exit code %d: %s", code, s.output.log())
	}
}

var welcomeLink = regexp.MustCompile(`/welcome/\S+`)

// settleIn makes the administrator's account.
func (s *soak) settleIn(t *testing.T) {
	t.Helper()
	link := welcomeLink.FindString(s.output.log())
	if link == "" {
		t.Fatalf("no link to begin with: %s", s.output.log())
	}
	res, err := s.client.PostForm(s.output.url+link, url.Values{"name": {"Soak"}, "email": {"soak@example.org"}, "password": {"a long way to go, again"}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		t.Fatalf("make the account: status %d", res.StatusCode)
	}
}

// soakOutput keeps what the program writes, and tells of what it is at.
type soakOutput struct {
	liveSite
	flight *flight
	rest   string // of a line that is not whole yet
}

func (o *soakOutput) Write(p []byte) (int, error) {
	lines := strings.Split(o.rest+string(p), "\n")
	o.rest = lines[len(lines)-1]
	for _, line := range lines[:len(lines)-1] {
		o.flight.tell(line)
	}
	return o.liveSite.Write(p)
}

// backUp backs the library up by the command, which is killed when a time is
// over, unless it ended before.
func (s *soak) backUp(ctx context.Context, limit time.Duration) {
	s.mu.Lock()
	s.saved++
	file := filepath.Join(s.data+"-backups", []string{"a.recto", "b.recto", "c.recto"}[s.saved%3])
	s.mu.Unlock()
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	end := s.flight.begin(backingUp)
	err := os.MkdirAll(filepath.Dir(file), 0o755)
	if err == nil {
		err = recto(limited, "backup", "--data", s.data, file).Run()
	}
	end(err == nil)
	if err == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.backups = append(s.backups, file)
	}
}
