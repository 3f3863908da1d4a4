package prepare

import "math"

// Lines are looked for within maxSkew, first in coarse steps, then in ever finer ones.
const (
	degree     = math.Pi / 180
	maxSkew    = 6 * degree
	coarseSkew = 0.4 * degree
	finestSkew = 0.01 * degree
	rim        = 0.04 // of the height
	fewPoints  = 240  // of ink in the reduced picture; less shows no words
)

// findSkew is the angle in radians by which lines fall to the right: the one at
// which the rows of ink stand out most from the white between them (W. Postl,
// Detection of linear oblique structures and skew scan in digitized documents,
// ICPR 1986). What falls by less than about 0.15 degrees passes for level.
func findSkew(points []point, height int) float64 {
	if len(points) < fewPoints {
		return 0
	}
	best, step := 0.0, coarseSkew
	reach := maxSkew
	for step >= finestSkew {
		center, most := best, -1.0
		for a := center - reach; a <= center+reach+step/2; a += step {
			if c := contrast(points, a, height); c > most {
				best, most = a, c
			}
		}
		reach, step = step, step/4
	}
	return best
}

// golden spreads successive numbers evenly over 16 bits.
const golden = 40503

type point struct{ x, y float32 }

// points are the places of a strip's ink in reduced pixels, but for its rim,
// where the edges of the paper run.
func (r reduced) points(s strip) []point {
	var out []point
	margin := int(rim * (s.y2 - s.y1) / reduction)
	for y := int(s.y1)/reduction + margin; y < min(r.h, int(s.y2)/reduction)-margin; y++ {
		x1, x2 := s.keeps(float64(y * reduction))
		for x := max(0, int(x1)/reduction) + margin; x < min(r.w, int(x2)/reduction)-margin; x++ {
			if r.at(x, y) {
				out = append(out, point{float32(x), float32(y)})
			}
		}
	}
	return out
}

// contrast is the sum of the squared differences between successive rows of the
// profile that the points throw under the angle. Each point is thrown from its
// own place within its pixel, or the rows of the picture themselves would stand
// out where the angle is zero.
func contrast(points []point, angle float64, height int) float64 {
	const fine = 2 // rows of the profile for each row of the picture
	slope := float32(math.Tan(angle))
	rows := make([]float64, fine*3*height)
	for i, p := range points {
		within := float32(i*golden&0xffff) / 0x10000
		y := int(fine * (p.y + within - slope*p.x + float32(height)))
		if y >= 0 && y < len(rows) {
			rows[y]++
		}
	}
	sum, last := 0.0, 0.0
	for i := 0; i+1 < len(rows); i++ {
		v := rows[i] + rows[i+1]
		sum += (v - last) * (v - last)
		last = v
	}
	return sum
}
