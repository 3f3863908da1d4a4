package care_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recto/internal/care"
	"recto/internal/corpus"
)

func TestMetrics(t *testing.T) {
	status := care.Status{
		Version: "1.2", Engine: "Tesseract 5", Volumes: 3, Waiting: 90 * time.Second,
		Jobs: map[corpus.JobState]int{corpus.Queued: 2}, Index: care.Index{Version: 2, Blocks: 77, Behind: 1},
		Disk: care.Disk{Database: 10, Blobs: 20, Free: 5},
	}
	m := care.NewMetrics(func(context.Context) (care.Status, error) { return status, nil })
	m.Request("/papers/{paper}", http.MethodGet, 200, 20*time.Millisecond)
	got := scrape(t, m)
	for _, want := range []string{
		`recto_info{engine="Tesseract 5",version="1.2"} 1`, `recto_library_up 1`, `recto_volumes 3`,
		`recto_jobs{state="queued"} 2`, `recto_jobs{state="failed"} 0`, `recto_job_waiting_seconds 90`,
		`recto_index_blocks 77`, `recto_index_behind 1`, `recto_stored_bytes{what="blobs"} 20`, `recto_disk_free_bytes 5`,
		`recto_request_seconds_bucket{method="GET",route="/papers/{paper}",status="2xx",le="0.025"} 1`, `go_goroutines`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
}

func TestMetricsOfALibraryThatIsDown(t *testing.T) {
	m := care.NewMetrics(func(context.Context) (care.Status, error) { return care.Status{}, errors.New("gone") })
	if got := scrape(t, m); !strings.Contains(got, "recto_library_up 0") || strings.Contains(got, "recto_volumes ") {
		t.Errorf("got %s", got)
	}
}

func scrape(t *testing.T, m *care.Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if w.Code != http.StatusOK {
		t.Fatalf("status %d", w.Code)
	}
	return w.Body.String()
}

func TestWeigh(t *testing.T) {
	dir := t.TempDir()
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "a"), 0o755), os.WriteFile(filepath.Join(dir, "a", "b"), make([]byte, 300), 0o600),
		os.WriteFile(filepath.Join(dir, "c"), make([]byte, 5), 0o600)); err != nil {
		t.Fatal(err)
	}
	if got := care.Weigh(t.Context(), dir); got != 305 {
		t.Errorf("got %d bytes", got)
	}
	if got := care.Weigh(t.Context(), filepath.Join(dir, "none")); got != 0 {
		t.Errorf("what is not there weighs %d bytes", got)
	}
	if free, size := care.Space(dir); free < 0 || size < free {
		t.Errorf("%d bytes are free of %d", free, size)
	}
}

func TestLow(t *testing.T) {
	for _, c := range []struct {
		disk care.Disk
		want bool
	}{
		{care.Disk{}, false},
		{care.Disk{Free: 4 << 30, Size: 100 << 30}, true},
		{care.Disk{Free: 6 << 30, Size: 100 << 30}, false},
		{care.Disk{Free: 900 << 20, Size: 10 << 30}, true},
	} {
		if got := c.disk.Low(); got != c.want {
			t.Errorf("%+v is low: %v", c.disk, got)
		}
	}
}
