package blob

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// leaving ends the name of a file that is being removed.
const leaving = ".leaving.tmp"

// Remove removes a blob that nobody refers to, unless it was put, or put again,
// since a time: whoever did may be about to refer to it. It reports whether the
// blob is gone. One that was not there is.
//
// The file is looked at once more under another name, so that of a Put and a
// Remove at one moment the Put wins.
func (s *Store) Remove(_ context.Context, hash string, before time.Time) (gone bool, err error) {
	if !valid(hash) {
		return true, nil
	}
	gone = true
	for _, name := range names(hash) {
		file := filepath.Join(s.dir, filepath.FromSlash(name))
		kept, err := removeOld(file, before)
		if err != nil {
			return false, err
		}
		gone = gone && !kept
	}
	return gone, nil
}

// removeOld removes a file that was last changed before a time, and reports
// whether it was kept because it was not.
func removeOld(file string, before time.Time) (kept bool, err error) {
	old, err := olderThan(file, before)
	if err != nil || !old {
		return !errors.Is(err, fs.ErrNotExist), present(err)
	}
	aside := file + leaving
	if err := os.Rename(file, aside); err != nil {
		return false, present(err)
	}
	if old, err = olderThan(aside, before); err != nil || old {
		return false, errors.Join(err, os.Remove(aside))
	}
	return true, os.Rename(aside, file)
}

func olderThan(file string, before time.Time) (bool, error) {
	info, err := os.Stat(file)
	if err != nil {
		return false, err
	}
	return info.ModTime().Before(before), nil
}

// present is no error where a file is not there.
func present(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// freshen marks a blob as put now, and reports whether it was still there
// afterwards: a file may be marked that a Remove has taken aside already.
func (s *Store) freshen(hash string) bool {
	now := time.Now()
	for _, name := range names(hash) {
		file := filepath.Join(s.dir, filepath.FromSlash(name))
		if os.Chtimes(file, now, now) != nil {
			continue
		}
		if _, err := os.Stat(file); err == nil {
			return true
		}
	}
	return false
}
