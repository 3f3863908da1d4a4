package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/pressly/goose/v3"

	"recto/migrations"
)

// errNewer is that a newer program has had the library.
var errNewer = errors.New("the library was last used by a newer version of Recto, use that one or newer")

// migrate brings the schema up to date. Where two programs start at once one of
// them loses the race, and finds the work done when it looks again.
func migrate(ctx context.Context, db *sql.DB) error {
	files, err := migrations.SQLite()
	if err != nil {
		return err
	}
	for try := 0; ; try++ {
		p, err := goose.NewProvider(goose.DialectSQLite3, db, files)
		if err == nil {
			err = up(ctx, p)
		}
		if err == nil || try == 5 || ctx.Err() != nil || errors.Is(err, errNewer) {
			return err
		}
	}
}

// up runs the migrations that are missing, and refuses a schema that is ahead
// of them.
func up(ctx context.Context, p *goose.Provider) error {
	if _, err := p.Up(ctx); err != nil {
		return err
	}
	got, err := p.GetDBVersion(ctx)
	if err != nil {
		return err
	}
	known := p.ListSources()
	if want := known[len(known)-1].Version; got > want {
		return fmt.Errorf("schema %d, where %d is the last that is known: %w", got, want, errNewer)
	}
	return nil
}
