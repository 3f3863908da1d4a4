// Package internal is the whole of Recto but its commands.
package internal
