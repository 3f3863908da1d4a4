package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"recto/internal/ingest/extract"
)

// maxFolder is the most bytes of the files of a folder that is a source.
const maxFolder = 1 << 30

// openSource opens a file, or makes one source of all files of a folder, and
// tells by what name it goes.
func openSource(path string) (name string, source io.ReadCloser, err error) {
	if isDirectory(path) {
		return openFolder(path)
	}
	file, err := os.Open(path)
	if err != nil {
		return "", nil, fmt.Errorf("open the source: %w", err)
	}
	return filepath.Base(path), file, nil
}

func openFolder(path string) (name string, source io.ReadCloser, err error) {
	whole, err := filepath.Abs(path)
	if err != nil {
		return "", nil, fmt.Errorf("open the folder: %w", err)
	}
	data, err := extract.Folder(os.DirFS(path), maxFolder)
	if err != nil {
		return "", nil, fmt.Errorf("read the folder: %w", err)
	}
	return filepath.Base(whole), io.NopCloser(bytes.NewReader(data)), nil
}
