package server

import (
	"cmp"
	"slices"
	"strconv"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// timeline shows the volumes of a library by their years: one column a year, one
// block a volume, as high as it has papers. Its measures are its own units.
type timeline struct {
	Width, Height int
	Base          int // where the columns stand
	Years         []timelineYear
}

type timelineYear struct {
	Year    string
	X       int // middle of the column
	Volumes []timelineVolume
}

type timelineVolume struct {
	Label      string
	URL        string
	X, Y, W, H int
}

const (
	yearWidth  = 44
	paperUnit  = 4 // height of a paper
	maxHeight  = 120
	minVolumes = 3 // fewer need no picture
)

// timelineOf is nil where there are too few volumes with a year to draw.
func timelineOf(volumes []corpus.VolumeEntry) *timeline {
	dated := slices.DeleteFunc(slices.Clone(volumes), func(v corpus.VolumeEntry) bool { return v.Volume.Year == 0 })
	if len(dated) < minVolumes {
		return nil
	}
	slices.SortStableFunc(dated, func(a, b corpus.VolumeEntry) int { return cmp.Compare(a.Volume.Year, b.Volume.Year) })
	t := &timeline{}
	heights := map[int]int{}
	highest := 0
	for _, v := range dated {
		heights[v.Volume.Year] += papersIn(v)*paperUnit + 3
		highest = max(highest, heights[v.Volume.Year])
	}
	scale := min(1, float64(maxHeight)/float64(highest))
	t.Base = int(scale*float64(highest)) + 4
	t.Height = t.Base + 22
	y := 0
	for _, v := range dated {
		n := len(t.Years)
		if year := strconv.Itoa(v.Volume.Year); n == 0 || t.Years[n-1].Year != year {
			t.Years = append(t.Years, timelineYear{Year: year, X: n*yearWidth + yearWidth/2})
			y = t.Base
			n++
		}
		column := &t.Years[n-1]
		h := max(2, int(scale*float64(papersIn(v)*paperUnit)))
		y -= h + 2
		column.Volumes = append(column.Volumes, timelineVolume{
			Label: column.Year + ": " + cmp.Or(v.Volume.Title, "Untitled volume") + ", " + page.Plural(papersIn(v), "paper", "papers"),
			URL:   volumeURL(v.Volume.ID), X: column.X - 15, Y: y, W: 30, H: h,
		})
	}
	t.Width = len(t.Years) * yearWidth
	return t
}

func papersIn(v corpus.VolumeEntry) int {
	n := 0
	for _, p := range v.Parts {
		if p.Paper != nil {
			n++
		}
	}
	return n
}
