package extract

// withoutExif leaves out the application data of a JPEG in which cameras and
// scanners note an orientation: browsers turn the picture by it, PDF does not.
// No pixel changes. What is no well-formed JPEG comes back as it is.
func withoutExif(jpeg []byte) []byte {
	const exif, startOfScan = 0xe1, 0xda
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
