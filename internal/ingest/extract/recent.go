package extract

import (
	"hash/maphash"
	"sync"
)

// recent remembers what was found in the source that was asked for last, since
// finding it may mean to unpack a whole archive.
type recent[T any] struct {
	mu    sync.Mutex
	seed  maphash.Seed
	key   uint64 // hash of the source
	size  int    // 0 if there is none
	found T
}

// recall gives what is remembered of a source, and the key to keep it under.
func (x *recent[T]) recall(data []byte) (key uint64, found T, ok bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.seed == (maphash.Seed{}) {
		x.seed = maphash.MakeSeed()
	}
	key = maphash.Bytes(x.seed, data)
	return key, x.found, x.size > 0 && x.size == len(data) && x.key == key
}

func (x *recent[T]) keep(key uint64, size int, found T) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.key, x.size, x.found = key, size, found
}
