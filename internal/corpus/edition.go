package corpus

// Edition is the immutable result of processing a volume.
type Edition struct {
	ID       string   `json:"id"` // SHA-256 of its manifest, which names its parts and pages by their hashes
	Volume   Volume   `json:"volume"`
	Metadata Metadata `json:"metadata,omitzero"`
	Made     Making   `json:"made"`
	Taught   Taught   `json:"taught,omitzero"` // what other volumes taught when it was made
	Scans    []Scan   `json:"scans"`           // without their words, which the pages hold
	Pages    []Page   `json:"pages"`           // in the order of the volume; lines without tokens, which the parts hold
	Parts    []Part   `json:"parts"`
	Report   Report   `json:"report"`
}

// Making is everything besides the source bytes that decides an edition.
type Making struct {
	Program  string `json:"program"`  // version of the pipeline, raised whenever its output may change
	Settings string `json:"settings"` // canonical JSON
	Glossary string `json:"glossary"` // SHA-256 of the glossary files
	Model    string `json:"model"`    // SHA-256 of the language model

	Corrections string `json:"corrections,omitempty"` // SHA-256 of the corrections replayed, as JSON; empty for none
	Taught      string `json:"taught,omitempty"`      // Taught.Hash of what other volumes taught; empty for nothing
}

// Papers are the parts that are papers, in order.
func (e *Edition) Papers() []*Part {
	var papers []*Part
	for i := range e.Parts {
		if e.Parts[i].Paper != nil {
			papers = append(papers, &e.Parts[i])
		}
	}
	return papers
}

// Report counts what each stage did, so that quality is visible.
type Report struct {
	Scans    int            `json:"scans"`
	Pages    int            `json:"pages"`
	Words    int            `json:"words"`
	Tokens   int            `json:"tokens"`
	Counts   map[string]int `json:"counts,omitempty"` // by "stage.what", as "correct.substitute"
	Problems []Problem      `json:"problems,omitempty"`

	Conflicts []Conflict `json:"conflicts,omitempty"` // corrections that could not be replayed
}

// Problem is something that an administrator should know about an edition.
type Problem struct {
	Stage string `json:"stage"`
	Scan  int    `json:"scan,omitempty"` // 0 if it concerns the whole volume
	Text  string `json:"text"`           // what happened, and what to do
}

// Add counts n more of what a stage did.
func (r *Report) Add(what string, n int) {
	if n == 0 {
		return
	}
	if r.Counts == nil {
		r.Counts = map[string]int{}
	}
	r.Counts[what] += n
}

// Merge adds another stage's counts and problems.
func (r *Report) Merge(o Report) {
	for k, n := range o.Counts {
		r.Add(k, n)
	}
	r.Problems = append(r.Problems, o.Problems...)
	r.Conflicts = append(r.Conflicts, o.Conflicts...)
}
