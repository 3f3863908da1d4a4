package config_test

import (
	"fmt"
	"testing"
)

func TestTrustedProxies(t *testing.T) {
	for value, want := range map[string]string{
		"":                             "[]",
		"127.0.0.1":                    "[127.0.0.1/32]",
		"::ffff:10.1.2.3 , fe80::1%e0": "[10.1.2.3/32 fe80::1/128]",
		"10.1.2.3/8,2001:db8::/32":     "[10.0.0.0/8 2001:db8::/32]",
	} {
		got, _, err := load(map[string]string{"RECTO_TRUSTED_PROXIES": value})
		if err != nil || fmt.Sprint(got.TrustedProxies()) != want {
			t.Errorf("%q: got %v, %v, want %s", value, got.TrustedProxies(), err, want)
		}
	}
}
