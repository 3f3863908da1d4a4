package extract

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"recto/internal/corpus"
)

// Folder makes one source of a folder: an archive of its files that packs
// nothing and notes no times, so that the same files under the same names always
// give the same bytes. What systems put into folders unasked is left out, and so
// are links. Files of over so many bytes together give [corpus.ErrTooLarge],
// and a folder without files [corpus.ErrNoText].
func Folder(folder fs.FS, most int64) ([]byte, error) {
	names, err := filesOf(folder, most)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(names, natural)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range names {
		if err := pack(z, folder, name); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		if int64(out.Len()) > most {
			return nil, folderTooLarge(most)
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func folderTooLarge(most int64) error {
	return fmt.Errorf("the files of the folder have over %d MB together, split it and try again: %w", most>>20, corpus.ErrTooLarge)
}

// filesOf lists the regular files of a folder and of those in it.
func filesOf(folder fs.FS, most int64) (names []string, err error) {
	var total int64
	err = fs.WalkDir(folder, ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == ".":
			return nil
		case junk(name) && e.IsDir():
			return fs.SkipDir
		case junk(name) || !e.Type().IsRegular():
			return nil
		case len(names) == maxEntries:
			return fmt.Errorf("the folder has over %d files: %w", maxEntries, corpus.ErrTooLarge)
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		if total += info.Size(); total > most {
			return folderTooLarge(most)
		}
		names = append(names, name)
		return nil
	})
	if err == nil && len(names) == 0 {
		err = fmt.Errorf("the folder is empty: %w", corpus.ErrNoText)
	}
	return names, err
}

func pack(z *zip.Writer, folder fs.FS, name string) error {
	f, err := folder.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err != nil {
		return err
	}
	_, err = io.Copy(w, f)
	return err
}
