package config

import (
	"errors"
	"io"
	"log/slog"
)

// Log is what the program writes of what it does.
type Log struct {
	Level  slog.Level
	Format string // LogText or LogJSON
}

// The formats of a log.
const (
	LogText = "text" // key=value
	LogJSON = "json"
)

// To makes a log that goes to w.
func (l Log) To(w io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: l.Level}
	if l.Format == LogJSON {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

type level slog.Level

func (l *level) String() string { return slog.Level(*l).String() }

func (l *level) Set(s string) error {
	var v slog.Level
	if err := v.UnmarshalText([]byte(s)); err != nil {
		return errors.New("want debug, info, warn or error")
	}
	*l = level(v)
	return nil
}

type logFormat string

func (f *logFormat) String() string { return string(*f) }

func (f *logFormat) Set(s string) error {
	if s != LogText && s != LogJSON {
		return errors.New("want text or json")
	}
	*f = logFormat(s)
	return nil
}
