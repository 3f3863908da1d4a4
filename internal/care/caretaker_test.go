package care_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"recto/internal/care"
	"recto/internal/corpus"
)

// trash has one volume, which is due at a time.
type trash struct {
	due    time.Time
	swept  time.Time
	broken error
}

func (b *trash) Purge(_ context.Context, at time.Time) ([]corpus.Purged, error) {
	if at.Before(b.due) {
		return nil, b.broken
	}
	return []corpus.Purged{{Volume: "v1", Title: "Old papers", By: "Ann", Since: b.due.Add(-corpus.TrashKept), Editions: 2}}, b.broken
}

func (b *trash) Sweep(_ context.Context, before time.Time) (int, error) {
	b.swept = before
	return 0, nil
}

func TestCaretaker(t *testing.T) {
	var log bytes.Buffer
	due := time.Date(2026, 6, 3, 12, 0, 0, 0, time.UTC)
	now := due.Add(-time.Second)
	b := &trash{due: due}
	c := care.Caretaker{Trash: b, Log: slog.New(slog.NewTextHandler(&log, nil)), Now: func() time.Time { return now }}
	if err := c.Round(t.Context()); err != nil || log.Len() > 0 {
		t.Errorf("before the time: %v, %s", err, log.String())
	}
	now = due
	if err := c.Round(t.Context()); err != nil || !strings.Contains(log.String(), "volume=v1") || !strings.Contains(log.String(), "by Ann on 4 May 2026: editions 2,") {
		t.Errorf("in time: %v, %s", err, log.String())
	}
	if want := now.Add(-care.Untouched); !b.swept.Equal(want) {
		t.Errorf("swept what was untouched since %v, want %v", b.swept, want)
	}
	b.broken = errors.New("the disk is gone")
	if err := c.Round(t.Context()); !errors.Is(err, b.broken) {
		t.Errorf("got %v", err)
	}
}
