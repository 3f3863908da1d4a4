package evaluate

import "math"

const (
	fitRounds = 25   // of Newton's method; it has settled long before
	ridge     = 1e-3 // keeps signs that say nothing from growing
)

// fitSigns finds the weights by which signs tell best what is found, by logistic
// regression with iteratively reweighted least squares.
func fitSigns(rows []missedRow) []float64 {
	if len(rows) == 0 {
		return nil
	}
	n := len(rows[0].signs)
	weights := make([]float64, n)
	for range fitRounds {
		system := make([][]float64, n) // the Hessian with the gradient as its last column
		for i := range system {
			system[i] = make([]float64, n+1)
			system[i][i] = ridge
			system[i][n] = -ridge * weights[i]
		}
		for _, r := range rows {
			s := probability(weights, r.signs)
			for i, x := range r.signs {
				system[i][n] += (float64(r.found) - float64(r.printed)*s) * x
				for j, y := range r.signs {
					system[i][j] += float64(r.printed) * s * (1 - s) * x * y
				}
			}
		}
		for i, step := range solve(system) {
			weights[i] += step
		}
	}
	return weights
}

// probability is the logistic function of the weighted signs.
func probability(weights, signs []float64) float64 {
	z := 0.0
	for i := range min(len(weights), len(signs)) {
		z += weights[i] * signs[i]
	}
	return 1 / (1 + math.Exp(-z))
}

// solve solves linear equations, each with its right side as the last number, by
// elimination with pivots. It changes them.
func solve(system [][]float64) []float64 {
	n := len(system)
	for i := range n {
		pivot := i
		for k := i; k < n; k++ {
			if math.Abs(system[k][i]) > math.Abs(system[pivot][i]) {
				pivot = k
			}
		}
		system[i], system[pivot] = system[pivot], system[i]
		for k := range n {
			if k == i {
				continue
			}
			f := system[k][i] / system[i][i]
			for c := i; c <= n; c++ {
				system[k][c] -= f * system[i][c]
			}
		}
	}
	out := make([]float64, n)
	for i := range out {
		out[i] = system[i][n] / system[i][i]
	}
	return out
}
