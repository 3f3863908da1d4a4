package config_test

import (
	"strings"
	"testing"

	"recto/internal/config"
)

func TestLog(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string // in what a debug line and an info line give
		not  string
	}{
		{nil, `msg=info`, `debug`},
		{[]string{"--log-level", "debug"}, `msg=debug`, `{`},
		{[]string{"--log-format", "json", "--log-level", "DEBUG"}, `"msg":"debug"`, `msg=`},
		{[]string{"--log-level", "error"}, ``, `msg`},
	} {
		cfg, _, err := load(nil, c.args...)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		log := cfg.Log.To(&out)
		log.Debug("debug")
		log.Info("info")
		if got := out.String(); !strings.Contains(got, c.want) || strings.Contains(got, c.not) {
			t.Errorf("%v: got %q, want %q without %q", c.args, got, c.want, c.not)
		}
	}
	if got := (config.Log{}).Level.String(); got != "INFO" {
		t.Errorf("the level is %s where none is set", got)
	}
}
