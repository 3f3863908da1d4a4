// Package evaluate measures what Recto makes of sources whose truth is known:
// text, order and structure of whole volumes ([Volume]), readings of woven text
// against hand-made gold ([Proceedings], [Concepts]), word boxes
// ([MeasureBoxes]), correction of OCR text ([RowMeter]), parsed references
// ([ReferenceMeter]) and heads of papers ([HeadMeter]). [Run] measures a whole folder of such data.
//
// It judges published forms, not the pipeline's own values, so that the output
// of any other program can be measured by the same functions. It does not
// itself convert, correct or parse anything: what it measures is handed to it
// as a [System].
package evaluate
