package cores_test

import (
	"strings"
	"sync/atomic"
	"testing"

	"recto/internal/cores"
)

func TestShare(t *testing.T) {
	for _, n := range []int{0, 1, 1000} {
		done := make([]atomic.Int32, n)
		cores.Share(n, func() func(int) { return func(k int) { done[k].Add(1) } })
		for k := range done {
			if got := done[k].Load(); got != 1 {
				t.Errorf("piece %d of %d was done %d times", k, n, got)
			}
		}
	}
}

func TestBroken(t *testing.T) {
	defer func() {
		b, ok := recover().(*cores.Broken)
		if !ok || b.String() != "piece 7" || !strings.Contains(string(b.Stack), "TestBroken") {
			t.Errorf("recovered %v, want the panic of piece 7 and its stack", b)
		}
	}()
	cores.Share(10, func() func(int) {
		return func(k int) {
			if k == 7 {
				panic("piece 7")
			}
		}
	})
}
