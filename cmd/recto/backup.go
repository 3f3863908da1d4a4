package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"recto/internal/backup"
	"recto/internal/blob"
)

// backupCommand writes the library into one file while it is in use.
func backupCommand(ctx context.Context, std stdio, args []string) error {
	lib, operands, err := presentLibrary(ctx, std, newFlags("backup"), args)
	if err != nil {
		return err
	}
	defer lib.close()
	if len(operands) != 1 {
		return usageError{"name one file to write, as library.recto"}
	}
	bar := newProgress(std.err)
	bar.start(filepath.Base(operands[0]))
	head, err := backup.Write(ctx, operands[0], version, lib.DB, lib.blobs, func(done, total int) { bar.step("blobs", done, total) })
	bar.clear()
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%s holds the database and %d blobs as they were on %s\n", operands[0], head.Blobs, head.Created.Format("2 January 2006, 15:04:05 MST"))
	return nil
}

// restoreCommand makes a library of a backup, in a folder that holds none.
func restoreCommand(ctx context.Context, std stdio, args []string) error {
	cfg, operands, err := dataFlags(std, newFlags("restore"), args)
	if err != nil {
		return err
	}
	if len(operands) != 1 {
		return usageError{"name the one backup to restore"}
	}
	file, err := os.Open(operands[0])
	if err != nil {
		return err
	}
	defer file.Close()
	bar := newProgress(std.err)
	bar.start(filepath.Base(operands[0]))
	var head backup.Head
	err = backup.Into(cfg.Data, func(beside string) error {
		there := *cfg
		there.Data = beside
		blobs, err := blob.Open(ctx, there.Blobs())
		if err != nil {
			return err
		}
		head, err = backup.Restore(ctx, file, there.Database(), blobs, func(done, total int) { bar.step("blobs", done, total) })
		return errors.Join(err, blobs.Close())
	})
	bar.clear()
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%s holds the library of %s, with %d blobs; `recto check` reads it whole, and the index is made anew when it is first opened\n",
		cfg.Data, head.Created.Format("2 January 2006, 15:04:05 MST"), head.Blobs)
	return nil
}
