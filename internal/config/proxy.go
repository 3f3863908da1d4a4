package config

import (
	"errors"
	"net/netip"
	"strings"
)

// TrustedProxies are the networks of the proxies that are believed; see Proxies.
func (c Config) TrustedProxies() []netip.Prefix {
	all, _ := prefixes(c.Proxies) // it was read before, when it was set
	return all
}

// prefixes reads addresses and networks with commas between them. An address is
// a network of its own.
func prefixes(s string) (all []netip.Prefix, err error) {
	for field := range strings.SplitSeq(s, ",") {
		field = strings.TrimSpace(field)
		if field == "" {
			continue
		}
		p, err := netip.ParsePrefix(field)
		if err != nil {
			var a netip.Addr
			if a, err = netip.ParseAddr(field); err == nil {
				a = a.Unmap().WithZone("")
				p = netip.PrefixFrom(a, a.BitLen())
			}
		}
		if err != nil {
			return nil, errors.New("want addresses or networks with commas between them, as 127.0.0.1,10.0.0.0/8")
		}
		all = append(all, p.Masked())
	}
	return all, nil
}

type proxies string

func (p *proxies) String() string { return string(*p) }

func (p *proxies) Set(s string) error {
	if _, err := prefixes(s); err != nil {
		return err
	}
	*p = proxies(s)
	return nil
}
