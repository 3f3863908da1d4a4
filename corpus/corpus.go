// Package corpusfs embeds the glossary that comes with Recto. It holds files
// and nothing else: they are read by internal/glossary. The demonstration
// proceedings have a package of their own beside it, in demo.
package corpusfs

import (
	"embed"
	"io/fs"
)

//go:embed glossary/*.md
var files embed.FS

// Glossary is the folder of concept files, one Markdown file a concept.
func Glossary() (fs.FS, error) { return fs.Sub(files, "glossary") }
