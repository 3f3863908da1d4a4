package server_test

import (
	"context"
	"sync"

	"recto/internal/corpus"
	"recto/internal/jobs"
)

// staged is a pipeline that waits where a test wants to look.
type staged struct {
	jobs.Pipeline
	gates map[string]*gate // by the stage that waits as it begins
}

type gate struct {
	once    sync.Once
	reached chan struct{}
	opened  chan struct{}
}

func newGate() *gate { return &gate{reached: make(chan struct{}), opened: make(chan struct{})} }

// Process is that of the pipeline.
func (s *staged) Process(ctx context.Context, src corpus.Source, data []byte, people corpus.Decided, progress func(stage string, done, total int)) (*corpus.Edition, error) {
	return s.Pipeline.Process(ctx, src, data, people, func(stage string, done, total int) {
		progress(stage, done, total)
		if g, ok := s.gates[stage]; ok {
			g.once.Do(func() { g.pass(ctx) })
		}
	})
}

func (g *gate) pass(ctx context.Context) {
	close(g.reached)
	select {
	case <-g.opened:
	case <-ctx.Done():
	}
}
