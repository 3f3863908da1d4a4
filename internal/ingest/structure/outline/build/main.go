// Command build trains the model of package outline on volumes of known truth
// and writes it to the file named first:
//
//	go run ./internal/ingest/structure/outline/build model.txt.gz ../shared/data/simulated
//
// With -folds it writes nothing, and prints how well the lines of each volume
// are told by a model that was trained on the others.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"

	"recto/internal/ingest/structure/outline"
)

const passes = 30

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	f := flag.NewFlagSet("build", flag.ContinueOnError)
	folds := f.Bool("folds", false, "measure by leaving out one volume after the other, and write nothing")
	only := f.String("without", "", "leave out this volume")
	if err := f.Parse(args); err != nil {
		return err
	}
	if f.NArg() != 2 {
		return fmt.Errorf("name the model and the folder of volumes")
	}
	dirs, err := filepath.Glob(filepath.Join(f.Arg(1), "*", "truth"))
	if err != nil {
		return err
	}
	read, err := newReader(ctx)
	if err != nil {
		return err
	}
	defer read.close()
	volumes := map[string][]outline.Example{}
	for _, truth := range dirs {
		dir := filepath.Dir(truth)
		if volumes[filepath.Base(dir)], err = read.volume(ctx, dir); err != nil {
			return fmt.Errorf("%s: %w", dir, err)
		}
	}
	if *folds {
		crossValidate(volumes, out)
		return nil
	}
	var model bytes.Buffer
	if err := outline.Train(without(volumes, *only), passes).Encode(&model); err != nil {
		return err
	}
	return os.WriteFile(f.Arg(0), model.Bytes(), 0o644)
}
