package descent

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// How a matrix is taken: as it is, or its rows for its columns.
const (
	AsIs    = blas.NoTrans
	Flipped = blas.Trans
)

// Multiply adds a times b to c; a is m by k, b is k by n, where they are not flipped.
func Multiply(ta, tb blas.Transpose, m, n, k int, a, b, c []float32) {
	wide, high := k, n
	if ta == Flipped {
		wide = m
	}
	if tb == Flipped {
		high = k
	}
	gonum.Implementation{}.Sgemm(ta, tb, m, n, k, 1, a, wide, b, high, 1, c, n)
}
