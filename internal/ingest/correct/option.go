package correct

import (
	"recto/internal/language"
)

// option is one way to read the units from some place up to, not including, to.
type option struct {
	to          int
	text        string // with its punctuation; blanks where it reads as several words
	first, last language.ID
	inner       float64 // ln P of the words after the first, each after the one before
	sign        bool    // no word in it: what follows sees the word before
	ends        bool    // a sentence ends with it
	capital     bool    // begins with a capital that its word does not ask for
	tight       bool    // no blank stands before it, whatever the evidence says
	identity    bool
	rule        string
	lower       bool // begins with a small letter
	stands      bool // begins with the word that stands there, after
	before      language.ID
	lead, tail  string // of a reading of a single word, and
	mid         string // what stands between them
	harm        harm   // the kind of damage that it mends
	harms       float64
	features    []feature
	score       float64 // of the features
	prior       float64 // what the state of the document adds
	posterior   float64
	slope       float64 // while learning: how the score should move
}

// feature is one reason for or against an option.
type feature struct {
	index int
	value float64
}

func (o *option) add(index int, value float64) {
	if value != 0 {
		o.features = append(o.features, feature{index, value})
	}
}

// harm is a kind of damage.
type harm byte

// The kinds of damage, in the order of their features.
const (
	unharmed harm = iota
	letterHarm
	blankHarm
	signHarm
	hyphenHarm
	speckHarm
	harmCount
)

// The rules, as tokens and reports name them.
const (
	ruleConfusion   = "confusion"   // letters taken for others
	ruleSplit       = "split"       // a blank lost
	ruleJoin        = "join"        // a blank too many
	ruleRespan      = "respan"      // blanks at the wrong places
	ruleHyphen      = "hyphen"      // a hyphen of the line end taken out
	ruleCompound    = "compound"    // a hyphen at the line end that belongs to the word
	ruleSign        = "sign"        // a stray sign taken off a word
	rulePunctuation = "punctuation" // a stop or comma mended
	ruleSpacing     = "spacing"     // a blank before or after a sign
	ruleDigit       = "digit"       // a letter within a number
	ruleBracket     = "bracket"     // a bracket of the wrong kind
	ruleLigature    = "ligature"    // a ligature spelled out
	ruleDash        = "dash"        // a sign within a compound for its hyphen
	ruleQuote       = "quote"       // two single marks for a double one
	ruleAddress     = "address"     // a stop within an address
	rulePound       = "pound"       // a sign lost with its encoding before a sum
	ruleSpeck       = "speck"       // dirt taken for a letter or sign
	ruleDebris      = "debris"
	ruleBullet      = "bullet"
	ruleLost        = "lost" // another word, which cannot be told; in lattices alone
)

