package ingest

import (
	"context"
	"fmt"
	"runtime/debug"

	"recto/internal/cores"
	"recto/internal/corpus"
)

// run is one source on its way through the stages.
type run struct {
	ctx      context.Context
	progress func(stage string, done, total int)
	report   corpus.Report
	err      error // of the stage that failed; those after it do not run
}

func newRun(ctx context.Context, progress func(stage string, done, total int)) *run {
	if progress == nil {
		progress = func(string, int, int) {}
	}
	return &run{ctx: ctx, progress: progress}
}

// within reports progress inside one stage.
func (r *run) within(name string) func(done, total int) {
	return func(done, total int) { r.progress(name, done, total) }
}

// stage runs one stage and adds to the report what it did, unless a stage
// before it failed.
func stage[T any](r *run, name string, f func() (T, corpus.Report, error)) (result T) {
	if r.err == nil {
		r.err = r.ctx.Err()
	}
	if r.err != nil {
		return result
	}
	defer func() {
		if v := recover(); v != nil {
			stack := debug.Stack()
			if b, ok := v.(*cores.Broken); ok {
				stack = b.Stack
			}
			r.err = &panicked{name, v, stack}
		}
	}()
	r.progress(name, 0, 0)
	result, report, err := f()
	if err != nil {
		var none T
		r.err = fmt.Errorf("%s: %w", name, err)
		return none
	}
	r.report.Merge(report)
	return result
}

// sure is the result of a stage that cannot fail.
func sure[T any](result T, report corpus.Report) (T, corpus.Report, error) {
	return result, report, nil
}

// panicked is a stage that broke. One source must not end the program.
type panicked struct {
	stage string
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("%s: the program broke: %v", p.stage, p.value) }

// Stack is where it broke.
func (p *panicked) Stack() []byte { return p.stack }
