package people

import (
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/httprate"

	"recto/internal/server/page"
)

// limits are how often secrets may be tried. They are counted in memory.
type limits struct {
	addresses *httprate.RateLimiter
	accounts  *httprate.RateLimiter
}

const (
	triesAnAddress = 20 // in a minute, by all who share it
	triesAnAccount = 10 // in a quarter of an hour, from wherever
)

func newLimits() limits {
	return limits{
		addresses: httprate.NewRateLimiter(triesAnAddress, time.Minute),
		accounts:  httprate.NewRateLimiter(triesAnAccount, 15*time.Minute),
	}
}

// byAddress counts tries by the network address that they come from.
func (l limits) byAddress(site *page.Site) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if l.addresses.OnLimit(w, r, httprate.CanonicalizeIP(page.Address(r))) {
				site.Fail(w, r, tooMany("Wait a minute, then try again."))
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// account counts a try for an account, whether there is one of that address or not.
func (l limits) account(w http.ResponseWriter, r *http.Request, email string) error {
	if l.accounts.OnLimit(w, r, strings.ToLower(strings.TrimSpace(email))) {
		return tooMany("For this account it was tried too often. Wait a quarter of an hour, or ask an administrator for a link that sets a new password.")
	}
	return nil
}

func tooMany(text string) error {
	return page.Error{Status: http.StatusTooManyRequests, Title: "Too many tries", Text: text}
}
