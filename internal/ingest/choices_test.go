package ingest_test

import "fmt"

// choices are what was chosen on some scans, and what that was worth.
type choices struct {
	scans, read  int
	takenRightly int // the fresh reading, which has fewer errors
	takenWrongly int
	keptRightly  int // the layer, which has no more errors
	keptWrongly  int
	layer, fresh float64 // sums of the WER of each scan
	chosen       float64
	regret       float64 // sum of what wrong choices cost
}

func (c *choices) count(layer, fresh float64, taken bool) {
	c.layer, c.fresh = c.layer+layer, c.fresh+fresh
	chosen := layer
	if taken {
		chosen = fresh
	}
	c.chosen += chosen
	c.regret += chosen - min(layer, fresh)
	switch {
	case taken && fresh < layer:
		c.takenRightly++
	case taken && fresh > layer:
		c.takenWrongly++
	case !taken && fresh < layer:
		c.keptWrongly++
	default:
		c.keptRightly++
	}
}

func (c choices) and(o choices) choices {
	return choices{
		c.scans + o.scans, c.read + o.read, c.takenRightly + o.takenRightly, c.takenWrongly + o.takenWrongly,
		c.keptRightly + o.keptRightly, c.keptWrongly + o.keptWrongly, c.layer + o.layer, c.fresh + o.fresh,
		c.chosen + o.chosen, c.regret + o.regret,
	}
}

func (c choices) String() string {
	n := float64(max(1, c.scans))
	return fmt.Sprintf("%3d scans, %3d read: fresh taken rightly %3d, wrongly %3d; layer kept rightly %3d, wrongly %3d; WER layer %.4f, fresh %.4f, chosen %.4f, regret %.4f",
		c.scans, c.read, c.takenRightly, c.takenWrongly, c.keptRightly, c.keptWrongly, c.layer/n, c.fresh/n, c.chosen/n, c.regret/n)
}
