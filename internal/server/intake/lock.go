package intake

import (
	"context"
	"io"
	"net/http"
	"sync/atomic"
	"time"

	tus "github.com/tus/tusd/v2/pkg/handler"
)

// One request at a time has an upload. Another one for the same upload, as from
// a browser whose connection broke without anybody noticing here, asks the first
// to give it up. Tusd's own way to do so looks at the request's body from another
// goroutine while it may be set, so that here the body itself is told.

// locker is a locker that asks for an upload by way of the body of the request
// that has it.
type locker struct{ tus.Locker }

// NewLock gives the lock of an upload.
func (l locker) NewLock(id string) (tus.Lock, error) {
	inner, err := l.Locker.NewLock(id)
	return lock{inner}, err
}

type lock struct{ inner tus.Lock }

// Lock waits for the upload. What tusd would do to give it up is left undone.
func (l lock) Lock(ctx context.Context, _ func()) error {
	giveUp := func() {}
	if b, ok := ctx.Value(bodyKey{}).(*body); ok {
		giveUp = b.end
	}
	return l.inner.Lock(ctx, giveUp)
}

// Unlock gives the upload back.
func (l lock) Unlock() error { return l.inner.Unlock() }

type bodyKey struct{}

// body is the body of a request, which can be ended from outside.
type body struct {
	io.ReadCloser
	limits *http.ResponseController
	ended  atomic.Bool
}

// endable gives a request a body that can be ended by who finds it in its context.
func endable(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b := &body{ReadCloser: r.Body, limits: http.NewResponseController(w)}
		r = r.WithContext(context.WithValue(r.Context(), bodyKey{}, b))
		r.Body = b
		next.ServeHTTP(w, r)
	})
}

// end has what is read from now on end too early, and wakes up a Read that waits.
func (b *body) end() {
	b.ended.Store(true)
	b.hurry()
}

// hurry has a Read fail that waits. Where there are no deadlines it ends when its
// connection does.
func (b *body) hurry() { _ = b.limits.SetReadDeadline(time.Unix(1, 0)) }

// Read reads, unless the body was ended: then it was cut short.
func (b *body) Read(p []byte) (int, error) {
	if b.ended.Load() {
		return 0, b.cut()
	}
	n, err := b.ReadCloser.Read(p)
	if err != nil && err != io.EOF && b.ended.Load() {
		err = b.cut()
	}
	return n, err
}

// cut closes the body, for else the server would wait for the rest of it before
// it answers.
func (b *body) cut() error {
	b.hurry()
	_ = b.Close()
	return io.ErrUnexpectedEOF
}
