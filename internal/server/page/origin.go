package page

import (
	"context"
	"net/http"
	"net/netip"
	"net/url"

	"github.com/go-chi/chi/v5/middleware"
)

type originKey struct{}

// WithOrigin notes under which address a request reached the site, where that is
// known and is not Site.Base.
func WithOrigin(ctx context.Context, base *url.URL) context.Context {
	return context.WithValue(ctx, originKey{}, base)
}

// BaseOf is the address of the site for who makes a request. It must not be changed.
func (s *Site) BaseOf(r *http.Request) *url.URL {
	if base, ok := r.Context().Value(originKey{}).(*url.URL); ok {
		return base
	}
	return s.Base
}

// Secure reports whether who makes a request comes over TLS.
func (s *Site) Secure(r *http.Request) bool { return s.BaseOf(r).Scheme == "https" }

// Address is the network address that a request comes from; behind a trusted
// proxy that of its client.
func Address(r *http.Request) string {
	if from := middleware.GetClientIP(r.Context()); from != "" {
		return from
	}
	if peer, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
		return peer.Addr().Unmap().String()
	}
	return r.RemoteAddr
}
