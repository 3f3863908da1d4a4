package correct

import "sync"

// memo remembers what was found, up to a bound. Several goroutines may use it.
type memo[K comparable, V any] struct {
	mu    sync.Mutex
	found map[K]V
}

func newMemo[K comparable, V any]() *memo[K, V] { return &memo[K, V]{found: map[K]V{}} }

func (m *memo[K, V]) get(key K) (V, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.found[key]
	return v, ok
}

func (m *memo[K, V]) put(key K, v V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.found) >= maxKnown {
		clear(m.found)
	}
	m.found[key] = v
}

func (m *memo[K, V]) clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.found)
}
