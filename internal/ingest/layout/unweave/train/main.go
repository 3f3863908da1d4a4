// Command train learns the weights of unweave from texts of known order: text
// layers of simulated volumes whose printed words are known.
//
//	go run ./internal/ingest/layout/unweave/train -in DIR -out internal/ingest/layout/unweave/joints.model
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"recto/internal/ingest/layout/unweave"
	"recto/internal/language"
)

func main() {
	in := flag.String("in", "", "folder that holds simulated/")
	out := flag.String("out", "joints.model", "file to write")
	parts := flag.String("parts", filepath.Join(os.TempDir(), "joints.model"), "files for the weights learnt without each group of examples, a number is added")
	judge := flag.Bool("judge", false, "learn nothing; judge and calibrate the weights that were written before")
	flag.Parse()
	if err := train(*in, *out, *parts, *judge); err != nil {
		fmt.Fprintln(os.Stderr, "learn to unweave:", err)
		os.Exit(1)
	}
}

// groups is how many parts the examples are cut to for cross-validation.
const groups = 3

func train(in, out, parts string, judge bool) error {
	m, err := language.Default()
	if err != nil {
		return err
	}
	examples, err := readVolumes(in, m)
	if err != nil {
		return err
	}
	if !judge {
		if err := learn(m, examples, out, parts); err != nil {
			return err
		}
	}
	return calibrate(m, examples, out, parts)
}

func readVolumes(in string, m *language.Model) ([]unweave.Example, error) {
	volumes, err := filepath.Glob(filepath.Join(in, "simulated", "*", "ocr.txt"))
	if err != nil || len(volumes) < groups {
		return nil, fmt.Errorf("%d volumes in %s, at least %d are needed", len(volumes), in, groups)
	}
	var examples []unweave.Example
	for i, v := range volumes {
		made, err := readVolume(filepath.Dir(v), m)
		if err != nil {
			return nil, err
		}
		for _, x := range made {
			x.Group = i % groups
			examples = append(examples, x)
		}
	}
	return examples, nil
}

func learn(m *language.Model, examples []unweave.Example, out, parts string) error {
	whole, held, err := unweave.Learn(m, examples, groups)
	if err != nil {
		return err
	}
	for g, h := range held {
		if err := os.WriteFile(part(parts, g), h, 0o644); err != nil {
			return err
		}
	}
	return os.WriteFile(out, whole, 0o644)
}

func part(name string, group int) string { return fmt.Sprintf("%s.%d", name, group) }

// calibrate judges the weights learnt without each group on that group, and
// calibrates all weights by how they did on real text layers.
func calibrate(m *language.Model, examples []unweave.Example, out, parts string) error {
	var layers []unweave.Judgement
	for _, x := range examples {
		packed, err := os.ReadFile(part(parts, x.Group))
		if err != nil {
			return err
		}
		j, err := unweave.Judge(m, packed, x)
		if err != nil {
			return err
		}
		show(j)
		if !x.Woven {
			layers = append(layers, j)
		}
	}
	for _, name := range []string{out, part(parts, 0), part(parts, 1), part(parts, 2)} {
		packed, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if packed, err = unweave.Calibrate(packed, layers); err != nil {
			return err
		}
		if err := os.WriteFile(name, packed, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// show prints how an example was ordered by weights that have not seen it.
func show(j unweave.Judgement) {
	share := func(a, b int) float64 { return 100 * float64(a) / float64(max(b, 1)) }
	fmt.Printf("%-14s %5d joints, in the file %5.1f %%, made %5.1f %%; right of those said from", j.Name, j.Joints, share(j.File, j.Joints), share(j.Made, j.Joints))
	for _, least := range []float32{.3, .5, .7, .9} {
		n, right := 0, 0
		for _, s := range j.Said {
			if s.Chance >= least {
				n++
				if s.Right {
					right++
				}
			}
		}
		fmt.Printf("  %.1f: %.1f %% (%.1f %% of all)", least, share(right, n), share(right, j.Joints))
	}
	fmt.Println()
}
