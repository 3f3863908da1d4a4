// Command build learns the reference model from labelled references in
// AnyStyle's XML and writes it. The same files give the same bytes.
//
// With -folds it writes nothing and measures instead: it learns from all but
// one part of the references at a time and reads that part.
package main

import (
	"flag"
	"fmt"
	"os"

	"recto/internal/ingest/structure/reference"
)

func main() {
	out := flag.String("out", "model.bin.gz", "file to write")
	how := reference.Usual
	flag.IntVar(&how.Passes, "passes", how.Passes, "passes over the examples")
	flag.Float64Var(&how.Rate, "rate", how.Rate, "rate of learning")
	flag.Float64Var(&how.Sparse, "sparse", how.Sparse, "penalty on the size of a weight")
	flag.Float64Var(&how.Smooth, "smooth", how.Smooth, "penalty on the square of a weight")
	flag.Float64Var(&how.Blind, "blind", how.Blind, "share of words whose letters are not looked at")
	folds := flag.Int("folds", 0, "measure by so many parts instead")
	flag.Parse()
	var err error
	if *folds > 1 {
		err = measure(os.Stdout, how, *folds, flag.Args())
	} else {
		err = run(*out, how, flag.Args())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func run(out string, how reference.Training, paths []string) error {
	var examples []reference.Example
	for _, p := range paths {
		more, err := read(p)
		if err != nil {
			return err
		}
		examples = append(examples, more...)
	}
	if len(examples) == 0 {
		return fmt.Errorf("no labelled references: name files such as core.xml and good.xml")
	}
	m := learn(examples, how)
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

func read(path string) ([]reference.Example, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	examples, err := reference.ReadExamples(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return examples, nil
}

func learn(examples []reference.Example, how reference.Training) *reference.Model {
	return reference.Train(reference.Damage(reference.Restyle(examples, 2, 1), 1), how)
}
