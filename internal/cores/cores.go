// Package cores lets stages that only reckon use all cores of the machine. What
// is shared out must give the same in whatever order it is done; nothing here
// waits for a network or a disk.
package cores

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// Share does n pieces of work, numbered from 0, on as many goroutines as there
// are cores, and returns when all are done. Each goroutine calls worker once and
// what that gives for each piece that it takes. A piece that panics ends the
// work, and Share panics with a [*Broken].
func Share(n int, worker func() func(piece int)) {
	var next atomic.Int64
	var broken atomic.Pointer[Broken]
	work := func() {
		defer func() {
			if v := recover(); v != nil {
				broken.Store(&Broken{v, debug.Stack()})
				next.Store(int64(n))
			}
		}()
		do := worker()
		for k := next.Add(1) - 1; k < int64(n); k = next.Add(1) - 1 {
			do(int(k))
		}
	}
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wait.Go(work)
	}
	wait.Wait()
	if b := broken.Load(); b != nil {
		panic(b)
	}
}

// Broken is a panic of a goroutine, passed on to the one that waits for it.
type Broken struct {
	Value any
	Stack []byte // where it was
}

func (b *Broken) String() string { return fmt.Sprint(b.Value) }
