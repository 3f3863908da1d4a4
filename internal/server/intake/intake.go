// Package intake takes sources in that arrive from a browser in pieces, by the
// tus protocol, version 1.0.0 (https://tus.io/protocols/resumable-upload): an
// upload that was cut off, by the network or because the program was started
// anew, goes on where it stopped.
//
// What has arrived lies in a folder until it is whole; then it is handed on, as
// a file that was chosen in a form is, and the folder keeps for a while only
// where it went. The protocol itself is the work of tusd's handler. Which kinds
// of source there are is not known here.
package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/tus/tusd/v2/pkg/filestore"
	tus "github.com/tus/tusd/v2/pkg/handler"
	"github.com/tus/tusd/v2/pkg/memorylocker"
	tuslog "golang.org/x/exp/slog"

	"recto/internal/server/page"
)

// Config is what an intake works with. The fields up to Take are needed.
type Config struct {
	Dir   string // of what has arrived; made if it is not there
	Path  string // of the routes, as "/admin/uploads"
	Limit int64  // of one source, in bytes
	// Take hands a whole source on and gives the address at which to see what
	// becomes of it. Taking the same bytes twice must be taking them once. Words
	// for who sent it are those of a [page.Error]; any other error is ours.
	Take func(ctx context.Context, name string, from io.Reader) (address string, err error)
	// Allows says beforehand whether who asks may send so many bytes, with the
	// SHA-256 of them if it is known. Its errors are those of Take. Nil allows all.
	Allows func(ctx context.Context, size int64, sum string) error
	Room   func() int64 // bytes that the disk has left; nil: enough
	Log    *slog.Logger // nil discards
}

// Intake serves uploads.
type Intake struct {
	Config
	store   filestore.FileStore
	tus     *tus.UnroutedHandler
	handing turns // of what is handed on
}

// reserve is what an upload must leave free on the disk, in bytes: a source is
// kept a second time while it is taken in.
const reserve = 256 << 20

// New makes an intake.
func New(c Config) (*Intake, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of uploads: %w", err)
	}
	in := &Intake{Config: c, store: filestore.New(c.Dir)}
	in.store.DirModePerm, in.store.FileModePerm = 0o700, 0o600
	parts := tus.NewStoreComposer()
	parts.UseCore(in.store)
	parts.UseTerminater(in.store)
	parts.UseLocker(locker{memorylocker.New()})
	var err error
	in.tus, err = tus.NewUnroutedHandler(tus.Config{
		StoreComposer: parts, BasePath: c.Path, MaxSize: c.Limit, DisableDownload: true, DisableConcatenation: true,
		Cors: &tus.CorsConfig{Disable: true}, Logger: silent(), PreUploadCreateCallback: in.begin, PreFinishResponseCallback: in.finish,
	})
	if err != nil {
		return nil, fmt.Errorf("make the intake: %w", err)
	}
	return in, nil
}

// Routes adds the routes, below those of whoever may upload.
func (in *Intake) Routes(r chi.Router) {
	r.Use(endable, in.tus.Middleware)
	r.Post("/", in.bare(in.tus.PostFile))
	r.Route("/{upload:[0-9a-f]{32}}", func(r chi.Router) {
		r.Use(in.own)
		r.Head("/", in.head)
		r.Patch("/", in.bare(in.tus.PatchFile))
		r.Delete("/", in.forsake)
	})
}

// bare takes the path of the routes off a request: tusd takes the rest for the id.
func (in *Intake) bare(h http.HandlerFunc) http.HandlerFunc {
	return http.StripPrefix(in.Path, h).ServeHTTP
}

