// Command train learns the reference model from labelled references in
// AnyStyle's XML and writes it. The same files give the same bytes.
package main

import (
	"flag"
	"fmt"
	"os"

	"recto/internal/ingest/structure/reference"
)

func main() {
	out := flag.String("out", "model.bin.gz", "file to write")
	passes := flag.Int("passes", 8, "passes over the examples")
	flag.Parse()
	if err := run(*out, *passes, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(out string, passes int, paths []string) error {
	var examples []reference.Example
	for _, p := range paths {
		f, err := os.Open(p)
		if err != nil {
			return err
		}
		more, err := reference.ReadExamples(f)
		f.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
		examples = append(examples, more...)
	}
	if len(examples) == 0 {
		return fmt.Errorf("no labelled references: name files such as core.xml and good.xml")
	}
	m := reference.Train(reference.Damage(reference.Restyle(examples, 1), 1), passes, 1)
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	if err := m.Encode(f); err != nil {
		f.Close()
		return fmt.Errorf("write %s: %w", out, err)
	}
	return f.Close()
}
