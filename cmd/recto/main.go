// Command recto turns scanned proceedings into a searchable, citable library
// and serves it. Each file here is one subcommand; the work itself is done in
// the packages of internal.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// version is set by the linker.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// The exit codes.
const (
	exitOK     = 0
	exitFailed = 1 // something could not be done; the last line of standard error says what
	exitUsage  = 2 // the command line was not understood
	exitPart   = 3 // of several sources some failed; each is named on standard error
	exitAmiss  = 4 // the library was checked, and something in it is amiss still
)

// errPart is returned by a command that has named each failure itself.
var errPart = errors.New("some sources failed")

// errAmiss is returned by a check that has named each finding itself.
var errAmiss = errors.New("the library needs care")

// stdio is what a command reads and writes.
type stdio struct {
	in       io.Reader
	out, err io.Writer
	getenv   func(string) string
}

// run is the whole program: tests call it too.
func run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) int {
	std := stdio{stdin, stdout, stderr, getenv}
	if len(args) == 0 {
		usage(stderr)
		return exitUsage
	}
	name, rest := args[0], args[1:]
	if name == "help" || name == "-h" || name == "--help" {
		usage(stdout)
		return exitOK
	}
	if name == "--version" {
		name = "version"
	}
	for _, c := range commands() {
		if c.name == name {
			return exitCode(c.run(ctx, std, rest), c, stderr)
		}
	}
	fmt.Fprintf(stderr, "recto: there is no command %q; `recto help` lists them\n", name)
	return exitUsage
}

// usageError is a mistake in the command line.
type usageError struct{ message string }

func (e usageError) Error() string { return e.message }

func exitCode(err error, c command, stderr io.Writer) int {
	var wrong usageError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitOK
	case errors.Is(err, errPart):
		fmt.Fprintf(stderr, "recto %s: %v\n", c.name, err)
		return exitPart
	case errors.Is(err, errAmiss):
		fmt.Fprintf(stderr, "recto %s: %v\n", c.name, err)
		return exitAmiss
	case errors.As(err, &wrong):
		fmt.Fprintf(stderr, "recto %s: %v\nusage: recto %s %s\n", c.name, err, c.name, c.args)
		return exitUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintf(stderr, "recto %s: stopped\n", c.name)
		return exitFailed
	}
	fmt.Fprintf(stderr, "recto %s: %v\n", c.name, err)
	return exitFailed
}
