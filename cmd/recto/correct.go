package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"recto/internal/config"
	"recto/internal/ingest/correct"
)

// correctCommand is a filter over text, or over rows of texts.
func correctCommand(ctx context.Context, std stdio, args []string) error {
	f := newFlags("correct")
	jsonl := f.Bool("jsonl", false, `read and write rows {"id","text"}, each a text of its own`)
	report := f.Bool("report", false, "list each change on standard error: line, column, raw, corrected, rule, confidence")
	operands, err := parse(std, f, args)
	if err != nil {
		return err
	}
	if len(operands) > 0 {
		return usageError{"the text is read from standard input"}
	}
	shop := newWorkshop(std, config.OCR{Mode: config.OCROff})
	defer shop.close()
	c := corrector{shop: shop, report: io.Discard}
	if *report {
		c.report = std.err
	}
	if *jsonl {
		return c.rows(ctx, std.in, std.out)
	}
	text, err := io.ReadAll(std.in)
	if err != nil {
		return fmt.Errorf("read the text: %w", err)
	}
	corrected, err := c.text("", string(text))
	if err != nil {
		return err
	}
	_, err = io.WriteString(std.out, corrected)
	return err
}

type corrector struct {
	shop   *workshop
	report io.Writer
}

func (c corrector) text(id, text string) (string, error) {
	model, err := c.shop.model()
	if err != nil {
		return "", err
	}
	terms, err := c.shop.terms()
	if err != nil {
		return "", err
	}
	corrected, changes := correct.Text(model, text, terms)
	for _, ch := range changes {
		fmt.Fprintf(c.report, "%s%d:%d\t%s\t%s\t%s\t%.2f\n", id, ch.Line, ch.Col, ch.Raw, ch.Text, ch.Rule, ch.Confidence)
	}
	return corrected, nil
}

// row keeps the id as it came, which need not be a string.
type row struct {
	ID   json.RawMessage `json:"id"`
	Text *string         `json:"text"`
}

func (c corrector) rows(ctx context.Context, in io.Reader, out io.Writer) error {
	dec := json.NewDecoder(bufio.NewReader(in))
	buffered := bufio.NewWriter(out)
	enc := json.NewEncoder(buffered)
	enc.SetEscapeHTML(false)
	for n := 1; ctx.Err() == nil; n++ {
		var r row
		err := dec.Decode(&r)
		if errors.Is(err, io.EOF) {
			return buffered.Flush()
		}
		if err != nil {
			return fmt.Errorf("row %d is not JSON: %w", n, err)
		}
		if r.Text == nil {
			return fmt.Errorf(`row %d has no "text"`, n)
		}
		text, err := c.text(string(r.ID)+":", *r.Text)
		if err != nil {
			return err
		}
		if err := enc.Encode(row{r.ID, &text}); err != nil {
			return fmt.Errorf("write row %d: %w", n, err)
		}
	}
	return ctx.Err()
}
