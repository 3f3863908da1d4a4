// Package config is how Recto is set up: one struct, read once, from flags,
// then from RECTO_* in the environment, then from defaults.
//
// It holds what a machine decides, and nothing that is chosen while the site runs.
package config

import (
	"errors"
	"flag"
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// Config is how Recto is set up.
type Config struct {
	Data      string // folder of the database, the blobs and the index
	Listen    string // host:port of the site
	BaseURL   string // as it was set; see Site
	MaxUpload int64  // bytes of the largest source
	Quota     int64  // bytes of all sources of one contributor; 0 for no limit
	Workers   int    // jobs at once
	Inbox     string // folder whose files are taken in; empty for none
	Metrics   string // host:port for a Prometheus server; empty for none
	Proxies   string // addresses and networks, with commas, of the proxies whose X-Forwarded headers are believed; see TrustedProxies
	Log       Log    // what is written to standard error
	OCR       OCR    // how scans are read
	OIDC      OIDC   // the institution that vouches for people
	SMTP      SMTP   // the server that sends letters
}

// OCR is how scans are read.
type OCR struct {
	Mode      string // OCRAuto or OCROff
	Languages string // that they are written in, as the engine names them, joined by +
}

// Whether scans are read anew.
const (
	OCRAuto = "auto" // where the engine is found
	OCROff  = "off"  // never: a scan has the words of its text layer
)

// Database is the file of the database.
func (c Config) Database() string { return filepath.Join(c.Data, "recto.db") }

// Blobs is the folder of the blobs.
func (c Config) Blobs() string { return filepath.Join(c.Data, "blobs") }

// Index is the folder of the search index.
func (c Config) Index() string { return filepath.Join(c.Data, "index") }

// Uploads is the folder of what has arrived in part.
func (c Config) Uploads() string { return filepath.Join(c.Data, "uploads") }

// Cache is the folder of what can be thrown away at any time.
func (c Config) Cache() string { return filepath.Join(c.Data, "cache") }

const (
	defaultData      = "data"
	defaultListen    = "localhost:8080"
	defaultMaxUpload = 1 << 30
	defaultWorkers   = 1
	defaultLanguages = "eng"
)

// Define adds the flags to a command's own. What it gives holds the environment
// and the defaults until flags are parsed, and what is set from then on. Env is
// os.Getenv, or what stands for it in a test.
func Define(flags *flag.FlagSet, env func(string) string) (*Config, error) {
	c := &Config{Data: defaultData, Listen: defaultListen, MaxUpload: defaultMaxUpload, Workers: defaultWorkers, OCR: defaultOCR(), Log: Log{Format: LogText}}
	var problems []error
	for _, o := range append([]option{
		{"data", "RECTO_DATA", (*text)(&c.Data), "`folder` of the library"},
		{"listen", "RECTO_LISTEN", (*address)(&c.Listen), "`host:port` of the site"},
		{"base-url", "RECTO_BASE_URL", (*base)(&c.BaseURL), "`address` of the site as its readers know it; by default http:// and the value of -listen"},
		{"max-upload", "RECTO_MAX_UPLOAD", (*size)(&c.MaxUpload), "`size` of the largest source, as 500MB"},
		{"quota", "RECTO_QUOTA", (*size)(&c.Quota), "`size` of all sources that one contributor may bring, as 20GB; editors may bring more; by default no limit"},
		{"inbox", "RECTO_INBOX", (*text)(&c.Inbox), "`folder` whose files are taken into the library as they appear; by default none"},
		{"metrics", "RECTO_METRICS", (*address)(&c.Metrics), "`host:port` at which a Prometheus server finds the metrics; by default nowhere"},
		{"trusted-proxies", "RECTO_TRUSTED_PROXIES", (*proxies)(&c.Proxies), "`addresses` of the proxies before the site, as 127.0.0.1,10.0.0.0/8, that are believed who asks (X-Forwarded-For) and under which address (X-Forwarded-Proto, -Host); by default none"},
		{"log-level", "RECTO_LOG_LEVEL", (*level)(&c.Log.Level), "`level` from which on things are logged: debug (every request and stage), info, warn or error"},
		{"log-format", "RECTO_LOG_FORMAT", (*logFormat)(&c.Log.Format), "`text` or json, a line each"},
		{"workers", "RECTO_WORKERS", (*count)(&c.Workers), "`number` of sources processed at once"},
	}, c.OCR.options()...) {
		problems = append(problems, o.define(flags, env))
	}
	for _, o := range append(c.OIDC.options(), c.SMTP.options()...) {
		problems = append(problems, o.take(env))
	}
	problems = append(problems, c.OIDC.whole(), c.SMTP.whole())
	return c, errors.Join(problems...)
}

// DefineOCR adds the flags of Config.OCR alone, for commands without a library.
func DefineOCR(flags *flag.FlagSet, env func(string) string) (*OCR, error) {
	value := defaultOCR()
	var problems []error
	for _, o := range value.options() {
		problems = append(problems, o.define(flags, env))
	}
	return &value, errors.Join(problems...)
}

func defaultOCR() OCR { return OCR{Mode: OCRAuto, Languages: defaultLanguages} }

// option is one thing that can be set.
type option struct {
	flag, env string
	value     flag.Value
	usage     string
}

func (o *OCR) options() []option {
	return []option{
		{"ocr", "RECTO_OCR", (*ocr)(&o.Mode), "`auto` reads scans with Tesseract where it is installed, off never does"},
		{"ocr-languages", "RECTO_OCR_LANGUAGES", (*languages)(&o.Languages), "`languages` of the scans as Tesseract names them, the chief one first, as eng+deu"},
	}
}

// define adds the flag, with the environment's value if there is one.
func (o option) define(flags *flag.FlagSet, env func(string) string) error {
	flags.Var(o.value, o.flag, o.usage+" ("+o.env+")")
	return o.take(env)
}

// take sets the environment's value if there is one.
func (o option) take(env func(string) string) error {
	v := env(o.env)
	if v == "" {
		return nil
	}
	if err := o.value.Set(v); err != nil {
		return fmt.Errorf("%s is %q: %w", o.env, v, err)
	}
	return nil
}

// Load defines the flags and parses args. What is left of args is flags.Args.
// The error is [flag.ErrHelp] if help was asked for.
func Load(flags *flag.FlagSet, args []string, env func(string) string) (Config, error) {
	c, err := Define(flags, env)
	if err != nil {
		return *c, err
	}
	err = flags.Parse(args)
	return *c, err
}

// Site is the address of the site as its readers know it, without a slash at
// the end.
func (c Config) Site() string {
	if c.BaseURL != "" {
		return c.BaseURL
	}
	return "http://" + reachable(c.Listen)
}

// reachable is an address on this machine for one to listen on.
func reachable(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return listen
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

type text string

func (t *text) String() string { return string(*t) }

func (t *text) Set(s string) error {
	if strings.TrimSpace(s) == "" {
		return errors.New("it must not be empty")
	}
	*t = text(s)
	return nil
}

type address string

func (a *address) String() string { return string(*a) }

func (a *address) Set(s string) error {
	_, port, err := net.SplitHostPort(s)
	if err != nil {
		return errors.New("want host:port, as localhost:8080 or :8080")
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return errors.New("want a port from 0 to 65535")
	}
	*a = address(s)
	return nil
}

type base string

func (b *base) String() string { return string(*b) }

func (b *base) Set(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return errors.New("want an address, as https://library.example.org")
	}
	*b = base(strings.TrimRight(s, "/"))
	return nil
}

type ocr string

func (o *ocr) String() string { return string(*o) }

func (o *ocr) Set(s string) error {
	if s != OCRAuto && s != OCROff {
		return errors.New("want auto or off")
	}
	*o = ocr(s)
	return nil
}

type languages string

func (l *languages) String() string { return string(*l) }

func (l *languages) Set(s string) error {
	for name := range strings.SplitSeq(s, "+") {
		if !languageName.MatchString(name) {
			return errors.New("want names of Tesseract joined by +, as eng+deu")
		}
	}
	*l = languages(s)
	return nil
}

// languageName is a name of Tesseract, as eng, chi_sim or script/Latin.
var languageName = regexp.MustCompile(`^[A-Za-z_]+(/[A-Za-z_]+)?$`)

type count int

func (c *count) String() string { return strconv.Itoa(int(*c)) }

func (c *count) Set(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 64 {
		return errors.New("want a number from 1 to 64")
	}
	*c = count(n)
	return nil
}
