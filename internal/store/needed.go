package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"recto/internal/corpus"
)

// needed are all blobs that the library speaks of. It fails where a manifest
// cannot be read, since nobody can tell then which pieces are its own.
func (l *Library) needed(ctx context.Context) (map[string]bool, error) {
	rows, err := collect(ctx, l.read, text, `SELECT id FROM source UNION SELECT blob FROM picture UNION SELECT picture FROM scan
		UNION SELECT blob FROM part UNION SELECT blob FROM page`)
	if err != nil {
		return nil, err
	}
	all := map[string]bool{}
	for _, hash := range rows {
		all[hash] = true
	}
	editions, err := collect(ctx, l.read, text, `SELECT id FROM edition`)
	if err != nil {
		return nil, err
	}
	for _, id := range editions {
		pieces, err := l.pieces(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, hash := range pieces {
			all[hash] = true
		}
	}
	return all, nil
}

// blobsOf are the blobs of a volume's editions and sources, as far as its
// manifests can be read.
func (l *Library) blobsOf(ctx context.Context, volume string) ([]string, error) {
	all, err := collect(ctx, l.read, text, `SELECT source FROM edition WHERE volume = ?
		UNION SELECT blob FROM picture WHERE source IN (SELECT source FROM edition WHERE volume = ?)`, volume, volume)
	if err != nil {
		return nil, err
	}
	editions, err := collect(ctx, l.read, text, `SELECT id FROM edition WHERE volume = ?`, volume)
	if err != nil {
		return nil, err
	}
	for _, id := range editions {
		pieces, err := l.pieces(ctx, id)
		if err != nil && !lost(err) {
			return nil, err
		}
		all = append(all, pieces...)
	}
	return all, nil
}

// pieces are the blobs that an edition is made of, its manifest first.
func (l *Library) pieces(ctx context.Context, edition string) ([]string, error) {
	all := []string{edition}
	m, err := l.manifest(ctx, edition)
	if err != nil {
		return all, err
	}
	for _, hashes := range [][]string{m.Replaced, m.Leaves, m.Parts} {
		all = append(all, hashes...)
	}
	for _, s := range m.Scans {
		all = append(all, s.Picture)
	}
	return all, nil
}

// manifest loads the manifest of an edition.
func (l *Library) manifest(ctx context.Context, edition string) (m manifest, err error) {
	data, err := l.Blobs.Get(ctx, edition)
	if err != nil {
		return m, fmt.Errorf("edition %s: %w", edition, err)
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("edition %s: %w: %w", edition, corpus.ErrBroken, err)
	}
	return m, nil
}

// lost reports whether an error is that a blob is missing or damaged.
func lost(err error) bool {
	return errors.Is(err, corpus.ErrNotFound) || errors.Is(err, corpus.ErrBroken)
}

// Litter are the blobs that nothing speaks of, apart from those purged, which
// are on their way. A program that was killed between keeping bytes and noting
// what they are leaves some; giving the same source again takes them up.
func (l *Library) Litter(ctx context.Context) ([]string, error) {
	needed, err := l.needed(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for blobs that nothing speaks of: %w", err)
	}
	purged, err := collect(ctx, l.read, text, `SELECT blob FROM purged`)
	if err != nil {
		return nil, err
	}
	for _, hash := range purged {
		needed[hash] = true
	}
	var all []string
	for hash, err := range l.Blobs.List(ctx) {
		if err != nil {
			return nil, err
		}
		if !needed[hash] {
			all = append(all, hash)
		}
	}
	return all, nil
}

// Retable makes the tables of a published volume again from its edition.
func (l *Library) Retable(ctx context.Context, volume string, at time.Time) error {
	v, err := l.Volume(ctx, volume)
	if err != nil {
		return err
	}
	return l.Serve(ctx, v.Edition, v.Edition, 0, at)
}
