package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"recto/internal/ingest/structure"
)

// references is a filter: a reference string a line in, a JSON object a line
// out. An empty line gives an empty reference, so that lines keep their numbers.
func references(ctx context.Context, std stdio, args []string) error {
	operands, err := parse(std, newFlags("references"), args)
	if err != nil {
		return err
	}
	if len(operands) > 0 {
		return usageError{"references are read from standard input"}
	}
	out := bufio.NewWriter(std.out)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	lines := bufio.NewReader(std.in)
	for ctx.Err() == nil {
		line, readErr := lines.ReadString('\n')
		if line != "" {
			if err := enc.Encode(structure.ParseReference(strings.TrimSpace(line))); err != nil {
				return fmt.Errorf("write references: %w", err)
			}
		}
		if readErr != nil {
			break
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return out.Flush()
}
