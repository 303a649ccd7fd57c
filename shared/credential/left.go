package credential

import (
	"fmt"
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// DestroyedChore clears away what is left of a credential that was destroyed: its
// versions, its change log and who received it. Thing is the credential.
const DestroyedChore = "destroyed"

// Logins is the audience of somebody's own logins for resources: all of them are
// known to admins (rule C4), and nothing personal is among them (rule C1).
func Logins(p id.Person) Audience { return Audience("logins-" + string(p)) }

// Alone reports whether a credential is its owner's alone: personal, or a login
// without admin access. It is what a member leaves behind (rule C14).
func (c Credential) Alone() bool { return c.Version != 0 && c.Owner != "" && !c.Managed }

// Own reports whether a credential is the caller's. A managed login that was theirs in
// an earlier membership stayed with the organization, with what others set since, and
// is theirs again when an admin gives it to them (rules F5, C14).
func (c Credential) Own(by identity.Caller) bool {
	return c.Owner != "" && c.Owner == by.Person && (!c.Managed || !c.Owned.Before(by.Since))
}

// LeftBehind reports whether a credential is among what somebody left behind in an
// organization by an instant.
func (c Credential) LeftBehind(o id.Organization, p id.Person, by time.Time) bool {
	return c.Alone() && c.Home == o && c.Owner == p && id.Made(c.ID).Before(by)
}

// Lent reports whether a credential is a personal account's, from before an instant,
// for others: nobody keeps it when that is closed.
func (c Credential) Lent(home id.Organization, by time.Time) bool {
	return c.Version != 0 && c.Home == home && c.Owner == "" && id.Made(c.ID).Before(by)
}

// Leaving is what of somebody's logins for resources would be closed to all or kept
// if they went now.
type Leaving struct {
	Unmanaged []Credential // they open for nobody
	Managed   int          // they stay, for whom rule C5 names
	More      bool         // there are more than were looked at
}

// LeavingWith sorts somebody's logins.
func LeavingWith(o id.Organization, p id.Person, logins []Credential, more bool) Leaving {
	out := Leaving{More: more}
	for _, c := range logins {
		switch {
		case c.Home != o || c.Owner != p || c.Resource == "":
		case c.Managed:
			out.Managed++
		default:
			out.Unmanaged = append(out.Unmanaged, c)
		}
	}
	return out
}

// Said is how many unmanaged logins somebody leaves behind, for the record; "" for none.
func (l Leaving) Said() string {
	n, more := len(l.Unmanaged), ""
	if l.More {
		more = " or more"
	}
	switch {
	case n == 0:
		return ""
	case n == 1 && more == "":
		return "leaves 1 unmanaged login behind"
	}
	return fmt.Sprintf("leaves %d%s unmanaged logins behind", n, more)
}

// Destroyed is what has to be known of a credential that was destroyed until the
// rest of it is cleared away, and goes with the last of that.
type Destroyed struct {
	Credential id.Credential   `json:"credential"`
	Home       id.Organization `json:"home"`
	Name       string          `json:"name"`
	Owner      id.Person       `json:"owner"`
	Resource   id.Resource     `json:"resource,omitempty"` // that it was for
	Number     int             `json:"number"`             // of the version that was current
	Same       int             `json:"same,omitempty"`
	At         time.Time       `json:"at"`
	Version    int             `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r Destroyed) Seen() int { return r.Version }

// Destroy takes a credential away, with what opens it and the rows by which it is
// found: from this change on there is none. The rest a chore clears away.
func (c Credential) Destroy(ch *change.Change, at time.Time, current Current, own Reader) {
	if c.Listed {
		Repost(ch, c, Credential{})
	}
	ch.Drop(c)
	if current.Stored != 0 {
		ch.Drop(current)
	}
	if own.Version != 0 {
		ch.Drop(own)
	}
	ch.Keep(Destroyed{Credential: c.ID, Home: c.Home, Name: c.Name, Owner: c.Owner, Resource: c.Resource, Number: c.Number, Same: c.Same, At: at})
	ch.Orders = append(ch.Orders, change.Order{Door: change.Drive, At: at, Chore: DestroyedChore, Thing: string(c.ID), Home: string(c.Home)})
}

// Clear clears away who received a destroyed credential. Others than its owner who
// may know what it said last stay, with its name: the list of rule C12 is of them,
// and no change of ours makes it shorter. One without an owner is a personal
// account's, whose one member goes with it; who was lent it is told no more than it
// said then. It is idempotent.
func (r Destroyed) Clear(received []Received, readers []Reader) change.Change {
	var ch change.Change
	is := Credential{ID: r.Credential, Home: r.Home, Name: r.Name, Owner: r.Owner, Resource: r.Resource, Number: r.Number, Same: r.Same, Version: 1}
	for _, x := range received {
		was := is
		if at := slices.IndexFunc(readers, func(way Reader) bool { return way.Organization == x.Organization }); at >= 0 {
			was = readers[at].Shown(r.At, is)
		}
		owns := x.Person == r.Owner || r.Owner == "" && x.Organization == r.Home
		if !owns && x.MayKnow(was) {
			if x.Of == "" {
				x.Of = was.Name
				ch.Keep(x)
			}
			continue
		}
		ch.Drop(x)
		for _, k := range x.FoundBy(is) {
			k.Version = 1 // a row is written once
			ch.Drop(k)
		}
	}
	return ch
}

// RowsOfOne are the records that a destroyed credential has many of.
func RowsOfOne(versions []Version, lines []Logged, readers []Reader) change.Change {
	var ch change.Change
	for _, v := range versions {
		ch.Drop(v)
	}
	for _, l := range lines {
		ch.Drop(l)
	}
	for _, r := range readers {
		ch.Drop(r)
	}
	return ch
}
