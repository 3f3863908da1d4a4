package main

import (
	"context"
	"fmt"

	"recto/internal/search"
)

// reindex rebuilds the index beside the present one. A server that has the old
// one open takes up the new one by itself.
func reindex(ctx context.Context, std stdio, args []string) error {
	lib, operands, err := presentLibrary(ctx, std, newFlags("reindex"), args)
	if err != nil {
		return err
	}
	defer lib.close()
	if len(operands) > 0 {
		return usageError{"reindex takes no operands"}
	}
	volumes, err := lib.Volumes(ctx)
	if err != nil {
		return err
	}
	bar := newProgress(std.err)
	bar.start("index")
	err = search.Rebuild(ctx, lib.cfg.Index(), lib.Editions(ctx), func(done int) { bar.step("volumes", done, len(volumes)) })
	bar.clear()
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "indexed %d volumes\n", len(volumes))
	return nil
}
