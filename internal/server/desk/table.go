package desk

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// maxTable is how large a table of descriptions may be, in bytes.
const maxTable = 4 << 20

// tableOut writes what is known of all volumes as CSV, a volume a line, to be
// edited in a spreadsheet and sent back.
func (d *Rooms) tableOut(w http.ResponseWriter, r *http.Request) error {
	shelf, err := d.Library.Shelf(r.Context())
	if err != nil {
		return err
	}
	var b bytes.Buffer
	b.WriteString("\ufeff") // so that spreadsheets take it for UTF-8
	out := csv.NewWriter(&b)
	if err := out.Write(append([]string{"volume", "state"}, corpus.VolumeFields()...)); err != nil {
		return err
	}
	for _, s := range shelf {
		if s.State == corpus.Trashed {
			continue
		}
		row := []string{s.Volume.ID, string(s.State)}
		for _, f := range volumeValues(s.Volume, nil) {
			row = append(row, guarded(f.Value))
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	if out.Flush(); out.Error() != nil {
		return out.Error()
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="volumes.csv"`)
	_, err = b.WriteTo(w)
	return err
}

// guarded keeps a spreadsheet from taking a text for a formula.
func guarded(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

func unguarded(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && rest != "" && strings.ContainsRune("=+-@\t\r", rune(rest[0])) {
		return rest
	}
	return s
}

// tableChange is a field that a table has otherwise than the library.
type tableChange struct {
	Volume      string
	VolumeTitle string
	Name        string
	Label       string
	Before      string
	After       string
	seen        int64
}

type tablePage struct {
	page.Frame
	Changes  []tableChange
	Volumes  int // that change
	Problems []string
	Table    string // as it was sent, to be applied
	Seen     string // versions of the logs, by volume
}

// tableIn shows what a table would change, and changes nothing.
func (d *Rooms) tableIn(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxTable)
	file, _, err := r.FormFile("table")
	if errors.Is(err, http.ErrMissingFile) {
		return page.BadRequest("No file was chosen", "Go back, choose the table that you saved as CSV, and send it.")
	}
	if err != nil {
		return page.BadForm(err)
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		return page.BadForm(err)
	}
	p := tablePage{Frame: page.DeskFrame("What the table would change"), Table: string(data)}
	if p.Changes, p.Problems, err = d.readTable(r.Context(), data); err != nil {
		return err
	}
	versions := map[string]int64{}
	for _, c := range p.Changes {
		versions[c.Volume] = c.seen
	}
	p.Volumes, p.Seen = len(versions), writeVersions(versions)
	return d.render(w, r, "editions-table", &p)
}

// readTable compares a table with the library.
func (d *Rooms) readTable(ctx context.Context, data []byte) (changes []tableChange, problems []string, err error) {
	shelf, err := d.Library.Shelf(ctx)
	if err != nil {
		return nil, nil, err
	}
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	in.FieldsPerRecord = -1
	if line, _, _ := bytes.Cut(data, []byte("\n")); bytes.Count(line, []byte(";")) > bytes.Count(line, []byte(",")) {
		in.Comma = ';' // as spreadsheets write it where the comma parts decimals
	}
	rows, err := in.ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, nil, page.Error{
			Status: http.StatusUnprocessableEntity, Title: "That is no table that can be read", Cause: err,
			Text: "Save it as CSV in UTF-8, with the first line as it was, and send it again. Nothing was changed.",
		}
	}
	head := rows[0]
	id := slices.Index(head, "volume")
	if id < 0 {
		return nil, []string{"The first line names no column “volume”, so it is not known what the lines are about."}, nil
	}
	for n, row := range rows[1:] {
		i := slices.IndexFunc(shelf, func(s corpus.ShelfEntry) bool { return id < len(row) && s.Volume.ID == row[id] })
		if i < 0 {
			problems = append(problems, fmt.Sprintf("Line %d is about a volume that is not in the library; it is passed over.", n+2))
			continue
		}
		found, wrong, err := d.readRow(ctx, shelf[i], head, row)
		if err != nil {
			return nil, nil, err
		}
		for _, w := range wrong {
			problems = append(problems, fmt.Sprintf("Line %d: %s", n+2, w))
		}
		changes = append(changes, found...)
	}
	return changes, problems, nil
}

func (d *Rooms) readRow(ctx context.Context, s corpus.ShelfEntry, head, row []string) (changes []tableChange, problems []string, err error) {
	version, err := d.Library.CorrectionVersion(ctx, s.Volume.ID)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range volumeValues(s.Volume, nil) {
		at := slices.Index(head, f.Name)
		if at < 0 || at >= len(row) {
			continue
		}
		text := plainText(unguarded(row[at]))
		c := corpus.Correction{Kind: corpus.SetField, Name: f.Name, Text: text}
		_, notYear := strconv.Atoi(text)
		switch {
		case text == plainText(f.Value):
			continue
		case f.Name == "year" && text != "" && notYear != nil:
			problems = append(problems, fmt.Sprintf("the year “%s” is no number; it is passed over.", text))
			continue
		case c.Check(s.Volume.ID) != nil:
			problems = append(problems, fmt.Sprintf("%s: %v; it is passed over.", f.Label, c.Check(s.Volume.ID)))
			continue
		}
		changes = append(changes, tableChange{s.Volume.ID, s.Volume.Title, f.Name, f.Label, f.Value, text, version})
	}
	return changes, problems, nil
}

// tableApply makes the corrections that a table was shown to mean. Published
// volumes are published anew with them.
func (d *Rooms) tableApply(w http.ResponseWriter, r *http.Request) error {
	if err := page.ReadForm(w, r, 3*maxTable); err != nil {
		return err
	}
	changes, _, err := d.readTable(r.Context(), []byte(r.PostForm.Get("table")))
	if err != nil {
		return err
	}
	versions, err := readVersions(r.PostForm.Get("seen"))
	if err != nil {
		return err
	}
	for len(changes) > 0 {
		volume, n := changes[0].Volume, 0
		var entries []corpus.CorrectionEntry
		for ; n < len(changes) && changes[n].Volume == volume; n++ {
			entries = append(entries, corpus.CorrectionEntry{
				Correction: corpus.Correction{Kind: corpus.SetField, Name: changes[n].Name, Text: changes[n].After, Note: "from a table"},
				Volume:     volume, State: corpus.Accepted, Author: page.Person(r.Context()),
			})
		}
		changes = changes[n:]
		if err := d.describeAnew(r.Context(), versions[volume], entries); err != nil {
			return d.contested(w, r, err)
		}
	}
	return see(w, r, "/admin/volumes")
}

// describeAnew adds corrections of one volume and has it processed again.
func (d *Rooms) describeAnew(ctx context.Context, version int64, entries []corpus.CorrectionEntry) error {
	volume := entries[0].Volume
	entry, err := d.Library.OnShelf(ctx, volume)
	if err != nil {
		return err
	}
	if _, err := d.Library.AddCorrections(d.correcting(ctx, entries), version, entries, d.Now()); err != nil {
		return err
	}
	_, err = d.Jobs.Reprocess(ctx, entry.Volume.Sources[0].ID, entry.State != corpus.Served)
	return err
}

// writeVersions writes versions of logs as "volume version" with commas between.
func writeVersions(versions map[string]int64) string {
	var all []string
	for volume, v := range versions {
		all = append(all, volume+" "+strconv.FormatInt(v, 10))
	}
	slices.Sort(all)
	return strings.Join(all, ",")
}

func readVersions(s string) (map[string]int64, error) {
	all := map[string]int64{}
	for _, pair := range strings.Split(s, ",") {
		volume, n, _ := strings.Cut(pair, " ")
		v, err := strconv.ParseInt(n, 10, 64)
		if err != nil && s != "" {
			return nil, page.BadRequest("The form is not whole", "Nothing was changed. Send the table again.")
		}
		all[volume] = v
	}
	return all, nil
}