// The features. Their weights are learned by the command in the folder train,
// and stand in weights.go.
const (
	fChannel = iota // ln P of the confusions
	fEdits
	fGeneric // edits that no confusion explains
	fPair    // ln P of a word after another; of transitions
	fCapital // a capital inside a sentence; of transitions
	fToDoubtful
	fToDocument // to a word of the document or glossary that the lexicon lacks
	fToCount    // ln of how often the document has the candidate
	fFromGood
	fFromDoubtful
	fFromCount // ln of how often the document has the word as it stands
	fFromShort
	fFromOld // how old the document's spelling is
	fFirstLetter
	fNameToCommon // an unknown word with a capital inside a sentence is taken for one that needs none
	fNameToName
	fCaseChanged
	fCaseOdd // capitals where print has none
	fKeepGood
	fKeepDoubtful
	fKeepDoubtfulUpper
	fKeepLetter // a letter by itself
	fKeepUnknown
	fKeepUnknownCapital
	fKeepUnknownUpper
	fKeepUnknownSigns
	fKeepUnknownTorn // a sign between small letters that no word has there
	fKeepUnknownDigits
	fKeepUnknownShort
	fKeepUnknownLong
	fKeepUnknownCount
	fKeepUnknownSpelling
	fSplit
	fSplitParts
	fSplitShort // parts of one or two letters
	fSplitFromDoubtful
	fSplitCase // a small letter before a capital at the split
	fSplitSign // at punctuation
	fSplitDoubtful
	fSplitEdits
	fSplitMended  // two words of which one is corrected
	fSplitBoth    // or both
	fSplitSeen    // parts that texts have had side by side
	fSplitDropped // signs left out between them
	fSplitLetter  // a letter between words that stands for their blank
	fSplitNumber  // parts that are numbers
	fSplitUnknown // parts that are acronyms
	fJoin
	fJoinParts
	fJoinKnown   // parts that are words themselves
	fJoinUnknown // parts that are not
	fJoinLetters // parts that are single letters
	fJoinDoubts  // parts that are doubtful words
	fJoinDoubtful
	fJoinDocument
	fJoinEdits
	fJoinLine // over a line end, without a hyphen
	fHyphenLine
	fHyphenLineKnown
	fHyphenLineUnknown
	fHyphenInline
	fHyphenInlineKnown
	fHyphenCompound
	fCompoundLine
	fCompoundInline
	fCompoundSeen // the document or glossary writes it with the hyphen elsewhere
	fHyphenCount
	fHyphenBlank       // a hyphen read as a blank
	fHyphenBlankCommon // between two common words
	fJoinSign          // over a stop or the like, which is left out
	fRespan
	fRespanParts
	fRespanWords
	fSwallowLead
	fSwallowTail
	fStripLead
	fStripTail
	fDropQuote   // a quotation mark at a word's edge
	fDropDouble  // a double one
	fDropMatched // one that has its partner
	fDropLead    // a stop or comma before a word
	fDropStop
	fDropComma
	fDropTwice // one of two signs in a row
	fDropDash  // a hyphen after a word
	fStopComma // a stop read as a comma
	fQuotePair // two single marks read as a double one
	fEdgeTwice // an edge mended beside a mended word
	fSign      // ln P of the kind of sign after the word
	fStopLower // a small letter after a stop; of transitions
	fSpeckMark
	fSpeckStray
	fSpeckLetter
	fSpeckShort
	fSpeckLong // letters over three
	fSpeckUpper
	fSpeckDoubtful
	fSpeckSpelling
	fSpeckNear   // a good word is only one confusion away
	fSpeckAround // share of the units around that are no words
	fSpeckDeep   // the same, over a half
	fSpeckEdge   // at the end of a line
	fSpeckAlone  // on a line
	fAddStop
	fCommaStop
	fStopCommon // before a capital that only the start of a sentence explains
	fTightStop  // a stop, comma or closing sign drawn to the word before
	fTightHigh  // another sign
	fTightQuote
	fTightOpen // a sign drawn to the word after
	fTightOdd  // what it is drawn to is not a known word
	fTightLineEnd
	fDigit
	fBracket
	fDash
	fSameLineEnd  // a change of the last unit of a line
	fLength       // of the unknown word changed, over eight letters
	fBlot         // a word found by what stands on both sides of a blot
	fBlotLetters  // letters under it
	fBlotWide     // signs in it beyond two a letter
	fBlotNarrow   // letters under it beyond its signs
	fLost         // another word that cannot be told
	fLostDoubtful // for a doubtful word
	fLostCapital  // for one with a capital
	fLostUpper    // for one in capitals
	fLostSigns    // for one with signs in it
	fLostTorn     // and with a small letter behind one
	fLostDigits   // for one with figures in it
	fLostShort    // letters it has fewer than four
	fLostLong     // and over eight
	fLostCount    // ln of how often the document has it
	fLostSpelling // how it is spelled
	fLostAround   // share of the units around that are no words
	fRare         // how rare the rarest of the words arrived at is in use
	fUnused       // words arrived at that nobody uses
	fFromRare     // the same of words given up
	fFromUnused
	fContext      // how much likelier its words are between those around
	fContextOther // the same of words that the network does not know by themselves
	fHarmLetters  // how much oftener than usual the document has damage of a kind, ln; in this order
	fHarmBlanks
	fHarmSigns
	fHarmHyphens
	fHarmSpecks
	featureCount
)
