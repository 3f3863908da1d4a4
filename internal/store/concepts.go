package store

import (
	"context"
	"fmt"

	"recto/internal/corpus"
)

// Occurrences are the mentions of a concept in all published volumes, volume by
// volume from the earliest year, in reading order.
func (db *DB) Occurrences(ctx context.Context, concept string) ([]corpus.Occurrence, error) {
	all, err := collect(ctx, db.read, scanOccurrence, occurrenceQuery+` WHERE mention.concept = ?
		ORDER BY volume.year, volume.id, part.n, mention.n`, concept)
	if err != nil {
		return nil, fmt.Errorf("read mentions of %s: %w", concept, err)
	}
	return all, nil
}

// PartMentions are the mentions in one part, in reading order.
func (db *DB) PartMentions(ctx context.Context, part string) ([]corpus.Occurrence, error) {
	all, err := collect(ctx, db.read, scanOccurrence, occurrenceQuery+` WHERE part.id = ? OR part.paper = ?
		ORDER BY mention.n`, part, part)
	if err != nil {
		return nil, fmt.Errorf("read mentions in %s: %w", part, err)
	}
	return all, nil
}

// ConceptCounts tells how often each concept is mentioned in the published
// volumes; a concept that never is has no entry.
func (db *DB) ConceptCounts(ctx context.Context) (map[string]int, error) {
	counts := map[string]int{}
	_, err := collect(ctx, db.read, func(row scanner) (struct{}, error) {
		var concept string
		var n int
		err := row.Scan(&concept, &n)
		counts[concept] = n
		return struct{}{}, err
	}, `SELECT concept, count(*) FROM mention GROUP BY concept`)
	if err != nil {
		return nil, fmt.Errorf("count mentions: %w", err)
	}
	return counts, nil
}

const occurrenceQuery = `SELECT ` + partColumns + `,
	mention.concept, mention.first, mention.beyond, mention.reason, mention.confidence, mention.attestation,
	mention.block, mention.kind, mention.section, mention.folio, mention.scan,
	mention.before, mention.surface, mention.after
	FROM mention JOIN part ON part.id = mention.part JOIN volume ON volume.id = part.volume`

func scanOccurrence(row scanner) (corpus.Occurrence, error) {
	var o corpus.Occurrence
	m := &o.Mention
	entry, err := scanPart(row,
		&m.Concept, &m.From, &m.To, &m.Reason, &m.Confidence, &m.Attestation,
		&o.Block, &o.Kind, &o.Section, &o.Folio, &o.Scan, &o.Before, &o.Surface, &o.After)
	o.Part = entry
	return o, err
}
