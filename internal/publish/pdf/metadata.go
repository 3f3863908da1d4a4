package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

// dictionary is the description that old viewers read.
func (i Info) dictionary() string {
	var b strings.Builder
	b.WriteString("<<")
	for _, e := range []struct{ name, value string }{
		{"Title", i.Title},
		{"Author", strings.Join(i.Authors, "; ")},
		{"Subject", i.Subject},
		{"Keywords", strings.Join(i.Keywords, ", ")},
		{"Creator", i.Producer},
		{"Producer", i.Producer},
		{"CreationDate", pdfDate(i.Modified)},
		{"ModDate", pdfDate(i.Modified)},
	} {
		if e.value != "" {
			b.WriteString("/" + e.name + text(e.value))
		}
	}
	return b.String() + ">>"
}

func pdfDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("D:20060102150405+00'00'")
}

func (i Info) id() []byte {
	sum := sha256.Sum256([]byte(i.ID))
	return sum[:16]
}

// xmp is the description in the words of Dublin Core (ISO 16684-1).
func (i Info) xmp() []byte {
	var b bytes.Buffer
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + "\n" +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">` + "\n")
	property(&b, "dc:format", "", "application/pdf")
	property(&b, "dc:title", "Alt", i.Title)
	property(&b, "dc:creator", "Seq", i.Authors...)
	property(&b, "dc:description", "Alt", i.Subject)
	property(&b, "dc:subject", "Bag", i.Keywords...)
	property(&b, "dc:language", "Bag", i.Language)
	property(&b, "dc:publisher", "Bag", i.Publisher)
	property(&b, "dc:rights", "Alt", i.Rights)
	property(&b, "dc:date", "Seq", i.Date)
	property(&b, "dc:source", "", i.Source)
	property(&b, "pdf:Keywords", "", strings.Join(i.Keywords, ", "))
	property(&b, "pdf:Producer", "", i.Producer)
	property(&b, "xmp:CreatorTool", "", i.Producer)
	if !i.Modified.IsZero() {
		when := i.Modified.UTC().Format(time.RFC3339)
		property(&b, "xmp:CreateDate", "", when)
		property(&b, "xmp:ModifyDate", "", when)
		property(&b, "xmp:MetadataDate", "", when)
	}
	b.WriteString("</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return b.Bytes()
}

// property writes values as an array of a kind, or one by itself; nothing where
// there is none.
func property(b *bytes.Buffer, name, array string, values ...string) {
	if strings.Join(values, "") == "" {
		return
	}
	fmt.Fprintf(b, "<%s>", name)
	if array != "" {
		fmt.Fprintf(b, "<rdf:%s>", array)
	}
	for _, v := range values {
		switch array {
		case "":
			escape(b, v)
		case "Alt":
			b.WriteString(`<rdf:li xml:lang="x-default">`)
			escape(b, v)
			b.WriteString("</rdf:li>")
		default:
			b.WriteString("<rdf:li>")
			escape(b, v)
			b.WriteString("</rdf:li>")
		}
	}
	if array != "" {
		fmt.Fprintf(b, "</rdf:%s>", array)
	}
	fmt.Fprintf(b, "</%s>\n", name)
}

func escape(b *bytes.Buffer, s string) {
	_ = xml.EscapeText(b, []byte(s)) // fails only where its writer does, and a buffer never does
}
