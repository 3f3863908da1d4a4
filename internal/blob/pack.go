package blob

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
)

// packed ends the name of a file that holds its blob gzip-compressed. The hash
// is over the bytes before packing, so that it does not hang on the compressor.
const packed = ".gz"

// sample is how much of a blob is tried to see whether packing is worth while.
const sample = 32 << 10

// pack decides how a blob lies on the disk.
func pack(hash string, data []byte) (name string, stored []byte, err error) {
	all := names(hash)
	head, err := squeeze(data[:min(len(data), sample)])
	if err != nil {
		return "", nil, err
	}
	if len(head) >= min(len(data), sample)*3/4 {
		return all[1], data, nil
	}
	stored, err = squeeze(data)
	return all[0], stored, err
}

func squeeze(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func unpack(name string, stored []byte) ([]byte, error) {
	if !strings.HasSuffix(name, packed) {
		return stored, nil
	}
	r, err := gzip.NewReader(bytes.NewReader(stored))
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	return io.ReadAll(r)
}
