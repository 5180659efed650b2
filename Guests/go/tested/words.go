// Package tested is here for its tests: `go test` runs them through wasirun.
package tested

import "strings"

// Count tells how often each word stands in a text.
func Count(text string) map[string]int {
	counts := map[string]int{}
	for _, word := range strings.Fields(text) {
		counts[word]++
	}
	return counts
}
