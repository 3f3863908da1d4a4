package server_test

import (
	"errors"
	"io"
	"net"
	"sync"
	"testing"
)

// breaking is a line to a server that breaks each time when so many bytes, in
// all, have been sent over it.
type breaking struct {
	URL string

	mu     sync.Mutex
	sent   int64
	breaks []int64 // those to come
	broken int
}

// breakingLine opens a line to the server at an address, as "127.0.0.1:80",
// that breaks at the counts, which rise.
func breakingLine(t *testing.T, server string, at ...int64) *breaking {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	b := &breaking{URL: "http://" + listener.Addr().String(), breaks: at}
	var lines sync.WaitGroup
	lines.Go(func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			lines.Go(func() { b.join(near, server) })
		}
	})
	t.Cleanup(func() { listener.Close() }) // the lines end with the browser and the server
	return b
}

// join passes on what either end says until one has nothing more to say, or the
// line breaks.
func (b *breaking) join(near net.Conn, server string) {
	defer near.Close()
	far, err := net.Dial("tcp", server)
	if err != nil {
		return
	}
	defer far.Close()
	var back sync.WaitGroup
	back.Go(func() {
		io.Copy(near, far)
		near.Close()
	})
	io.Copy(far, counted{near, b})
	far.Close()
	back.Wait()
}

// state is how often the line broke.
func (b *breaking) state() (broken int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.broken
}

var errBroken = errors.New("the line is broken")

// counted reads from one end until the line breaks.
type counted struct {
	from io.Reader
	line *breaking
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	b := c.line
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.breaks) > 0 && b.sent+int64(n) >= b.breaks[0] {
		n = int(b.breaks[0] - b.sent)
		b.breaks, b.broken, err = b.breaks[1:], b.broken+1, errBroken
	}
	b.sent += int64(n)
	return n, err
}
