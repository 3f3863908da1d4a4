package extract

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/tetratelabs/wazero"
)

// Options say how PDFium runs. The zero value runs.
type Options struct {
	CacheDir  string        // keeps the compiled module, which saves seconds at every start; empty for none
	Workers   int           // sandboxes at work at once over all callers; 2 if 0
	MemoryMB  int           // most memory of one sandbox, the source included; 448 if 0
	PageTime  time.Duration // most time for one page; 30 s if 0
	TotalTime time.Duration // most time for a source besides a second for each page; 40 s if 0
	MaxPages  int           // in a source; 5000 if 0
}

func (o Options) withDefaults() Options {
	o.Workers = orElse(o.Workers, 2)
	o.MemoryMB = orElse(o.MemoryMB, 448)
	o.PageTime = orElse(o.PageTime, 30*time.Second)
	o.TotalTime = orElse(o.TotalTime, 40*time.Second)
	o.MaxPages = orElse(o.MaxPages, 5000)
	return o
}

func orElse[T int | time.Duration](v, fallback T) T {
	if v <= 0 {
		return fallback
	}
	return v
}

// PDFium reads PDF files. It may be used by several goroutines at once.
type PDFium struct {
	opt   Options
	pool  pdfium.Pool
	cache wazero.CompilationCache
	slots chan struct{} // one for each sandbox at work
}

// keepNoConfig tells pdfcpu, which keeps it for the whole program, to make no
// folder for its configuration. Its package api is left out: it takes a twentieth
// of a second of every start of the program.
var keepNoConfig = sync.OnceFunc(func() { model.ConfigPath = "disable" })

// OpenPDFium compiles the module, or takes it from the cache. Close gives its
// memory back.
func OpenPDFium(ctx context.Context, opt Options) (*PDFium, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("start PDFium: %w", err)
	}
	opt = opt.withDefaults()
	keepNoConfig()
	cache, err := compilationCache(opt.CacheDir)
	if err != nil {
		return nil, fmt.Errorf("open the cache of PDFium: %w", err)
	}
	const pagesPerMB = 16 // a page of WebAssembly memory has 64 KiB
	pool, err := webassembly.Init(webassembly.Config{
		MaxTotal: opt.Workers + 1, // our slots limit them; one more never waits for one that is being closed
		FSConfig: wazero.NewFSConfig(),
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCompilationCache(cache).
			WithMemoryLimitPages(uint32(opt.MemoryMB * pagesPerMB)).
			WithCloseOnContextDone(true),
		Stdout: io.Discard,
		Stderr: io.Discard,
	})
	if err != nil {
		_ = cache.Close(ctx)
		return nil, fmt.Errorf("start PDFium: %w", err)
	}
	return &PDFium{opt: opt, pool: pool, cache: cache, slots: make(chan struct{}, opt.Workers)}, nil
}

func compilationCache(dir string) (wazero.CompilationCache, error) {
	if dir == "" {
		return wazero.NewCompilationCache(), nil
	}
	return wazero.NewCompilationCacheWithDir(dir)
}

// Close frees what PDFium holds. No call may be under way.
func (p *PDFium) Close() error {
	if err := p.pool.Close(); err != nil {
		return fmt.Errorf("stop PDFium: %w", err)
	}
	if err := p.cache.Close(context.Background()); err != nil {
		return fmt.Errorf("close the cache of PDFium: %w", err)
	}
	return nil
}
