package intake

import "sync"

// turns lets those who want the same thing have it one after another. Its zero
// value is ready.
type turns struct {
	mu    sync.Mutex
	queue map[string]*turn
}

type turn struct {
	mu    sync.Mutex
	users int // who have it or wait for it
}

// take waits for a thing and gives what gives it back.
func (t *turns) take(name string) (giveBack func()) {
	t.mu.Lock()
	if t.queue == nil {
		t.queue = map[string]*turn{}
	}
	mine := t.queue[name]
	if mine == nil {
		mine = &turn{}
		t.queue[name] = mine
	}
	mine.users++
	t.mu.Unlock()
	mine.mu.Lock()
	return func() {
		mine.mu.Unlock()
		t.mu.Lock()
		defer t.mu.Unlock()
		if mine.users--; mine.users == 0 {
			delete(t.queue, name)
		}
	}
}
