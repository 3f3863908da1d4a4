package correct

// averaged is over how many of the last rounds the weights are averaged, after
// Polyak and Juditsky (1992): the last examples seen then tell no more than others.
const averaged = 3

// mean is the mean of weights.
type mean struct {
	Learned
	n int
}

func (m *mean) add(l *Learned) {
	m.n++
	for i := range m.Weights {
		m.Weights[i] += (l.Weights[i] - m.Weights[i]) / float64(m.n)
	}
	for i := range m.Network.Reasons {
		m.near(&m.Network.Reasons[i], &l.Network.Reasons[i])
	}
	for i := range m.Network.Sights {
		m.near(&m.Network.Sights[i], &l.Network.Sights[i])
	}
	m.near(&m.Network.Out, &l.Network.Out)
}

func (m *mean) near(to, from *[hidden]float32) {
	for h, x := range from {
		to[h] += (x - to[h]) / float32(m.n)
	}
}
