package terms

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"

	"recto/internal/corpus"
	"recto/internal/glossary"
	"recto/internal/server/page"
)

const (
	maxArchive = 8 << 20  // bytes of an archive that is brought in
	maxFiles   = 5000     // files of it
	maxFile    = 64 << 10 // bytes of one of them
)

// archive gives the glossary as Markdown files.
func (t *Rooms) archive(w http.ResponseWriter, r *http.Request) error {
	files, err := t.Shelf.Files(r.Context())
	if err != nil {
		return err
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := z.Create(name)
		if err != nil {
			return err
		}
		if _, err := f.Write(files[name]); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return download(w, "glossary.zip", "application/zip", b.Bytes())
}

// skos gives the glossary as SKOS in Turtle.
func (t *Rooms) skos(w http.ResponseWriter, _ *http.Request) error {
	base := t.site.Base.JoinPath("concepts").String()
	return download(w, "glossary.ttl", "text/turtle; charset=utf-8", glossary.Turtle(t.Shelf.Concepts(), base))
}

func download(w http.ResponseWriter, name, mediaType string, data []byte) error {
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	_, err := w.Write(data)
	return err
}

// bring takes in a zip of Markdown files, one Markdown file, or SKOS in Turtle.
// All of it is taken or nothing; concepts that it does not speak of stay.
func (t *Rooms) bring(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxArchive)
	file, head, err := r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) {
		return page.BadRequest("No file was chosen", "Choose a zip of Markdown files, a Markdown file, or SKOS in Turtle.")
	}
	if err != nil {
		return page.BadForm(err)
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		return page.BadForm(err)
	}
	files, err := t.filesOf(head.Filename, data)
	if err != nil {
		return page.Error{Status: http.StatusUnprocessableEntity, Title: "That could not be read", Text: err.Error() + ". Nothing was changed.", Cause: err}
	}
	texts, err := t.differing(r, files)
	if err != nil {
		return err
	}
	if len(texts) == 0 {
		http.Redirect(w, r, root+"?done=same", http.StatusSeeOther)
		return nil
	}
	err = t.change(r.Context(), "import glossary", head.Filename, fmt.Sprintf("%d concepts", len(texts)), texts...)
	if problems := glossary.Problems(err); len(problems) > 0 {
		return page.Error{Status: http.StatusUnprocessableEntity, Title: "Those files do not fit the glossary", Text: told(problems) + " Nothing was changed.", Cause: err}
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, root+"?done=brought", http.StatusSeeOther)
	return nil
}

// told are the first few problems in a sentence each.
func told(problems []*glossary.Problem) string {
	var b strings.Builder
	for i, p := range problems {
		if i == 5 {
			fmt.Fprintf(&b, "And %d more.", len(problems)-i)
			break
		}
		b.WriteString(p.Error() + ". ")
	}
	return b.String()
}

// filesOf are the concept files in what was brought.
func (t *Rooms) filesOf(name string, data []byte) (map[string][]byte, error) {
	switch strings.ToLower(path.Ext(name)) {
	case ".md":
		return map[string][]byte{path.Base(name): data}, nil
	case ".ttl":
		return glossary.ReadTurtle(data, t.Shelf.Concept)
	case ".zip":
		return unzip(data)
	}
	return nil, errors.New("it is neither a .zip of Markdown files nor a .md nor a .ttl file")
}

func unzip(data []byte) (map[string][]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errors.New("the zip is damaged")
	}
	if len(z.File) > maxFiles {
		return nil, fmt.Errorf("it holds more than %d files", maxFiles)
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		if path.Ext(f.Name) != ".md" || f.FileInfo().IsDir() {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("%s in it cannot be opened", f.Name)
		}
		text, err := io.ReadAll(io.LimitReader(r, maxFile+1))
		r.Close()
		if err != nil || len(text) > maxFile {
			return nil, fmt.Errorf("%s in it is damaged or larger than %d bytes", f.Name, maxFile)
		}
		files[path.Base(f.Name)] = text
	}
	if len(files) == 0 {
		return nil, errors.New("there is no Markdown file in it")
	}
	return files, nil
}

// differing are the versions that some files ask for.
func (t *Rooms) differing(r *http.Request, files map[string][]byte) (texts []corpus.ConceptText, err error) {
	present, err := t.Shelf.Files(r.Context())
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if bytes.Equal(present[name], files[name]) {
			continue
		}
		id := strings.TrimSuffix(name, ".md")
		history, err := t.Shelf.History(r.Context(), id)
		if err != nil {
			return nil, err
		}
		text := corpus.ConceptText{Concept: id, Text: string(files[name]), Note: "brought in from a file"}
		if len(history) > 0 {
			text.Version = history[0].Version
		}
		texts = append(texts, text)
	}
	return texts, nil
}
