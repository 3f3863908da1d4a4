// Package internal is a tour of Recto, bottom up, in the order to read it.
//
// Recto turns scanned proceedings into a library: a source goes in at one end,
// and at the other a reader finds papers, searches them by concept and checks
// every word against the scan.
//
// # The words
//
// Package corpus has the words that everybody speaks, as Go types: source,
// scan, word; page, line, token; part, paper, block; concept, mention; edition,
// job. Begin there. A Word is evidence, what the OCR gave; a Token is one word
// of the reading text and carries the words it came from and the emendation, if
// any, that changed it. All ids are made from a word's place in its source, so
// the same bytes always give the same ids.
//
// # From a source to an edition
//
// Package ingest is the pipeline. Its body reads as a list of seven stages,
// each a folder of its own that turns a value into a value and a report:
//
//	extract    bytes → scans with words (PDF by PDFium, pictures, hOCR, ALTO and PAGE, plain OCR text)
//	recognize  scan pictures → words, by Tesseract, on pages prepared and split in Go; bad text layers read anew
//	layout     scans → pages → lines in order; forme work set apart; woven text un-woven by layout/unweave
//	correct    lines → tokens: hyphens joined, OCR errors mended when that is likelier right than wrong
//	segment    pages → parts and papers, with the evidence for each boundary
//	structure  parts → title, authors, headings, paragraphs, notes, tables, references; structure/outline tells
//	           what each line is, structure/reference what each piece of a reference is
//	annotate   blocks + glossary → mentions, attestations, citation links
//
// Package language is the lexicon, the word model and the confusion model that
// layout and correct share; its data files are made by language/build and
// language/rarity, and language/tables is how those of networks are kept. Packages
// language/texts and language/glove read what commands start from, and package
// descent learns their networks. Package cores shares out what a stage reckons
// over the cores of the machine. Package glossary reads the concepts of the corpus
// folder, matches their labels in text and renders their Markdown. No stage knows
// another, and none touches a database or a log; extract and recognize run outside
// engines and so take a context, and the rest are pure.
//
// What people corrected is a log; package ingest/replay puts each decision back
// into its place in print, whatever words an engine read there this time; its
// package sides tells from some lines of woven pages where the others stand. Package
// ingest/streams parts woven lines between two pages, for it and for segment.
//
// What comes out is an edition: immutable, named by the hash of its content.
//
// # The library
//
// Package blob keeps bytes by their hash: sources, pictures, editions. Package
// store keeps everything that is asked about in lists, and joins the two to a
// library; publishing an edition is one transaction. Package jobs runs the
// pipeline for sources that arrive, one durable row a job, so that a program
// killed at any moment goes on where it was. Package backup writes all of it into
// one file while it is in use. Package search is the index over
// published blocks, a cache that can always be rebuilt; its query language is
// the package search/query, and what a word is, for index and page alike, search/match;
// search/passage keeps the texts, from which phrases are found and hits are shown.
//
// # What readers and other programs get
//
// Package rendition makes the smaller copies of scan pictures that pages show.
// Package publish writes editions in other people's formats. Package server is
// the site; its routes.go is the map. Its server/people is who may come in and
// what they may do; mail sends their letters. Its server/desk is where sources are
// reviewed, described and published, and package compare tells it what differs
// between two editions; server/intake takes uploads that arrive in pieces,
// server/correcting is where words are mended beside the scan and lines put in
// order, server/terms where the glossary is edited, and server/annotations where
// readers keep notes, which package anchor finds again in later editions. Package
// care tells how the library fares and empties its trash. Templates, styles and scripts are in the
// web folder at the top. Package evaluate measures all of it against truth.
//
// Package config reads the configuration once. The commands are in cmd/recto,
// one file each. The table in imports_test.go says who may import whom.
package internal
