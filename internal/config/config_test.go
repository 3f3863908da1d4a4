package config_test

import (
	"errors"
	"flag"
	"io"
	"strings"
	"testing"

	"recto/internal/config"
)

func load(env map[string]string, args ...string) (config.Config, []string, error) {
	flags := flag.NewFlagSet("recto", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Bool("json", false, "")
	c, err := config.Load(flags, args, func(name string) string { return env[name] })
	return c, flags.Args(), err
}

func TestDefaults(t *testing.T) {
	got, rest, err := load(nil, "a", "b")
	want := config.Config{Data: "data", Listen: "localhost:8080", MaxUpload: 1 << 30, Workers: 1, OCR: config.OCR{Mode: "auto", Languages: "eng"}, Log: config.Log{Format: "text"}}
	if err != nil || got != want || len(rest) != 2 {
		t.Errorf("got %+v, %v, %v, want %+v and two arguments", got, rest, err, want)
	}
}

func TestFlagsBeforeEnvironment(t *testing.T) {
	env := map[string]string{
		"RECTO_DATA": "/srv/recto", "RECTO_LISTEN": ":80", "RECTO_BASE_URL": "https://example.org/library/",
		"RECTO_MAX_UPLOAD": "20 MB", "RECTO_WORKERS": "3", "RECTO_OCR_LANGUAGES": "eng+chi_sim",
	}
	got, rest, err := load(env, "-json", "--workers=2", "--data", "here", "x")
	want := config.Config{Data: "here", Listen: ":80", BaseURL: "https://example.org/library", MaxUpload: 20 << 20, Workers: 2, OCR: config.OCR{Mode: "auto", Languages: "eng+chi_sim"}, Log: config.Log{Format: "text"}}
	if err != nil || got != want || len(rest) != 1 {
		t.Errorf("got %+v, %v, %v, want %+v and one argument", got, rest, err, want)
	}
	if got.Database() != "here/recto.db" {
		t.Errorf("got database %s", got.Database())
	}
}

func TestBaseURLFollowsListen(t *testing.T) {
	for listen, want := range map[string]string{
		":8080": "http://localhost:8080", "0.0.0.0:80": "http://localhost:80",
		"[::]:80": "http://localhost:80", "10.0.0.1:81": "http://10.0.0.1:81", "[::1]:82": "http://[::1]:82",
	} {
		got, _, err := load(nil, "-listen", listen)
		if err != nil || got.Site() != want {
			t.Errorf("%s: got %s, %v, want %s", listen, got.Site(), err, want)
		}
	}
}

func TestBadValues(t *testing.T) {
	for name, values := range map[string][]string{
		"RECTO_DATA":            {" "},
		"RECTO_LISTEN":          {"8080", "localhost:http!", "localhost:70000"},
		"RECTO_BASE_URL":        {"example.org", "ftp://example.org", "https://", "https://example.org?q"},
		"RECTO_MAX_UPLOAD":      {"big", "0", "-1MB", "9999999999999GB"},
		"RECTO_WORKERS":         {"0", "many", "65"},
		"RECTO_TRUSTED_PROXIES": {"localhost", "10.0.0.0/33", "1.2.3", "10.0.0.1 10.0.0.2"},
		"RECTO_LOG_LEVEL":       {"loud", "all"},
		"RECTO_LOG_FORMAT":      {"xml"},
		"RECTO_OCR_LANGUAGES":   {"+", "eng+", "eng,deu", "-l", "../eng", "eng deu"},
	} {
		for _, v := range values {
			if _, _, err := load(map[string]string{name: v}); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%s=%q: got %v, want an error that names it", name, v, err)
			}
		}
	}
	if _, _, err := load(nil, "-workers", "0"); err == nil {
		t.Error("a bad flag was taken")
	}
}

func TestHelp(t *testing.T) {
	if _, _, err := load(nil, "-h"); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("got %v", err)
	}
}
