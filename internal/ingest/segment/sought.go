package segment

// sought is a text made ready to be looked for in others, all of folded letters:
// approximate matching after Sellers (1980) with unit costs, 64 letters at a time
// as in Myers, "A fast bit-vector algorithm for approximate string matching" (1999).
// It is not altered, and several goroutines may look for it.
type sought struct {
	text   []rune
	ascii  [128]int32 // number of each letter of the text; 0 for those that it has not
	others map[rune]int32
	places []uint64 // where each letter stands, by its number, as bits: as many words as blocks
	blocks int
}

// steps are, for 64 letters of the text, where the cost grows by one from a
// letter to the next, and where it falls.
type steps struct{ up, down uint64 }

func newSought(text []rune) *sought {
	blocks := (len(text) + 63) / 64
	s := &sought{text: text, blocks: blocks, places: make([]uint64, blocks, 24*blocks)}
	for i, r := range text {
		n := s.number(r)
		if n == 0 {
			n = int32(len(s.places) / blocks)
			s.places = append(s.places, make([]uint64, blocks)...)
			s.name(r, n)
		}
		s.places[int(n)*blocks+i/64] |= 1 << (i % 64)
	}
	return s
}

func (s *sought) number(r rune) int32 {
	if int(r) < len(s.ascii) {
		return s.ascii[r]
	}
	return s.others[r]
}

func (s *sought) name(r rune, number int32) {
	if int(r) < len(s.ascii) {
		s.ascii[r] = number
		return
	}
	if s.others == nil {
		s.others = map[rune]int32{}
	}
	s.others[r] = number
}

// in finds the part of long that is nearest to the text: how many edits lie
// between them, and where the first such part ends.
func (s *sought) in(long []rune) (errors, to int) {
	var room [4]steps
	column := room[:min(s.blocks, len(room))]
	if s.blocks > len(room) {
		column = make([]steps, s.blocks)
	}
	for k := range column {
		column[k] = steps{up: ^uint64(0)}
	}
	errors = len(s.text)
	cost := errors
	for j, r := range long {
		n := int(s.number(r)) * s.blocks
		cost += s.next(column, s.places[n:n+s.blocks])
		if cost < errors {
			errors, to = cost, j+1
		}
	}
	return errors, to
}

// next goes on by a letter that stands at such places of the text, and gives the
// change of the cost of the whole text.
func (s *sought) next(column []steps, places []uint64) int {
	var up, down uint64 // whether the cost of all letters so far grows or falls
	last := len(column) - 1
	for k, at := range places {
		c, top := &column[k], 63
		if k == last {
			top = (len(s.text) - 1) % 64
		}
		vertical := at | c.down
		at |= down
		level := (((at & c.up) + c.up) ^ c.up) | at
		grows, falls := c.down|^(level|c.up), c.up&level
		up, grows = grows>>top&1, grows<<1|up
		down, falls = falls>>top&1, falls<<1|down
		c.up, c.down = falls|^(vertical|grows), grows&vertical
	}
	return int(up) - int(down)
}

// similar is 1 less the share of the text's letters that must be changed for it
// to be part of long; 0 where either is empty.
func (s *sought) similar(long []rune) float64 {
	if len(s.text) == 0 || len(long) == 0 {
		return 0
	}
	errors, _ := s.in(long)
	return 1 - float64(errors)/float64(len(s.text))
}
