package main

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"recto/internal/care"
	"recto/internal/corpus"
	"recto/internal/search"
	"recto/internal/server"
)

// status tells how the library fares, with what the program knows of itself
// since it was started.
func (l *library) status(started time.Time, index *search.Index) func(context.Context) (care.Status, error) {
	engine := l.engine()
	return func(ctx context.Context) (care.Status, error) {
		s := care.Status{Version: version, Started: started, Engine: engine, Jobs: map[corpus.JobState]int{}}
		jobs, err := l.Jobs(ctx)
		if err != nil {
			return s, err
		}
		for _, j := range jobs {
			s.Jobs[j.State]++
			if j.State == corpus.Queued {
				s.Waiting = max(s.Waiting, time.Since(j.Updated))
			}
		}
		volumes, err := l.Volumes(ctx)
		if err != nil {
			return s, err
		}
		s.Volumes = len(volumes)
		s.Index = care.Index{Version: search.Version, Blocks: index.Blocks()}
		for _, v := range volumes {
			if index.Edition(v.Volume.ID) != v.Edition {
				s.Index.Behind++
			}
		}
		s.Disk = l.disk(ctx)
		return s, nil
	}
}

// serveMetrics serves the metrics at an address of their own, which readers
// need not reach, until ctx ends; nowhere if no address is set.
func (l *library) serveMetrics(ctx context.Context, std stdio, owned *sync.WaitGroup, metrics *care.Metrics, log *slog.Logger) error {
	if l.cfg.Metrics == "" {
		return nil
	}
	listener, err := net.Listen("tcp", l.cfg.Metrics)
	if err != nil {
		return fmt.Errorf("listen for metrics (choose another address with --metrics): %w", err)
	}
	fmt.Fprintf(std.out, "The metrics are at http://%s/metrics\n", listener.Addr())
	rooms := http.NewServeMux()
	rooms.Handle("GET /metrics", metrics.Handler())
	owned.Go(func() {
		if err := serveHTTP(ctx, listener, server.HTTP(l.cfg.Metrics, rooms, log)); err != nil {
			log.Error("serve metrics", "err", err)
		}
	})
	return nil
}

// engine names the OCR engine, or is empty where there is none.
func (l *library) engine() string {
	engine, err := l.shop.ocr(context.Background())
	if err != nil {
		return ""
	}
	s := engine.Settings()
	return fmt.Sprintf("%s %s, reads %s", s.Engine, s.Version, strings.ReplaceAll(s.Language, "+", ", "))
}

func (l *library) disk(ctx context.Context) care.Disk {
	d := care.Disk{
		Database: care.Weigh(ctx, l.cfg.Database()) + care.Weigh(ctx, l.cfg.Database()+"-wal"),
		Blobs:    care.Weigh(ctx, l.cfg.Blobs()), Index: care.Weigh(ctx, l.cfg.Index()), Cache: care.Weigh(ctx, l.cfg.Cache()),
	}
	d.Free, d.Size = care.Space(l.cfg.Data)
	return d
}

// room is how many bytes the disk of the library has left.
func (l *library) room() int64 {
	free, size := care.Space(l.cfg.Data)
	if size == 0 {
		return math.MaxInt64 // not known
	}
	return free
}
