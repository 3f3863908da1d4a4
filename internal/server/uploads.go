package server

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"recto/internal/server/desk"
	"recto/internal/server/intake"
)

// uploadsRoute is where uploads arrive in pieces.
const uploadsRoute = "/admin/uploads"

// Uploads says where what arrives in pieces lies until it is whole.
type Uploads struct {
	Dir  string       // empty: sources arrive in one piece alone
	Room func() int64 // bytes that its disk has left; nil: enough
}

func uploadsPath(deps Deps) string {
	if deps.Uploads.Dir == "" {
		return ""
	}
	return uploadsRoute
}

func newIntake(deps Deps, made *desk.Rooms) (*intake.Intake, error) {
	return intake.New(intake.Config{
		Dir: deps.Uploads.Dir, Path: uploadsRoute, Limit: cmp.Or(deps.UploadLimit, desk.DefaultUploadLimit),
		Take: made.Take, Allows: made.Allows, Room: deps.Uploads.Room, Log: deps.Log,
	})
}

// Site is the whole site.
type Site struct {
	http.Handler
	intake *intake.Intake
}

// tendEvery is how often uploads are looked after.
const tendEvery = time.Hour

// Tend goes on with uploads that were whole when the program ended before it
// could take them in, and clears away those that nobody goes on with, now and
// then until ctx ends.
func (s *Site) Tend(ctx context.Context) {
	if s.intake == nil {
		return
	}
	tick := time.NewTicker(tendEvery)
	defer tick.Stop()
	for {
		if err := s.intake.Recover(ctx, time.Now()); err != nil && ctx.Err() == nil {
			s.intake.Log.Error("look after uploads", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
