// Command build learns the reference model from labelled references in
// AnyStyle's XML and writes it. The same files give the same bytes. The model is
// the mean of several: half of them learn from all files, half from those alone
// that are labelled with care, which are all but those named by -rough.
//
// With -folds it writes nothing and measures instead: it learns from all but
// one part of the references at a time and reads that part.
package main

import (
	"errors"
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
	rough := flag.String("rough", "", "a file whose labels are often wrong")
	folds := flag.Int("folds", 0, "measure by so many parts instead")
	flag.Parse()
	files, err := readAll(flag.Args(), *rough)
	switch {
	case err != nil:
	case *folds > 1:
		err = measure(os.Stdout, how, *folds, files)
	default:
		err = run(*out, how, files)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

// file is what stands in a file of labelled references.
type file struct {
	path     string
	rough    bool
	examples []reference.Example
}

func readAll(careful []string, rough string) ([]file, error) {
	var files []file
	for _, p := range careful {
		files = append(files, file{path: p})
	}
	if rough != "" {
		files = append(files, file{path: rough, rough: true})
	}
	for i := range files {
		var err error
		if files[i].examples, err = read(files[i].path); err != nil {
			return nil, err
		}
	}
	if len(careful) == 0 {
		return nil, errors.New("no labelled references: name files such as core.xml and good.xml")
	}
	return files, nil
}

func run(out string, how reference.Training, files []file) error {
	m := learn(files, how)
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

// rounds is how many models of each kind the model is the mean of.
const rounds = 2

// learn makes the model. Those that it is the mean of see other copies.
func learn(files []file, how reference.Training) *reference.Model {
	var all, careful []reference.Example
	for _, f := range files {
		all = append(all, f.examples...)
		if !f.rough {
			careful = append(careful, f.examples...)
		}
	}
	var models []*reference.Model
	for range rounds {
		for _, examples := range [][]reference.Example{all, careful} {
			models = append(models, one(examples, how, uint64(len(models)+1)))
		}
	}
	return reference.Mean(models...)
}

func one(examples []reference.Example, how reference.Training, seed uint64) *reference.Model {
	how.Seed = seed
	return reference.Train(reference.Damage(reference.Restyle(examples, 2, seed), seed), how)
}
