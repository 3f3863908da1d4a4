package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
)

// command is one subcommand.
type command struct {
	name string
	args string // as usage shows them
	what string
	run  func(ctx context.Context, std stdio, args []string) error
}

// commands are the subcommands, in the order in which help lists them.
func commands() []command {
	return []command{
		{"serve", "[--listen ADDRESS] [--data DIR]", "serve the library in the browser; an empty one begins with the demo", serve},
		{"ingest", "[--data DIR] [--review] SOURCE…", "take sources into the library", ingestCommand},
		{"convert", "SOURCE… [--format json|tokens|mentions|markdown|text|tei] [-o OUT]", "convert sources without a library", convert},
		{"correct", "[--jsonl] [--report] < TEXT", "correct OCR text, keeping its lines", correctCommand},
		{"references", "[--format json|csl|bibtex|ris] < LINES", "read the fields of references, one a line", references},
		{"search", "[--json] [--data DIR] QUERY", "search the library", searchCommand},
		{"concordance", "[--sort ORDER] [--csv] [--data DIR] QUERY", "show what a query finds between the words around it", concordanceCommand},
		{"export", "[--format FORMAT] [--paper ID] [-o FILE] [--data DIR] VOLUME", "write a published volume, or a paper of it, in another form", export},
		{"reindex", "[--data DIR]", "rebuild the search index beside the present one and swap it", reindex},
		{"backup", "[--data DIR] FILE", "write the whole library into one file while it is in use", backupCommand},
		{"restore", "[--data DIR] FILE", "make a library of a backup, in a folder that holds none", restoreCommand},
		{"user", "list|add|reset|role|disable|enable [--role ROLE] [--name NAME] [--data DIR] [EMAIL [ROLE]]", "look after people: list them, give one-time links, change roles", userCommand},
		{"check", "[--repair] [--from BACKUP] [--data DIR]", "look whether database, blobs and index are whole, say what to do, and repair what can be", check},
		{"eval", "[--set NAME,…] [--rows N] [--json] DATA", "measure quality over a folder of data with truth", eval},
		{"version", "", "print the version", printVersion},
	}
}

func usage(w io.Writer) {
	fmt.Fprint(w, "recto turns scanned proceedings into a searchable, citable library.\n\nusage: recto COMMAND [ARGUMENTS]\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-11s %s\n", c.name, c.what)
	}
	fmt.Fprint(w, "\n`recto COMMAND -h` lists a command's flags. Every flag may also be set in the\nenvironment, as RECTO_DATA for --data.\n\n"+
		"exit codes: 0 done, 1 failed, 2 wrong usage, 3 some of several sources failed,\n4 a check found what is amiss still\n")
}

// newFlags makes a command's flags, which print nothing themselves: a mistake in
// them becomes a usageError, and help is printed where it was asked for.
func newFlags(name string) *flag.FlagSet {
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.Usage = func() {}
	return f
}

// help prints what a command does and its flags.
func help(w io.Writer, f *flag.FlagSet) {
	for _, c := range commands() {
		if c.name == f.Name() {
			fmt.Fprintf(w, "usage: recto %s %s\n\n%s\n\n", c.name, c.args, c.what)
		}
	}
	f.SetOutput(w)
	f.PrintDefaults()
}

// parse reads flags that may stand before, between and after the operands, and
// returns the operands. After "--" all are operands.
func parse(std stdio, f *flag.FlagSet, args []string) ([]string, error) {
	var operands []string
	for {
		if err := f.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				help(std.out, f)
				return nil, err
			}
			return nil, usageError{err.Error()}
		}
		rest := f.Args()
		if len(rest) == 0 {
			return operands, nil
		}
		if n := len(args) - len(rest); n > 0 && args[n-1] == "--" {
			return append(operands, rest...), nil
		}
		operands = append(operands, rest[0])
		args = rest[1:]
	}
}
