package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// A fresh library begins with the demo, tells at each start where the first
// account is made, and goes on serving while another program rebuilds the index.
func TestServe(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: takes in the demo volume, which is long under the race detector")
	}
	data := t.TempDir()
	site, stop := startServer(t, data)
	first := welcomed.FindString(site.log())
	site.await(t, "/welcome/"+path.Base(first), "Make your account")
	site.await(t, "/volumes", "Learning Between Services")
	site.await(t, "/search?q=boundary+zone", "/papers/")
	site.await(t, "/concepts/boundary-zone", "/papers/")

	var out bytes.Buffer
	if code := run(t.Context(), []string{"reindex", "--data", data}, os.Getenv, nil, &out, &out); code != exitOK {
		t.Fatalf("reindex beside the server: exit %d: %s", code, out.String())
	}
	site.awaitLog(t, "took up the rebuilt index")
	site.await(t, "/search?q=boundary+zone", "/papers/")
	stop()

	site, stop = startServer(t, data)
	defer stop()
	if again := welcomed.FindString(site.log()); again == "" || path.Base(again) == path.Base(first) {
		t.Errorf("the second start tells no link of its own: %s", site.log())
	}
	site.await(t, "/volumes", "Learning Between Services")
}

// A library that may not take the demo begins without it.
func TestServeWithoutDemo(t *testing.T) {
	site, stop := startServer(t, t.TempDir(), "--max-upload", "1KB")
	defer stop()
	if !strings.Contains(site.log(), "begins empty") {
		t.Errorf("nothing is said of the demo: %s", site.log())
	}
	site.await(t, "/volumes", "Nothing is published yet")
}

// Metrics have an address of their own, and the site has none of them.
func TestServeMetrics(t *testing.T) {
	site, stop := startServer(t, t.TempDir(), "--max-upload", "1KB", "--metrics", "127.0.0.1:0")
	defer stop()
	var metrics liveSite
	until(t, "the metrics' address is told", func() bool {
		found := measured.FindStringSubmatch(site.log())
		if found != nil {
			metrics.url = found[1]
		}
		return found != nil
	}, site.log)
	site.await(t, "/volumes", "Nothing is published yet")
	metrics.await(t, "/metrics", `recto_library_up 1`)
	metrics.await(t, "/metrics", `recto_request_seconds_count{method="GET",route="/volumes",status="2xx"} 1`)
	res, err := http.Get(site.url + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusNotFound {
		t.Errorf("readers get %d for the metrics", res.StatusCode)
	}
}

var measured = regexp.MustCompile(`metrics are at (http://[^/\s]+)/metrics`)

// liveSite is a server that runs in this process.
type liveSite struct {
	url string
	mu  sync.Mutex
	out bytes.Buffer
}

func (s *liveSite) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.Write(p)
}

func (s *liveSite) log() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.String()
}

var welcomed = regexp.MustCompile(`http://\S+/welcome/[A-Z0-9]{26}`)

var served = regexp.MustCompile(`serves the library in .* at (http://\S+)`)

func startServer(t *testing.T, data string, flags ...string) (site *liveSite, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	site = &liveSite{}
	code := make(chan int, 1)
	args := []string{"serve", "--listen", "127.0.0.1:0", "--data", data, "--ocr", "off"}
	args = append(args, flags...)
	go func() { code <- run(ctx, args, os.Getenv, nil, site, site) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if c := <-code; c != exitOK {
			t.Errorf("the server ended with exit code %d: %s", c, site.log())
		}
	})
	t.Cleanup(stop)
	until(t, "the server starts", func() bool {
		found := served.FindStringSubmatch(site.log())
		if found != nil {
			site.url = found[1]
		}
		return found != nil
	}, site.log)
	return site, stop
}

func (s *liveSite) await(t *testing.T, path, text string) {
	t.Helper()
	last := ""
	until(t, path+" shows "+text, func() bool {
		res, err := http.Get(s.url + path)
		if err != nil {
			last = err.Error()
			return false
		}
		defer res.Body.Close()
		body, _ := io.ReadAll(res.Body)
		last = res.Status + "\n" + string(body)
		return res.StatusCode == http.StatusOK && strings.Contains(string(body), text)
	}, func() string { return last })
}

func (s *liveSite) awaitLog(t *testing.T, text string) {
	t.Helper()
	until(t, "the log says "+text, func() bool { return strings.Contains(s.log(), text) }, s.log)
}

// until asks again and again whether a condition holds.
func until(t *testing.T, what string, holds func() bool, last func() string) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(4 * time.Minute)
	for !holds() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("waited in vain until %s; last: %s", what, last())
		}
	}
}
