package people

import (
	"net/url"
	"strings"
)

// home is where one goes who came from nowhere in particular.
const home = "/account"

// within is where to go after signing in: the address that was asked for, if
// it is one of this site and not the door itself.
func within(next string) string {
	if len(next) > 2000 || !strings.HasPrefix(next, "/") || strings.ContainsAny(next, "\\\x00\r\n\t") {
		return home
	}
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" || strings.HasPrefix(u.Path, "//") ||
		u.Path == "/login" || strings.HasPrefix(u.Path, "/login/") {
		return home
	}
	return (&url.URL{Path: u.Path, RawQuery: u.RawQuery}).String()
}
