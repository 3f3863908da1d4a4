// Command make turns the texts of the demo volume into what a library would
// hand over: a book, scanned two pages at a time, with the bad text layer that
// such scans have, and beside it the truth about every printed word.
//
// It typesets the pages, lays them out in spreads with the gutter off the
// middle, rasterises, bends, shades and speckles them, reads the whole spread
// with tesseract, weaves and damages what came out, and writes PDF, plain
// text layer and truth. The same texts, fonts and tesseract give the same
// bytes. It needs the Debian packages fonts-linuxlibertine, hyphen-en-gb and
// tesseract-ocr-eng; readers of the demo need none of them.
//
// It is no general typesetter: it knows the shapes that this one volume has.
//
//	go run ./corpus/demo/make [-dir corpus/demo] [-fonts DIR] [-patterns FILE]
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
)

// options say where things are read and written.
type options struct {
	dir      string // holds text/, receives the rest
	fonts    string // holds LinLibertine_R.otf and its sisters
	patterns string // hyphenation patterns in the libhyphen format
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout io.Writer) error {
	var o options
	flags := flag.NewFlagSet("make", flag.ContinueOnError)
	flags.StringVar(&o.dir, "dir", "corpus/demo", "folder of the demo")
	flags.StringVar(&o.fonts, "fonts", "/usr/share/fonts/opentype/linux-libertine", "folder of the Linux Libertine fonts")
	flags.StringVar(&o.patterns, "patterns", "/usr/share/hyphen/hyph_en_GB.dic", "hyphenation patterns")
	if err := flags.Parse(args); err != nil {
		return err
	}

	vol, err := readVolume(os.DirFS(o.dir))
	if err != nil {
		return err
	}
	faces, err := loadFaces(o.fonts)
	if err != nil {
		return err
	}
	hyphens, err := loadPatterns(o.patterns)
	if err != nil {
		return err
	}
	book := typeset(vol, faces, hyphens)
	scans := make([]*scan, 0, len(book.pages)/2+1)
	for _, s := range impose(book.pages) {
		scans = append(scans, photograph(s, faces))
	}
	if err := recognise(ctx, scans); err != nil {
		return err
	}
	for _, s := range scans {
		weave(s)
	}
	if err := write(o, vol, book, scans); err != nil {
		return err
	}
	return report(stdout, vol, book, scans)
}
