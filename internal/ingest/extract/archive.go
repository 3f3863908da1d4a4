package extract

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"recto/internal/corpus"
)

// maxEntries is the most files of an archive, of any kind.
const maxEntries = 50_000

// unpack lists the pictures of an archive in the natural order of their paths.
// What is no picture is counted; names are never used to open or write anything.
func (p *Pictures) unpack(ctx context.Context, data []byte) (leaves, error) {
	files, err := entries(data)
	if err != nil {
		return leaves{}, err
	}
	var list leaves
	for _, e := range inOrder(files) {
		if err := ctx.Err(); err != nil {
			return leaves{}, err
		}
		l, file := p.look(ctx, data, e)
		if l.mediaType == "" && l.err == nil {
			list.others++
			continue
		}
		list.add(l, file, p.opt.MaxPages)
		if len(list.leaves) > p.opt.MaxPages {
			return leaves{}, tooManyPictures(p.opt.MaxPages)
		}
	}
	if len(list.leaves) == 0 {
		return list, fmt.Errorf("the archive holds %d files and no pictures; put TIFF, PNG or JPEG files into it: %w", len(files), corpus.ErrUnsupported)
	}
	return list, nil
}

// entry is a file of an archive.
type entry struct {
	name  string
	index int
	size  uint64 // bytes that it declares
	lock  bool
	open  func() (io.ReadCloser, error) // without reading the list of all files again
}

// entries lists the files of an archive that a person put there.
func entries(data []byte) ([]entry, error) {
	if n := bytes.Count(data, []byte("PK\x01\x02")); n > maxEntries {
		return nil, fmt.Errorf("the archive has %d files: %w", n, corpus.ErrTooLarge)
	}
	z, err := openArchive(data)
	if err != nil {
		return nil, err
	}
	var out []entry
	for i, f := range z.File {
		name := strings.ToValidUTF8(strings.ReplaceAll(f.Name, `\`, "/"), "\ufffd")
		if f.Mode().IsRegular() && !strings.HasSuffix(name, "/") && !junk(name) {
			const encrypted = 1
			out = append(out, entry{name, i, f.UncompressedSize64, f.Flags&encrypted != 0, f.Open})
		}
		if strings.EqualFold(name, "[Content_Types].xml") || name == "mimetype" {
			return nil, fmt.Errorf("this is a document of an office program or an e-book; print it to PDF and try again: %w", corpus.ErrUnsupported)
		}
	}
	return out, nil
}

func openArchive(data []byte) (*zip.Reader, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("the archive cannot be opened (%s), pack it anew and try again: %w", plain(err), corpus.ErrBroken)
	}
	return z, nil
}

// junk tells what systems put into folders unasked.
func junk(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." || part == "__MACOSX" {
			return true
		}
	}
	base := strings.ToLower(path.Base(name))
	return base == "thumbs.db" || base == "desktop.ini"
}

func inOrder(files []entry) []entry {
	files = slices.Clone(files)
	slices.SortStableFunc(files, func(a, b entry) int { return natural(a.name, b.name) })
	return files
}

// look tells whether a file is a picture. It gives the whole file if it is a TIFF.
func (p *Pictures) look(ctx context.Context, data []byte, e entry) (leaf, []byte) {
	l := leaf{name: e.name, file: e.index}
	if e.lock {
		l.err = corpus.ErrEncrypted
		return l, nil
	}
	r, err := e.open()
	if err != nil {
		l.err = fmt.Errorf("open it in the archive: %w: %w", corpus.ErrBroken, err)
		return l, nil
	}
	defer r.Close()
	head := make([]byte, headSize)
	n, err := io.ReadFull(r, head)
	if n == 0 && err != nil && err != io.EOF {
		l.err = fmt.Errorf("%w: %w", corpus.ErrBroken, err)
		return l, nil
	}
	if bytes.HasPrefix(head[:n], []byte(jpeg2000)) {
		l.err = fmt.Errorf("it is a JPEG 2000 picture: %w", corpus.ErrUnsupported)
		return l, nil
	}
	switch kind := kindOf(head[:n]); kind {
	case PNGType, JPEGType:
		l.mediaType = kind
	case TIFFType:
		l.mediaType = kind
		if e.size > maxFile {
			l.err = fmt.Errorf("it unpacks to %d MB: %w", e.size>>20, corpus.ErrTooLarge)
			return l, nil
		}
		file, err := inflate(ctx, io.MultiReader(bytes.NewReader(head[:n]), r))
		if l.err = err; err == nil {
			return l, file
		}
	}
	return l, nil
}

// openInArchive opens the file of this index.
func openInArchive(data []byte, index int) (io.ReadCloser, error) {
	z, err := openArchive(data)
	if err != nil {
		return nil, err
	}
	if index >= len(z.File) {
		return nil, corpus.ErrNotFound
	}
	r, err := z.File[index].Open()
	if err != nil {
		return nil, fmt.Errorf("open it in the archive: %w", err)
	}
	return r, nil
}
