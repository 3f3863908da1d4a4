package rendition

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// kept reads a copy that was made before. One that is not as long as it says,
// for the machine stopped while it was written, counts as none.
func (m *Maker) kept(name string) ([]byte, bool) {
	data, err := os.ReadFile(m.file(name))
	const header = 8 // of RIFF: four letters, and the length of what follows
	whole := err == nil && len(data) > header && int(binary.LittleEndian.Uint32(data[4:]))+header == len(data)
	return data, whole
}

// keep writes a copy whole or not at all.
func (m *Maker) keep(name string, data []byte) error {
	file := m.file(name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("make the folder of pictures: %w", err)
	}
	t, err := os.CreateTemp(filepath.Dir(file), ".new-*")
	if err != nil {
		return fmt.Errorf("keep a picture: %w", err)
	}
	defer os.Remove(t.Name())
	_, err = t.Write(data)
	if err := errors.Join(err, t.Close()); err != nil {
		return fmt.Errorf("keep a picture: %w", err)
	}
	return os.Rename(t.Name(), file)
}

func (m *Maker) file(name string) string {
	return filepath.Join(m.folder, name[:2], name+".webp")
}
