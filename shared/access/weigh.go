package access

import (
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
)

// HasWay reports whether somebody still has a way to a credential: every gate of a
// use is open but those that are closed for now, of the period and of a disabled
// credential (rule C12). They need not be let in at this instant, and what ends by
// itself is not lost.
func HasWay(by identity.Caller, f Facts) bool {
	f.Credential.Disabled = nil
	if f.Reader.Share != nil {
		s := *f.Reader.Share
		s.Off, f.Reader.Share = nil, &s
	}
	f.Resource = f.Resource.standing()
	f.Site = f.Site.AsOpen()
	return gate(by, f, credential.Use) == nil
}

// standing is the resource as if nobody ever had to ask for it.
func (r Resource) standing() Resource {
	r.Policy, r.Assignments = nil, slices.Clone(r.Assignments)
	for i := range r.Assignments {
		r.Assignments[i].Policy = nil
	}
	return r
}

// Weighed is somebody who received a credential, by their row as a member, with
// what their way to it is judged by.
type Weighed struct {
	Member identity.Member // version 0: they never were one
	Facts  Facts
}

// Weigh marks those who have no way any more to what they received as having lost
// it at an instant; now is when that is written down. Who is marked stays as marked,
// and a way that is regained takes no mark away: a use does. It is idempotent, and
// holds only while all that it was judged by is as it was.
func Weigh(now, at time.Time, all []Weighed) change.Change {
	var c change.Change
	for _, w := range all {
		got := w.Facts.Received
		by, here := w.Member.Judged(now)
		if got.Version == 0 || got.Lost != nil || here && HasWay(by, w.Facts) {
			continue
		}
		credential.Mark(&c, now, at, got)
		c.Check(w.Member, w.Facts.Credential, w.Facts.Reader)
		if w.Facts.Resource.ID != "" {
			c.Check(w.Facts.Resource)
		}
		for _, folder := range w.Facts.Path {
			c.Check(folder)
		}
		if w.Facts.Site.Version != 0 {
			c.Check(w.Facts.Site)
		}
	}
	return c
}
