package recognize

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Folder is a [Cache] of files, each named by its key. Programs may share it,
// and it may be emptied at any time.
type Folder string

// Get is part of [Cache].
func (f Folder) Get(key string) ([]byte, bool) {
	data, err := os.ReadFile(f.file(key))
	return data, err == nil
}

// Put is part of [Cache].
func (f Folder) Put(key string, data []byte) error {
	name := f.file(key)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("make the cache of recognised pages: %w", err)
	}
	t, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return fmt.Errorf("keep a recognised page: %w", err)
	}
	defer os.Remove(t.Name())
	_, err = t.Write(data)
	if err := errors.Join(err, t.Close()); err != nil {
		return fmt.Errorf("keep a recognised page: %w", err)
	}
	return os.Rename(t.Name(), name)
}

func (f Folder) file(key string) string {
	return filepath.Join(string(f), key[:min(2, len(key))], filepath.Base(key)+".json")
}