// own lets people at their own uploads alone.
func (in *Intake) own(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		info, err := in.info(r.Context(), chi.URLParam(r, "upload"))
		if err != nil || info.MetaData[keyPerson] != person(r.Context()) {
			http.Error(w, "There is no such upload.", http.StatusNotFound)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// head says how much has arrived and, of an upload that is whole, where it
// went: the answer that said so may have been lost. One that is whole and went
// nowhere, because the program ended or failed just then, is handed on now, as a
// sender who sees that all has arrived sends nothing more.
func (in *Intake) head(w http.ResponseWriter, r *http.Request) {
	info, err := in.whole(in.file(chi.URLParam(r, "upload")) + ".info")
	if err == nil && info.ID != "" {
		address, err := in.hand(r.Context(), info)
		if err != nil {
			in.refuse(w, err)
			return
		}
		w.Header().Set(headerTaken, address)
	}
	in.bare(in.tus.HeadFile)(w, r)
}

// forsake throws an upload away that its sender gave up.
func (in *Intake) forsake(w http.ResponseWriter, r *http.Request) {
	in.bare(in.tus.DelFile)(w, r)
	if err := os.Remove(in.file(chi.URLParam(r, "upload")) + ".taken"); err != nil && !errors.Is(err, os.ErrNotExist) {
		in.Log.Error("forsake an upload", "err", err)
	}
}

// headerTaken carries where a whole source went.
const headerTaken = "Recto-Taken"

// What an upload's metadata says besides the name of the file.
const (
	keyName   = "filename"
	keySum    = "sha256" // lower-case hex, if the browser counted it
	keyPerson = "person" // who sends it; set here
)

// begin refuses what cannot be taken before a byte of it is sent.
func (in *Intake) begin(event tus.HookEvent) (tus.HTTPResponse, tus.FileInfoChanges, error) {
	meta := event.Upload.MetaData
	if meta[keyName] == "" {
		return tus.HTTPResponse{}, tus.FileInfoChanges{}, refusal(http.StatusBadRequest, "The upload does not say what the file is called. Choose the file again.")
	}
	if in.Allows != nil {
		if err := in.Allows(event.Context, event.Upload.Size, meta[keySum]); err != nil {
			return tus.HTTPResponse{}, tus.FileInfoChanges{}, in.words(err)
		}
	}
	if in.Room != nil && event.Upload.Size+reserve > in.Room() {
		return tus.HTTPResponse{}, tus.FileInfoChanges{}, refusal(http.StatusInsufficientStorage, "The library’s disk has no room for this file. Tell whoever looks after the machine.")
	}
	changed := tus.MetaData{keyName: meta[keyName], keySum: meta[keySum], keyPerson: person(event.Context)}
	return tus.HTTPResponse{}, tus.FileInfoChanges{MetaData: changed}, nil
}

// finish hands a whole source on before its last piece is answered.
func (in *Intake) finish(event tus.HookEvent) (tus.HTTPResponse, error) {
	address, err := in.hand(event.Context, event.Upload)
	if err != nil {
		return tus.HTTPResponse{}, in.words(err)
	}
	return tus.HTTPResponse{Header: tus.HTTPHeader{headerTaken: address}}, nil
}

// refuse answers with an error outside the protocol's own handler.
func (in *Intake) refuse(w http.ResponseWriter, err error) {
	var known tus.Error
	if errors.As(in.words(err), &known) {
		http.Error(w, known.HTTPResponse.Body, known.HTTPResponse.StatusCode)
	}
}

// words turns an error into an answer of the protocol.
func (in *Intake) words(err error) error {
	var known page.Error
	if errors.As(err, &known) {
		return refusal(known.Status, known.Title+". "+known.Text)
	}
	in.Log.Error("take an upload in", "err", err)
	return refusal(http.StatusInternalServerError, "Something went wrong on our side. Nothing is lost: try again in a moment.")
}

func refusal(status int, text string) tus.Error {
	e := tus.NewError("ERR_REFUSED", text, status)
	e.HTTPResponse.Body = text + "\n"
	return e
}

// silent is a logger of the kind that tusd knows; the site logs requests itself.
func silent() *tuslog.Logger { return tuslog.New(tuslog.NewTextHandler(io.Discard, nil)) }

// forget is how long an upload lies that nobody goes on with, and how long it
// is remembered where a whole one went.
const forget = 7 * 24 * time.Hour
