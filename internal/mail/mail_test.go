package mail_test

import (
	"context"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"

	"recto/internal/mail"
)

// office is a real mail server that keeps what it is handed.
type office struct {
	from, to, data string
}

func (o *office) NewSession(*smtp.Conn) (smtp.Session, error) { return o, nil }
func (o *office) Mail(from string, _ *smtp.MailOptions) error { o.from = from; return nil }
func (o *office) Rcpt(to string, _ *smtp.RcptOptions) error   { o.to = to; return nil }
func (o *office) Reset()                                      {}
func (o *office) Logout() error                               { return nil }
func (o *office) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	o.data = string(data)
	return err
}

func open(t *testing.T) (*office, string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	o := &office{}
	server := smtp.NewServer(o)
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	t.Cleanup(func() { server.Close(); <-done })
	return o, listener.Addr().String()
}

func TestSend(t *testing.T) {
	o, at := open(t)
	s := mail.Sender{Server: at, From: "Library <library@example.org>"}
	err := s.Send(context.Background(), "ada@example.org", "Grüße\r\nBcc: eve@example.org", "A link:\n\nhttps://example.org/welcome/ABC\n")
	if err != nil {
		t.Fatal(err)
	}
	if o.from != "library@example.org" || o.to != "ada@example.org" || !strings.Contains(o.data, "https://example.org/welcome/ABC") {
		t.Errorf("handed over from %q to %q:\n%s", o.from, o.to, o.data)
	}
	head, _, _ := strings.Cut(o.data, "\r\n\r\n")
	if strings.Contains(strings.ToLower(head), "\nbcc:") {
		t.Errorf("a line of the subject became a header:\n%s", head)
	}
}

func TestNotSent(t *testing.T) {
	_, at := open(t)
	for name, s := range map[string]mail.Sender{
		"nobody listens": {Server: "127.0.0.1:1", From: "library@example.org"},
		"no port":        {Server: "127.0.0.1", From: "library@example.org"},
		"no sender":      {Server: at, From: "library"},
	} {
		if err := s.Send(t.Context(), "ada@example.org", "Hello", "text"); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if err := (mail.Sender{Server: at, From: "library@example.org"}).Send(t.Context(), "ada\r\nRCPT TO:<eve@example.org>", "Hello", "text"); err == nil {
		t.Error("a broken address: no error")
	}
}
