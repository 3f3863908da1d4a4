package main

import (
	"context"
	"strings"

	"recto/internal/config"
	"recto/internal/corpus"
	"recto/internal/evaluate"
	"recto/internal/ingest/correct"
	"recto/internal/ingest/structure"
	"recto/internal/publish"
)

// eval measures the program over a folder of data with truth.
func eval(ctx context.Context, std stdio, args []string) error {
	f := newFlags("eval")
	asJSON := f.Bool("json", false, "print the figures as JSON")
	sets := f.String("set", "", "measure these sets alone, parted by commas: "+strings.Join(evaluate.Sets(), ", "))
	volumes := f.String("volume", "", "of the simulated volumes measure these alone, parted by commas")
	sources := f.String("source", "", "of their sources measure these alone, as ocr.txt, parted by commas")
	rows := f.Int("rows", 0, "of each file of rows measure about so many, evenly spread; 0 for all")
	scans, err := config.DefineOCR(f, std.getenv)
	if err != nil {
		return usageError{err.Error()}
	}
	operands, err := parse(std, f, args)
	if err != nil {
		return err
	}
	if len(operands) != 1 {
		return usageError{"name the folder of data"}
	}
	shop := newWorkshop(std, *scans)
	defer shop.close()
	system, err := shop.system()
	if err != nil {
		return err
	}
	bar := newProgress(std.err)
	report, err := evaluate.Run(ctx, operands[0], system, evaluate.Options{
		Sets: list(*sets), Volumes: list(*volumes), Sources: list(*sources), Rows: *rows,
		Progress: func(s evaluate.Step) {
			if s.Name != bar.name {
				bar.start(s.Name)
			}
			bar.step("measure", s.Done, s.Total)
		},
	})
	bar.clear()
	if err != nil {
		return err
	}
	if *asJSON {
		return report.JSON(std.out)
	}
	return report.Table(std.out)
}

// system is the program as the measures see it.
func (w *workshop) system() (evaluate.System, error) {
	model, err := w.model()
	if err != nil {
		return evaluate.System{}, err
	}
	terms, err := w.terms()
	if err != nil {
		return evaluate.System{}, err
	}
	return evaluate.System{
		Convert: func(ctx context.Context, path string) (*corpus.Edition, error) {
			return w.process(ctx, path, func(string, int, int) {})
		},
		Neutral: publish.Neutral, Tokens: publish.Tokens, Mentions: publish.Mentions,
		Correct: func(text string) string {
			corrected, _ := correct.Text(model, text, terms)
			return corrected
		},
		References: structure.ParseReference,
		Index:      w.find,
		Signs:      signs,
	}, nil
}

// list cuts "a,b" apart; an empty text is no list.
func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}
