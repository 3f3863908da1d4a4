package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
)

// ref names an object of the file.
type ref int

func (r ref) String() string { return strconv.Itoa(int(r)) + " 0 R" }

// objects are what a file consists of. Streams are written at once; all else
// waits for the end and goes into compressed object streams.
type objects struct {
	w      io.Writer
	at     int64 // bytes written
	places []place
	loose  []loose
	err    error
}

// place is where an object lies: at an offset of the file, or as the n-th of an
// object stream.
type place struct {
	offset int64
	stream ref // 0 if it lies in the file itself
	n      int
}

type loose struct {
	ref  ref
	body string
}

func (o *objects) write(s string) {
	if o.err != nil {
		return
	}
	n, err := io.WriteString(o.w, s)
	o.at += int64(n)
	o.err = err
}

// reserve gives an object its number.
func (o *objects) reserve() ref {
	o.places = append(o.places, place{})
	return ref(len(o.places))
}

// set says what an object is.
func (o *objects) set(r ref, body string) { o.loose = append(o.loose, loose{r, body}) }

func (o *objects) add(body string) ref {
	r := o.reserve()
	o.set(r, body)
	return r
}

// stream writes a stream whose dictionary has the entries given and its length.
func (o *objects) stream(r ref, entries string, data []byte) {
	o.places[r-1].offset = o.at
	o.write(fmt.Sprintf("%d 0 obj\n<<%s/Length %d>>stream\n", r, entries, len(data)))
	o.write(string(data))
	o.write("\nendstream\nendobj\n")
}

// packed writes a stream compressed.
func (o *objects) packed(r ref, entries string, data []byte) {
	o.stream(r, entries+"/Filter/FlateDecode", deflate(data))
}

func deflate(data []byte) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write(data) // a buffer takes everything
	_ = z.Close()
	return b.Bytes()
}

const perStream = 200 // objects in an object stream: few enough to be read quickly

// finish writes the loose objects, the table of all and the trailer.
func (o *objects) finish(root, info ref, id []byte) {
	for from := 0; from < len(o.loose); from += perStream {
		o.objectStream(o.loose[from:min(from+perStream, len(o.loose))])
	}
	table, start := o.reserve(), o.at
	o.places[table-1].offset = start
	rows := []byte{0, 0, 0, 0, 0, 0, 0xff, 0xff} // of the object 0, which is none
	for _, p := range o.places {
		rows = append(rows, p.row()...)
	}
	o.packed(table, fmt.Sprintf("/Type/XRef/Size %d/W[1 5 2]/Root %v/Info %v/ID[<%x><%x>]", len(o.places)+1, root, info, id, id), rows)
	o.write(fmt.Sprintf("startxref\n%d\n%%%%EOF\n", start))
}

func (o *objects) objectStream(list []loose) {
	r := o.reserve()
	var head, body strings.Builder
	for i, l := range list {
		fmt.Fprintf(&head, "%d %d ", l.ref, body.Len())
		body.WriteString(l.body + "\n")
		o.places[l.ref-1] = place{stream: r, n: i}
	}
	o.packed(r, fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(list), head.Len()), []byte(head.String()+body.String()))
}

// row is a line of the table of objects: kind, place, number in its stream.
func (p place) row() []byte {
	kind, where := byte(1), uint64(p.offset)
	if p.stream != 0 {
		kind, where = 2, uint64(p.stream)
	}
	row := binary.BigEndian.AppendUint64(nil, where)
	row[2] = kind
	return binary.BigEndian.AppendUint16(row[2:], uint16(p.n))
}

// text is a text string: as it is if it is printable ASCII, else in UTF-16.
func text(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) {
		return "<feff" + utf16Hex(s) + ">"
	}
	return "(" + escapes.Replace(s) + ")"
}

var escapes = strings.NewReplacer(`\`, `\\`, `(`, `\(`, `)`, `\)`)

func utf16Hex(s string) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		b = binary.BigEndian.AppendUint16(b, unit)
	}
	return hex.EncodeToString(b)
}

// decimal is a number with two decimals at most.
func decimal(v float64) string { return number(v, 2) }

func number(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		return "0"
	}
	return s
}

func (r Rect) String() string {
	return "[" + decimal(r.X1) + " " + decimal(r.Y1) + " " + decimal(r.X2) + " " + decimal(r.Y2) + "]"
}
