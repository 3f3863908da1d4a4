package unweave

// The features of a pair of lines, of which the second may continue the first:
// first those of their words and lengths alone, wherever they stand.
const (
	fPair     = iota // how much likelier the first word is after the last one than by itself
	fMeet            // how well the last words and the first go together
	fLost            // fPair with one small word lost between them
	fSkipHead        // of the second word after the last one
	fSkipTail        // of the first word after the last but one
	fRare            // ln P of the first word
	fStarts          // how much likelier it is at the start of a sentence
	fSeen            // times that the two words are neighbours elsewhere
	fSeenWide        // the same with one word more
	fHyphen          // a hyphenated word is whole: 2 elsewhere in the document, 1 in the lexicon, -1 not
	fDangles
	fEnd
	fStart
	fBrackets
	fQuotes
	fShareA
	fShareB
	fShareSum
	fLeadB
	fWordsA
	fWordsB
	fApart // lines from the first to the second
	fScans
	fMeetOn   // fMeet against the first words of other lines near by
	fMeetFrom // against the last words of other lines near by
	fBeforeA
	fAfterA
	fBeforeB
	fAfterB
	fSpaceA
	fSpaceNext
	fSpaceB
	fSpaceAfter
	fSpacesBetween
	fShareBetween
	fFullBetween
	fNext     // plain evidence that the first is continued by the line after it
	fPrev     // the same of the line before the second
	fHabit    // how well lines so far apart meet about here, against lines at other distances
	fOrder    // how well neighbouring lines meet about here
	fWoven    // the same of every second line
	fCut      // share of short lines about here
	fBlank    // share of lines after a blank about here
	fAtStart  // lines since the scan began, before the second
	fAtEnd    // lines until the scan ends, after the first
	fSwap     // gain in plain evidence if the first and the line after it change places
	fSwapBack // if the first and the line before it do
	fSwapOn   // if the two lines after the first do
	fSwaps    // mean gain of changes about here
	features

	ofWords = fApart // how many features are of words and lengths alone
)

type vector [features]float32

// The features of words and lengths by the lines that they speak of.
var (
	ofFirst  = []int{fDangles, fEnd, fQuotes, fShareA, fWordsA}
	ofSecond = []int{fRare, fStarts, fStart, fShareB, fLeadB, fWordsB}
	ofBoth   = [6]int{fPair, fMeet, fLost, fSkipHead, fSkipTail, fShareSum}
	ofSome   = []int{fSeen, fSeenWide, fHyphen, fBrackets} // of both, and 0 for most
)

// wordVector is the features of words and lengths of line j as the continuation of line i.
func (e *evidence) wordVector(i, j int, v []float32) {
	e.firstVector(i, v)
	e.secondVector(j, v)
	e.jointVector(i, j, v)
}

func (e *evidence) firstVector(i int, v []float32) {
	a := &e.pieces[i]
	v[fDangles], v[fEnd], v[fQuotes] = truth(a.dangles), float32(a.end), truth(a.quotes)
	v[fShareA], v[fWordsA] = float32(a.share), float32(min(a.words, 12))
}

func (e *evidence) secondVector(j int, v []float32) {
	b := &e.pieces[j]
	v[fRare], v[fStarts] = b.rare, b.starts
	v[fStart], v[fLeadB] = float32(b.start), truth(b.lead)
	v[fShareB], v[fWordsB] = float32(b.share), float32(min(b.words, 12))
}

func (e *evidence) jointVector(i, j int, v []float32) {
	a, b, t := &e.pieces[i], &e.pieces[j], &e.touch[cell(i, j)]
	v[fPair], v[fMeet], v[fLost], v[fSkipHead], v[fSkipTail] = t.pair, t.meet, t.lost, t.skipHead, t.skipTail
	v[fSeen], v[fSeenWide], v[fHyphen] = float32(t.seen), float32(t.seenWide), float32(t.hyphen)
	v[fBrackets] = truth(a.opens && b.shuts) - .5*truth(a.opens != b.shuts)
	v[fShareSum] = float32(a.share + b.share)
}

// vector is all features of line j as the continuation of line i.
func (e *evidence) vector(i, j int, v *vector) {
	a, b := &e.pieces[i], &e.pieces[j]
	e.wordVector(i, j, v[:ofWords])
	d := j - i
	v[fApart], v[fScans] = float32(d), float32(b.scan-a.scan)
	v[fMeetOn], v[fMeetFrom] = v[fMeet]-e.on[i], v[fMeet]-e.from[j]
	v[fBeforeA], v[fAfterA] = e.share(i-1), e.share(i+1)
	v[fBeforeB], v[fAfterB] = e.share(j-1), e.share(j+1)
	v[fSpaceA], v[fSpaceNext] = truth(a.space), e.space(i+1)
	v[fSpaceB], v[fSpaceAfter] = truth(b.space), e.space(j+1)
	e.between(i, j, v)
	v[fNext], v[fPrev] = e.plain[i][1], 0
	if j > 0 {
		v[fPrev] = e.plain[j-1][1]
	}
	v[fHabit] = 0
	if d >= 1 && d <= habits {
		v[fHabit] = e.habit[i][d] - e.habit[i][0]
	}
	v[fOrder], v[fWoven] = e.habit[i][1]-e.habit[i][0], e.habit[i][2]-e.habit[i][0]
	v[fSwap], v[fSwapBack], v[fSwapOn], v[fSwaps] = e.swap[i], 0, 0, e.swaps[i]
	if i > 0 {
		v[fSwapBack] = e.swap[i-1]
	}
	if i+1 < len(e.pieces) {
		v[fSwapOn] = e.swap[i+1]
	}
	v[fCut], v[fBlank] = e.cut[i], e.blank[i]
	v[fAtStart], v[fAtEnd] = float32(min(e.since[j], 40)), float32(min(e.until[i], 40))
}

// between counts what stands between two lines, in file order.
func (e *evidence) between(i, j int, v *vector) {
	lo, hi := min(i, j)+1, max(i, j)
	var spaces, share, full float32
	for k := lo; k < hi; k++ {
		p := &e.pieces[k]
		spaces += truth(p.space)
		share += float32(p.share)
		full += truth(p.share > .85)
	}
	v[fSpacesBetween], v[fShareBetween], v[fFullBetween] = spaces, share, full
}

func (e *evidence) share(i int) float32 {
	if i < 0 || i >= len(e.pieces) {
		return -1
	}
	return float32(e.pieces[i].share)
}

func (e *evidence) space(i int) float32 {
	if i < 0 || i >= len(e.pieces) {
		return 1
	}
	return truth(e.pieces[i].space)
}

func truth(yes bool) float32 {
	if yes {
		return 1
	}
	return 0
}
