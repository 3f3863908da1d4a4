package server_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/server"
	"recto/internal/server/servertest"
)

// TestProxy asks the site as clients, proxies and clients that play proxy do, and
// looks whose address it takes the request to come from and under which address
// it takes itself to be known.
func TestProxy(t *testing.T) {
	const client, proxy, inner = "203.0.113.9:4711", "10.0.0.7:999", "10.0.0.8"
	for _, c := range []struct {
		name, peer string
		fixed      bool // the address of the site is set
		headers    []string
		from       string // whom the log names
		site       string // as the canonical link begins
		secure     bool   // the session's cookie is for TLS alone
	}{
		{"a client", client, false, nil, "203.0.113.9", "http://library.test", false},
		{"a client that plays proxy", client, false, []string{"X-Forwarded-For", "127.0.0.1", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil.example", "Forwarded", "for=127.0.0.1;proto=https", "X-Real-IP", "127.0.0.1", "True-Client-IP", "10.0.0.7"}, "203.0.113.9", "http://library.test", false},
		{"a proxy", proxy, false, []string{"X-Forwarded-For", "198.51.100.4", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "papers.example.org"}, "198.51.100.4", "https://papers.example.org", true},
		{"a proxy as IPv6 writes it", "[::ffff:10.0.0.7]:999", false, []string{"X-Forwarded-For", "::ffff:198.51.100.4", "X-Forwarded-Proto", "HTTPS"}, "198.51.100.4", "https://library.test", true},
		{"where the address is set", proxy, true, []string{"X-Forwarded-For", "198.51.100.4", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "papers.example.org"}, "198.51.100.4", "https://library.test", true},
		{"a client that lied to the proxy", proxy, false, []string{"X-Forwarded-For", "127.0.0.1, 198.51.100.4", "X-Forwarded-Proto", "https, http", "X-Forwarded-Host", "evil.example, papers.example.org"}, "198.51.100.4", "http://papers.example.org", false},
		{"the lie in a header of its own", proxy, false, []string{"X-Forwarded-For", "127.0.0.1", "X-Forwarded-For", "198.51.100.4"}, "198.51.100.4", "http://library.test", false},
		{"two proxies", proxy, false, []string{"X-Forwarded-For", "1.2.3.4, 198.51.100.4, " + inner}, "198.51.100.4", "http://library.test", false},
		{"a client that plays a proxy of ours", proxy, false, []string{"X-Forwarded-For", inner}, "10.0.0.7", "http://library.test", false},
		{"no address", proxy, false, []string{"X-Forwarded-For", "1.2.3.4, unknown", "X-Forwarded-Proto", "javascript", "X-Forwarded-Host", "papers.example.org/x?<script>"}, "10.0.0.7", "http://library.test", false},
		{"a host with a user", proxy, false, []string{"X-Forwarded-Host", "a:b@evil.example"}, "10.0.0.7", "http://library.test", false},
		{"nothing said", proxy, false, nil, "10.0.0.7", "http://library.test", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var log bytes.Buffer
			s := servertest.New(t, servertest.Config{Change: func(d *server.Deps) {
				d.BaseURL, d.Log = "http://library.test", slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
				d.Proxies = server.Proxies{Trusted: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/24")}, Fixed: c.fixed}
			}})
			(&site{Site: s, library: s.Library}).account(t, corpus.Reader)
			page := askAs(s, c.peer, http.MethodGet, "/help", nil, c.headers...)
			if want := `rel="canonical" href="` + c.site + `/help"`; !strings.Contains(page.Body.String(), want) {
				t.Errorf("the page lacks %s", want)
			}
			if want := "from=" + c.from + " "; !strings.Contains(log.String(), want) {
				t.Errorf("the log lacks %s: %s", want, log.String())
			}
			in := askAs(s, c.peer, http.MethodPost, "/login", url.Values{"email": {"reader@example.org"}, "password": {password}}, c.headers...)
			cookies := in.Result().Cookies()
			if in.Code != http.StatusSeeOther || len(cookies) != 1 || cookies[0].Secure != c.secure {
				t.Errorf("signed in: status %d, %v, want a cookie for TLS alone: %v", in.Code, cookies, c.secure)
			}
		})
	}
}

// TestTriesThroughProxy tries passwords from several clients behind one proxy,
// and from one client that claims to be many.
func TestTriesThroughProxy(t *testing.T) {
	tries := func(peer string, forwarded func(n int) string) (refused int) {
		s := servertest.New(t, servertest.Config{Change: func(d *server.Deps) {
			d.Proxies = server.Proxies{Trusted: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/24")}}
		}})
		for n := range 40 {
			form := url.Values{"email": {fmt.Sprintf("nobody%d@example.org", n)}, "password": {"x"}}
			if askAs(s, peer, http.MethodPost, "/login", form, "X-Forwarded-For", forwarded(n)).Code == http.StatusTooManyRequests {
				refused++
			}
		}
		return refused
	}
	each := func(n int) string { return fmt.Sprintf("198.51.100.%d", n) }
	if n := tries("10.0.0.7:1", each); n != 0 {
		t.Errorf("%d of 40 clients of one proxy were refused", n)
	}
	if n := tries("203.0.113.9:1", each); n < 15 {
		t.Errorf("of one client that claims to be 40, %d tries were refused", n)
	}
	if n := tries("10.0.0.7:1", func(n int) string { return fmt.Sprintf("192.0.2.%d, 198.51.100.4", n) }); n < 15 {
		t.Errorf("of one client behind a proxy that claims to be 40, %d tries were refused", n)
	}
}

// askAs asks a site as a network address would.
func askAs(s *servertest.Site, peer, method, path string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	req := httptest.NewRequestWithContext(context.Background(), method, path, strings.NewReader(form.Encode()))
	req.RemoteAddr = peer
	req.Header.Set("Content-Type", formType)
	for i := 0; i < len(headers); i += 2 {
		req.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.Config.Handler.ServeHTTP(w, req)
	return w
}
