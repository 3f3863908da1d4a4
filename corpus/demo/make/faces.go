package main

import (
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// cut is a cut of the type family.
type cut int

// The cuts in use.
const (
	roman cut = iota
	italic
	bold
)

// style is a cut at a size in points; a raised style is a note mark.
type style struct {
	cut  cut
	size float64
	rise float64 // points above the baseline
}

// faces are the fonts at hand, and their glyphs at each size that was asked for.
type faces struct {
	fonts map[cut]*sfnt.Font
	drawn map[style]font.Face
}

func loadFaces(dir string) (*faces, error) {
	fs := &faces{map[cut]*sfnt.Font{}, map[style]font.Face{}}
	for c, name := range map[cut]string{roman: "LinLibertine_R.otf", italic: "LinLibertine_RI.otf", bold: "LinLibertine_RB.otf"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, fmt.Errorf("read font (Debian package fonts-linuxlibertine): %w", err)
		}
		if fs.fonts[c], err = opentype.Parse(data); err != nil {
			return nil, fmt.Errorf("read font %s: %w", name, err)
		}
	}
	return fs, nil
}

// face gives the glyphs of a style at the resolution of the scans.
func (f *faces) face(s style) font.Face {
	s.rise = 0
	if f.drawn[s] == nil {
		face, err := opentype.NewFace(f.fonts[s.cut], &opentype.FaceOptions{Size: s.size, DPI: resolution, Hinting: font.HintingNone})
		if err != nil {
			panic(err) // only for options that are out of range
		}
		f.drawn[s] = face
	}
	return f.drawn[s]
}

// advance is the width of a run of characters in points, with kerning.
func (f *faces) advance(chars []char) float64 {
	var sum fixed.Int26_6
	for i, c := range chars {
		w, _ := f.face(c.style).GlyphAdvance(c.glyph)
		sum += w
		if i > 0 && chars[i-1].style == c.style {
			sum += f.face(c.style).Kern(chars[i-1].glyph, c.glyph)
		}
	}
	return float64(sum) / 64 * 72 / resolution
}
