// Package limits says how much a card may still pay today.
package limits

// Left is what remains of a limit, in cents; never less than nothing.
func Left(limit, spent int64) int64 {
	if spent >= limit {
		return 0
	}
	return limit - spent
}
