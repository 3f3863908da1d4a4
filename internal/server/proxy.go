package server

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/go-chi/chi/v5/middleware"

	"recto/internal/server/page"
)

// Proxies are the programs before the site that pass requests on to it.
type Proxies struct {
	Trusted []netip.Prefix // whose X-Forwarded-For, -Proto and -Host are believed
	Fixed   bool           // the site's address is Deps.BaseURL, whatever host they say
}

// forwardedHeaders are what proxies say of a request, and what anybody may write.
var forwardedHeaders = []string{
	"X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Server", "X-Forwarded-Prefix", "X-Forwarded-Ssl",
	"X-Forwarded-User", "Forwarded", "X-Real-Ip", "True-Client-Ip", "X-Client-Ip", "X-Original-Url", "X-Rewrite-Url", "X-Http-Method-Override",
}

// clientAddress notes whose network address a request comes from.
func (s *server) clientAddress() func(http.Handler) http.Handler {
	if len(s.Proxies.Trusted) == 0 {
		return middleware.ClientIPFromRemoteAddr
	}
	var trusted []string
	for _, p := range s.Proxies.Trusted {
		trusted = append(trusted, p.String())
	}
	return middleware.ClientIPFromXFF(trusted...)
}

// forwarded believes a trusted proxy under which address the site was asked for,
// and takes what anybody else says of that off the request, so that nothing
// behind it can be led to believe it.
func (s *server) forwarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.fromProxy(r) {
			r = s.believed(r)
		}
		for _, name := range forwardedHeaders {
			r.Header.Del(name)
		}
		next.ServeHTTP(w, r)
	})
}

func (s *server) fromProxy(r *http.Request) bool {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	for _, p := range s.Proxies.Trusted {
		if p.Contains(peer.Addr().Unmap().WithZone("")) {
			return true
		}
	}
	return false
}

// believed is a request with the address that the nearest proxy says it was made
// for. What makes no address is of no account.
func (s *server) believed(r *http.Request) *http.Request {
	base := *s.site.Base
	if proto := strings.ToLower(nearest(r.Header, "X-Forwarded-Proto")); proto == "http" || proto == "https" {
		base.Scheme = proto
	}
	if host := nearest(r.Header, "X-Forwarded-Host"); isHost(host) {
		r.Host = host
		if !s.Proxies.Fixed {
			base.Host = host
		}
	}
	return r.WithContext(page.WithOrigin(r.Context(), &base))
}

// nearest is the last value of a header, which the nearest proxy wrote.
func nearest(h http.Header, name string) string {
	all := strings.Split(strings.Join(h.Values(name), ","), ",")
	return strings.TrimSpace(all[len(all)-1])
}

// isHost reports whether a text is a host, with or without a port, and nothing else.
func isHost(s string) bool {
	u, err := url.Parse("//" + s)
	return err == nil && s != "" && u.Host == s && u.Hostname() != "" && u.User == nil && !strings.ContainsAny(s, " \\<>\"'`{}|^%")
}
