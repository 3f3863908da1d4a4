package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	tus "github.com/tus/tusd/v2/pkg/handler"

	"recto/internal/server/page"
)

// An upload is three files in the folder: its bytes under its id, what is known
// of it under "id.info", both written by tusd's store, and once it was handed
// on, "id.taken" with the address. From then on its bytes are of no use, and a
// hole of their length stands in their place: the protocol asks for the length.

// hand passes a whole source on, once. A source that is refused for what it is
// leaves nothing behind.
func (in *Intake) hand(ctx context.Context, info tus.FileInfo) (address string, err error) {
	defer in.handing.take(info.ID)()
	if address, err := in.taken(info.ID); err == nil {
		return address, nil
	}
	f, err := os.Open(in.file(info.ID))
	if err != nil {
		return "", err
	}
	defer f.Close()
	if err := sound(f, info.MetaData[keySum]); err != nil {
		return "", errors.Join(err, in.drop(info.ID))
	}
	address, err = in.Take(ctx, info.MetaData[keyName], f)
	var refused page.Error
	if errors.As(err, &refused) && refused.Status < http.StatusInternalServerError {
		return "", errors.Join(err, in.drop(info.ID))
	}
	if err != nil {
		return "", err
	}
	return address, in.remember(info, address)
}

// sound compares a file with the sum that was counted where it came from, if
// one was, and goes back to its beginning.
func sound(f io.ReadSeeker, want string) error {
	if want == "" {
		return nil
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return err
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != want {
		return page.Error{
			Status: http.StatusUnprocessableEntity, Title: "The file was damaged on its way",
			Text: "Its checksum here is not the one that it set out with. Nothing was added to the library; upload it again.",
		}
	}
	_, err := f.Seek(0, io.SeekStart)
	return err
}

// remember keeps where an upload went and lets go of its bytes.
func (in *Intake) remember(info tus.FileInfo, address string) error {
	file := in.file(info.ID)
	if err := os.WriteFile(file+".taken", []byte(address), 0o600); err != nil {
		return fmt.Errorf("note that an upload was taken: %w", err)
	}
	return errors.Join(os.Truncate(file, 0), os.Truncate(file, info.Size))
}

// taken is where an upload went that was whole.
func (in *Intake) taken(id string) (address string, err error) {
	data, err := os.ReadFile(in.file(id) + ".taken")
	return string(data), err
}

func (in *Intake) drop(id string) error {
	var all []error
	for _, ending := range []string{"", ".info", ".taken"} {
		if err := os.Remove(in.file(id) + ending); err != nil && !errors.Is(err, os.ErrNotExist) {
			all = append(all, err)
		}
	}
	return errors.Join(all...)
}

func (in *Intake) file(id string) string { return filepath.Join(in.Dir, id) }

func (in *Intake) info(ctx context.Context, id string) (tus.FileInfo, error) {
	upload, err := in.store.GetUpload(ctx, id)
	if err != nil {
		return tus.FileInfo{}, err
	}
	return upload.GetInfo(ctx)
}

// person names who makes a request.
func person(ctx context.Context) string { return strconv.FormatInt(page.Person(ctx).ID, 10) }

// Recover hands on what was whole when the program ended before it could, and
// clears away what nobody has touched for a week. It is for when the program
// starts, and now and then later.
func (in *Intake) Recover(ctx context.Context, now time.Time) error {
	infos, err := filepath.Glob(filepath.Join(in.Dir, "*.info"))
	if err != nil {
		return err
	}
	for _, file := range infos {
		if err := in.recover(ctx, file, now); err != nil {
			in.Log.Error("recover an upload", "file", file, "err", err)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

func (in *Intake) recover(ctx context.Context, file string, now time.Time) error {
	id := strings.TrimSuffix(filepath.Base(file), ".info")
	touched, err := in.touched(id)
	if err != nil {
		return err
	}
	if now.Sub(touched) > forget {
		return in.drop(id)
	}
	info, err := in.whole(file)
	if err != nil || info.ID == "" {
		return err
	}
	_, err = in.hand(ctx, info)
	return err
}

// touched is when something of an upload last arrived.
func (in *Intake) touched(id string) (last time.Time, err error) {
	for _, ending := range []string{"", ".info", ".taken"} {
		info, err := os.Stat(in.file(id) + ending)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return last, err
		}
		if info.ModTime().After(last) {
			last = info.ModTime()
		}
	}
	return last, nil
}

// whole is what is known of an upload if all of it has arrived, else the zero
// value.
func (in *Intake) whole(file string) (info tus.FileInfo, err error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return info, err
	}
	if err := json.Unmarshal(data, &info); err != nil {
		return tus.FileInfo{}, fmt.Errorf("read %s: %w", filepath.Base(file), err)
	}
	bytes, err := os.Stat(in.file(info.ID))
	if err != nil || bytes.Size() != info.Size {
		return tus.FileInfo{}, nil
	}
	return info, nil
}
