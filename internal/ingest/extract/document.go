package extract

import (
	"context"
	"fmt"
	"unicode/utf16"

	"recto/internal/corpus"
)

// Codes of FPDF_GetLastError.
const (
	pdfiumPassword = 4
	pdfiumSecurity = 5
)

// openDocument starts a sandbox and loads the source into it, trying the empty
// password. The caller closes the sandbox.
func (p *PDFium) openDocument(ctx context.Context, data []byte) (*sandbox, error) {
	s, err := p.newSandbox(ctx)
	if err != nil {
		return nil, err
	}
	loading, cancel := context.WithTimeout(ctx, p.opt.PageTime)
	defer cancel()
	s.ctx = loading
	if err := s.load(data); err != nil {
		s.close()
		return nil, err
	}
	s.ctx = ctx
	return s, nil
}

func (s *sandbox) load(data []byte) error {
	ptr := s.put(data)
	s.doc = s.call("FPDF_LoadMemDocument", uint64(ptr), uint64(len(data)), 0)
	if s.doc == 0 && s.err == nil {
		return loadError(s.count("FPDF_GetLastError"))
	}
	if s.err != nil {
		return fmt.Errorf("the PDF breaks its reader, save or print it anew as PDF and try again (%w): %w", corpus.ErrBroken, s.err)
	}
	return nil
}

func loadError(code int) error {
	switch code {
	case pdfiumPassword:
		return fmt.Errorf("the PDF asks for a password, take it off and try again: %w", corpus.ErrEncrypted)
	case pdfiumSecurity:
		return fmt.Errorf("the PDF is protected in a way that cannot be read, save it without protection and try again: %w", corpus.ErrEncrypted)
	}
	return fmt.Errorf("the file begins as a PDF, but cannot be read as one, get it anew or repair it and try again: %w", corpus.ErrBroken)
}

// meta reads a field of the information dictionary.
func (s *sandbox) meta(key string) string {
	tag := s.put(append([]byte(key), 0))
	n := s.count("FPDF_GetMetaText", s.doc, uint64(tag), uint64(s.scratch), scratchSize)
	s.free(tag)
	if n <= 2 || n > scratchSize {
		return ""
	}
	raw := s.bytes(s.scratch, n-2)
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i]) | uint16(raw[2*i+1])<<8
	}
	return string(utf16.Decode(units))
}

// page is an open page of a sandbox's document.
type page struct {
	*sandbox
	handle uint64
}

// openPage loads page i, 0-based. A handle of 0 says that there is no such page.
func (s *sandbox) openPage(i int) page {
	return page{s, s.call("FPDF_LoadPage", s.doc, uint64(i))}
}

func (p page) close() {
	if p.handle != 0 {
		p.call("FPDF_ClosePage", p.handle)
	}
}
