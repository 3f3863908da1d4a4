package extract

import "encoding/binary"

// Markers of JPEG segments.
const (
	app0        = 0xe0 // JFIF
	exif        = 0xe1
	progressive = 0xc2
	startOfScan = 0xda
)

// withoutExif leaves out the application data of a JPEG in which cameras and
// scanners note an orientation: browsers turn the picture by it, PDF does not.
// No pixel changes. What is no well-formed JPEG comes back as it is.
func withoutExif(jpeg []byte) []byte {
	if len(jpeg) < 2 {
		return jpeg
	}
	out := append(make([]byte, 0, len(jpeg)), jpeg[:2]...)
	for i := 2; i+4 <= len(jpeg) && jpeg[i] == 0xff; {
		marker := jpeg[i+1]
		end := i + 2 + int(jpeg[i+2])<<8 + int(jpeg[i+3])
		if marker == startOfScan {
			return append(out, jpeg[i:]...)
		}
		if marker == 0xff || end > len(jpeg) {
			return jpeg
		}
		if marker != exif {
			out = append(out, jpeg[i:end]...)
		}
		i = end
	}
	return jpeg
}

// jpegInfo is what the segments before the first scan of a JPEG say.
type jpegInfo struct {
	turn        orientation
	xres, yres  float64
	progressive bool
}

func jpegSegments(jpeg []byte) jpegInfo {
	var info jpegInfo
	for i := 2; i+4 <= len(jpeg) && jpeg[i] == 0xff; {
		marker, end := jpeg[i+1], i+2+int(jpeg[i+2])<<8+int(jpeg[i+3])
		if marker == startOfScan || end > len(jpeg) || end < i+4 {
			break
		}
		body := jpeg[i+4 : end]
		switch {
		case marker == app0 && len(body) >= 12 && string(body[:5]) == "JFIF\x00":
			info.xres = float64(binary.BigEndian.Uint16(body[8:]))
			info.yres = float64(binary.BigEndian.Uint16(body[10:]))
		case marker == exif && len(body) > 14 && string(body[:6]) == "Exif\x00\x00":
			info.turn = exifOrientation(body[6:])
		case marker == progressive:
			info.progressive = true
		}
		i = end
	}
	return info
}

// exifOrientation reads tag 274 of the first directory of Exif data, which is
// built like a TIFF; 0 if there is none.
func exifOrientation(data []byte) orientation {
	var order binary.ByteOrder = binary.LittleEndian
	if string(data[:2]) == "MM" {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(data[4:]))
	if at+2 > int64(len(data)) {
		return 0
	}
	n := int(order.Uint16(data[at:]))
	for dir := data[at+2:]; n > 0 && len(dir) >= 12; n, dir = n-1, dir[12:] {
		const orientationTag = 274
		if order.Uint16(dir) == orientationTag {
			return orientation(order.Uint16(dir[8:]))
		}
	}
	return 0
}
