// Package migrations holds the database's schema as goose migrations, one
// folder for each kind of database. It runs nothing: internal/store does.
package migrations

import (
	"embed"
	"io/fs"
)

//go:embed sqlite/*.sql
var files embed.FS

// SQLite is the folder of migrations for SQLite.
func SQLite() (fs.FS, error) { return fs.Sub(files, "sqlite") }
