package care

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"recto/internal/corpus"
)

// Metrics are the figures of a library and its site in the form that a
// Prometheus server reads.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
}

// NewMetrics makes metrics that ask for the status anew whenever they are read.
func NewMetrics(status func(context.Context) (Status, error)) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "recto_request_seconds", Help: "Time to answer, by route, method and class of status.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"route", "method", "status"}),
	}
	m.registry.MustRegister(m.requests, fares{status},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Request counts a request. The route is the pattern that it matched, so that
// there are few of them; a request that matched none has none.
func (m *Metrics) Request(route, method string, status int, took time.Duration) {
	m.requests.WithLabelValues(route, method, strconv.Itoa(status/100)+"xx").Observe(took.Seconds())
}

// Handler serves the metrics.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError})
}

// fares collects a status.
type fares struct {
	status func(context.Context) (Status, error)
}

// patience is how long a status may take.
const patience = 10 * time.Second

var (
	about   = prometheus.NewDesc("recto_info", "What program this is.", []string{"version", "engine"}, nil)
	up      = prometheus.NewDesc("recto_library_up", "Whether the library answers.", nil, nil)
	volumes = prometheus.NewDesc("recto_volumes", "Published volumes.", nil, nil)
	jobs    = prometheus.NewDesc("recto_jobs", "Jobs by state.", []string{"state"}, nil)
	waiting = prometheus.NewDesc("recto_job_waiting_seconds", "How long the job has waited that has waited longest.", nil, nil)
	blocks  = prometheus.NewDesc("recto_index_blocks", "Blocks in the search index.", nil, nil)
	behind  = prometheus.NewDesc("recto_index_behind", "Published volumes that the search index lacks.", nil, nil)
	stored  = prometheus.NewDesc("recto_stored_bytes", "What the library takes on the disk.", []string{"what"}, nil)
	free    = prometheus.NewDesc("recto_disk_free_bytes", "What the disk of the library has free.", nil, nil)
)

// Describe tells of the metrics.
func (fares) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{about, up, volumes, jobs, waiting, blocks, behind, stored, free} {
		to <- d
	}
}

// Collect reads the status and gives it as metrics; one that cannot be read
// leaves "up" alone, at 0.
func (f fares) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	s, err := f.status(ctx)
	if err != nil {
		gauge(up, 0)
		return
	}
	gauge(up, 1)
	gauge(about, 1, s.Version, s.Engine)
	gauge(volumes, float64(s.Volumes))
	for _, state := range []corpus.JobState{corpus.Queued, corpus.Running, corpus.Review, corpus.Published, corpus.Failed} {
		gauge(jobs, float64(s.Jobs[state]), string(state))
	}
	gauge(waiting, s.Waiting.Seconds())
	gauge(blocks, float64(s.Index.Blocks))
	gauge(behind, float64(s.Index.Behind))
	for what, n := range map[string]int64{"database": s.Disk.Database, "blobs": s.Disk.Blobs, "index": s.Disk.Index, "cache": s.Disk.Cache} {
		gauge(stored, float64(n), what)
	}
	gauge(free, float64(s.Disk.Free))
}
