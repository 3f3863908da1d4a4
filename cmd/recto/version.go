package main

import (
	"context"
	"fmt"
	"runtime"
)

func printVersion(_ context.Context, std stdio, args []string) error {
	if _, err := parse(std, newFlags("version"), args); err != nil {
		return err
	}
	_, err := fmt.Fprintf(std.out, "recto %s (%s, %s/%s)\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
