package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"recto/corpus/demo"
	"recto/internal/care"
	"recto/internal/corpus"
	"recto/internal/jobs"
	"recto/internal/rendition"
	"recto/internal/search"
	"recto/internal/server"
	"recto/internal/server/people"
	"recto/internal/server/terms"
	"recto/internal/store"
)

const (
	refreshEvery = 2 * time.Second  // how soon an index rebuilt by another program is taken up
	drainTime    = 10 * time.Second // what requests under way get when the server stops
)

// serve runs the site and the jobs until ctx ends.
func serve(ctx context.Context, std stdio, args []string) error {
	lib, operands, err := libraryFlags(ctx, std, newFlags("serve"), args)
	if err != nil {
		return err
	}
	defer lib.close()
	if len(operands) > 0 {
		return usageError{"serve takes no operands; `recto ingest` takes sources in"}
	}
	listener, err := net.Listen("tcp", lib.cfg.Listen)
	if err != nil {
		return fmt.Errorf("listen (choose another address with --listen): %w", err)
	}
	defer listener.Close()
	lib.cfg.Listen = listener.Addr().String()
	log := lib.cfg.Log.To(std.err)
	index, err := lib.openIndex(ctx)
	if err != nil {
		return err
	}
	defer index.Close()
	runner, err := lib.runner(ctx, index, log)
	if err != nil {
		return err
	}
	status := lib.status(time.Now(), index)
	metrics := care.NewMetrics(status)
	site, err := lib.site(index, runner, log, status, metrics)
	if err != nil {
		return err
	}
	if err := lib.welcome(ctx, std); err != nil {
		return err
	}
	if err := lib.beginWithDemo(ctx, std, runner); err != nil {
		return err
	}
	fmt.Fprintf(std.out, "Recto serves the library in %s at %s\n", lib.cfg.Data, lib.cfg.Site())

	background, stop := context.WithCancel(ctx)
	var owned sync.WaitGroup
	if err := lib.serveMetrics(background, std, &owned, metrics, log); err != nil {
		stop()
		return err
	}
	owned.Go(func() { runner.Serve(background) })
	owned.Go(func() { site.Tend(background) })
	owned.Go(func() { care.Caretaker{Trash: lib.Library, Log: log}.Tend(background) })
	if lib.cfg.Inbox != "" {
		box := inbox{dir: lib.cfg.Inbox, take: runner.Enqueue, log: log}
		owned.Go(func() { box.watch(background) })
	}
	owned.Go(func() { lib.follow(background, index, log) })
	err = serveHTTP(ctx, listener, server.HTTP(lib.cfg.Listen, site, log))
	stop()
	owned.Wait()
	return err
}

// site puts the pages together.
func (l *library) site(index *search.Index, runner *jobs.Runner, log *slog.Logger,
	status func(context.Context) (care.Status, error), metrics *care.Metrics,
) (*server.Site, error) {
	words, err := l.shop.glossary()
	if err != nil {
		return nil, err
	}
	return server.New(server.Deps{
		Library: l.Library, Searcher: index, Glossary: words, Blobs: l.blobs,
		Copies: rendition.New(l.blobs, filepath.Join(l.cfg.Cache(), "pictures")), Jobs: siteJobs{runner, l.DB}, Desk: l.Library,
		BaseURL: l.cfg.Site(), Version: version, UploadLimit: l.cfg.MaxUpload,
		People: l.people(), Log: log, Proxies: server.Proxies{Trusted: l.cfg.TrustedProxies(), Fixed: l.cfg.BaseURL != ""}, Status: status, Observe: metrics.Request,
		Uploads: server.Uploads{Dir: l.cfg.Uploads(), Room: l.room},
		Notes:   l.DB,
		Terms: terms.Deps{
			Shelf: words, Search: index, Changed: l.annotateAnew(runner), Noting: people.Noting(nil),
		},
	})
}

// annotateAnew queues every source that is in the library: what glossary it was
// made with decides an edition.
func (l *library) annotateAnew(runner *jobs.Runner) func(context.Context) error {
	return func(ctx context.Context) error {
		volumes, err := l.Volumes(ctx)
		if err != nil {
			return err
		}
		for _, v := range volumes {
			for _, src := range v.Volume.Sources {
				if _, err := runner.Reprocess(ctx, src.ID, false); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

// siteJobs is the runner for what is done and the database for what is asked.
type siteJobs struct {
	*jobs.Runner
	db *store.DB
}

func (j siteJobs) Job(ctx context.Context, id int64) (corpus.Job, error) { return j.db.Job(ctx, id) }
func (j siteJobs) Jobs(ctx context.Context) ([]corpus.Job, error)        { return j.db.Jobs(ctx) }

// beginWithDemo queues the demo volume if the library has never had a source.
func (l *library) beginWithDemo(ctx context.Context, std stdio, runner *jobs.Runner) error {
	sources, err := l.Sources(ctx)
	if err != nil || len(sources) > 0 {
		return err
	}
	fmt.Fprintln(std.out, "The library is empty: taking in the demo volume, which takes a moment.")
	_, err = runner.Enqueue(ctx, demo.Name, bytes.NewReader(demo.PDF))
	if errors.Is(err, corpus.ErrTooLarge) {
		fmt.Fprintln(std.out, "The demo volume is larger than --max-upload allows, so the library begins empty.")
		return nil
	}
	return err
}

// follow takes up an index that another program rebuilt, and what was published
// meanwhile.
func (l *library) follow(ctx context.Context, index *search.Index, log *slog.Logger) {
	tick := time.NewTicker(refreshEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		swapped, err := index.Refresh()
		if err == nil && swapped {
			log.Info("took up the rebuilt index")
			err = l.catchUp(ctx, index)
		}
		if err != nil && ctx.Err() == nil {
			log.Error("follow the index", "err", err)
		}
	}
}

// serveHTTP serves until ctx ends, and then lets requests under way finish.
func serveHTTP(ctx context.Context, listener net.Listener, s *http.Server) error {
	failed := make(chan error, 1)
	go func() { failed <- s.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	draining, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	err := s.Shutdown(draining)
	if serveErr := <-failed; !errors.Is(serveErr, http.ErrServerClosed) {
		err = errors.Join(err, serveErr)
	}
	return err
}
