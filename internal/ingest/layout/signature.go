package layout

import (
	"regexp"
	"strings"

	"recto/internal/corpus"
)

// signature is the mark that a printer set at the foot of the first leaves of a
// gathering: a capital from an alphabet without J, V and W, or two, with the
// number of the leaf, as B, B2 or Aa.
var signature = regexp.MustCompile(`^([A-IK-UX-Z])[a-ik-ux-z]?[.*]?\s?[1-8*]?$`)

const (
	signatureAlphabet = "ABCDEFGHIKLMNOPQRSTUXYZ"
	leastGathering    = 4  // pages
	mostGathering     = 32 // pages
)

// markSignatures sets lines apart at the foot of pages that read as signatures,
// where another one stands nearby whose letter has moved on as the pages have.
func markSignatures(pages []corpus.Page, edges []edge) {
	var found []edge
	for _, e := range edges {
		if l := pages[e.page].Lines[e.line]; !e.top && l.Role == corpus.Text && signature.MatchString(l.Raw()) {
			found = append(found, e)
		}
	}
	for _, e := range found {
		for _, o := range found {
			letters := signatureLetter(pages, o) - signatureLetter(pages, e)
			leaves := o.page - e.page
			if letters*leaves > 0 && leaves/letters >= leastGathering && leaves/letters <= mostGathering {
				setRole(pages, e, corpus.Signature)
			}
		}
	}
}

func signatureLetter(pages []corpus.Page, e edge) int {
	return strings.Index(signatureAlphabet, pages[e.page].Lines[e.line].Raw()[:1])
}
