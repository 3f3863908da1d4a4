package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // what a picture may be besides JPEG
)

// Picture is drawn under the text. It may be larger than the page: what hangs
// over the edge is not shown.
type Picture struct {
	Key  string // pictures of one key are one picture and go in once
	Box  Rect
	Load func() ([]byte, error) // JPEG, which goes in as it is, or PNG; called once for a key
}

const quality = 85 // of pictures that come as PNG

// picture is the object of a picture.
func (d *Writer) picture(p Picture) (ref, error) {
	if r, ok := d.pictures[p.Key]; ok {
		return r, nil
	}
	data, err := p.Load()
	if err != nil {
		return 0, fmt.Errorf("read picture %s: %w", p.Key, err)
	}
	conf, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err == nil && format != "jpeg" {
		data, conf, err = encoded(data)
	}
	if err != nil {
		return 0, fmt.Errorf("read picture %s: %w", p.Key, err)
	}
	r := d.reserve()
	d.stream(r, fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8%s/Filter/DCTDecode", conf.Width, conf.Height, colours(conf, data)), data)
	d.pictures[p.Key] = r
	return r, d.err
}

// encoded is a picture as JPEG.
func encoded(data []byte) ([]byte, image.Config, error) {
	m, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, image.Config{}, err
	}
	var b bytes.Buffer
	err = jpeg.Encode(&b, m, &jpeg.Options{Quality: quality})
	if err != nil {
		return nil, image.Config{}, err
	}
	conf, err := jpeg.DecodeConfig(bytes.NewReader(b.Bytes()))
	return b.Bytes(), conf, err
}

// colours says how the numbers of a JPEG picture are to be taken. Programs that
// write four inks with Adobe's mark write them inverted.
func colours(conf image.Config, data []byte) string {
	switch conf.ColorModel {
	case color.GrayModel:
		return "/ColorSpace/DeviceGray"
	case color.CMYKModel:
		if bytes.Contains(data[:min(len(data), 4096)], []byte("Adobe\x00")) {
			return "/ColorSpace/DeviceCMYK/Decode[1 0 1 0 1 0 1 0]"
		}
		return "/ColorSpace/DeviceCMYK"
	}
	return "/ColorSpace/DeviceRGB"
}
