package api

import "slices"

// An answer that says that something is left is not kept for a repeat: the same call,
// sent again with the same Idempotency-Key, goes on.

const notDone = "not-done" // as the enums have it

// Unfinished reports whether there was no time for some of them.
func (d BulkDone) Unfinished() bool {
	return slices.ContainsFunc(d.Items, func(i BulkOne) bool { return i.Outcome == notDone })
}

// Unfinished reports whether there was no time for some of them.
func (m Moved) Unfinished() bool {
	return slices.ContainsFunc(m.Items, func(i MovedOne) bool { return i.Outcome == notDone })
}

// Unfinished reports whether there was no time for some of them.
func (d ShareDone) Unfinished() bool {
	return slices.ContainsFunc(d.Items, func(i ShareOne) bool { return i.Outcome == notDone })
}

// Unfinished reports whether time was up before the last row.
func (r ImportRows) Unfinished() bool { return r.Next > 0 }

// Unfinished reports whether assignments are left.
func (g GroupGone) Unfinished() bool { return g.Left }
