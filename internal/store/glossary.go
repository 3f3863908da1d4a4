package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"recto/internal/corpus"
)

const conceptTexts = `SELECT concept, concept_text.version, text, note, coalesce(author, 0), coalesce(person.name, ''), made
	FROM concept_text LEFT JOIN person ON person.id = concept_text.author`

// ConceptTexts are the latest versions of the concepts that editors changed, by
// concept.
func (db *DB) ConceptTexts(ctx context.Context) ([]corpus.ConceptText, error) {
	return collect(ctx, db.read, scanConceptText, conceptTexts+
		` WHERE concept_text.version = (SELECT max(later.version) FROM concept_text AS later WHERE later.concept = concept_text.concept) ORDER BY concept`)
}

// ConceptHistory is every version of a concept that an editor wrote, the latest
// first.
func (db *DB) ConceptHistory(ctx context.Context, concept string) ([]corpus.ConceptText, error) {
	return collect(ctx, db.read, scanConceptText, conceptTexts+` WHERE concept = ? ORDER BY concept_text.version DESC`, concept)
}

// AddConceptTexts adds versions, all or none. Each comes with the version that
// its editor saw; where there is a later one by now, the error is
// [corpus.ErrStale].
func (db *DB) AddConceptTexts(ctx context.Context, texts []corpus.ConceptText, at time.Time) error {
	err := db.change(ctx, func(tx *sql.Tx) error {
		for _, t := range texts {
			if err := addConceptText(ctx, tx, t, at); err != nil {
				return fmt.Errorf("concept %s: %w", t.Concept, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("change the glossary: %w", err)
	}
	return nil
}

func addConceptText(ctx context.Context, tx *sql.Tx, t corpus.ConceptText, at time.Time) error {
	var last int
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(version), 0) FROM concept_text WHERE concept = ?`, t.Concept).Scan(&last); err != nil {
		return err
	}
	if last != t.Version {
		return corpus.ErrStale
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO concept_text (concept, version, text, note, author, made) VALUES (?, ?, ?, ?, ?, ?)`,
		t.Concept, last+1, t.Text, t.Note, orNull(t.Author.ID), millis(at))
	return err
}

func scanConceptText(row scanner) (t corpus.ConceptText, err error) {
	var made int64
	err = row.Scan(&t.Concept, &t.Version, &t.Text, &t.Note, &t.Author.ID, &t.Author.Name, &made)
	t.Made = moment(made)
	return t, err
}
