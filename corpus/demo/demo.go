// Package demo is a small volume of proceedings of our own, as a library would
// get it: a book scanned two pages at a time with a bad text layer, and the
// truth about it. Its authors and institutions are invented; the literature
// that they cite is real. The program in the folder make made it from the
// folder text; this package only holds the result and imports nothing of ours.
package demo

import (
	"embed"
	"io/fs"
)

// Name is the file name under which the volume is ingested.
const Name = "learning-between-services.pdf"

// PDF is the scanned volume: one picture a spread, with an invisible text layer
// in which the lines of left and right pages are woven together.
//
//go:embed demo.pdf
var PDF []byte

// Text is the text layer alone, with form feeds between the scans.
//
//go:embed demo.ocr.txt
var Text []byte

//go:embed truth
var files embed.FS

// Truth holds doc.json (what each paper says), volume.json (the same in the
// neutral format of the measures), words.tsv (every printed word with its box
// in pixels of the scan), spreads.json and text.txt.
func Truth() (fs.FS, error) { return fs.Sub(files, "truth") }
