package sharing

import (
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Handed says that an organization shares a credential with another. It only finds.
type Handed struct {
	Home       id.Organization `json:"home"`
	To         id.Organization `json:"to"`
	Credential id.Credential   `json:"credential"`
	Version    int             `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r Handed) Seen() int { return r.Version }

// Shared is a credential that one organization shares with another, as one snapshot
// says.
type Shared struct {
	Credential credential.Credential
	Reader     credential.Reader // of whom it is shared with
}

// SharedOf names what is shared with an organization, to be read.
func SharedOf(c id.Credential, with id.Organization) Shared {
	return Shared{credential.Credential{ID: c}, credential.Reader{Credential: c, Organization: with}}
}

// Wanted is what is to be read for f.
func (f *Shared) Wanted() []change.Record { return []change.Record{&f.Credential, &f.Reader} }

func (f Shared) live() bool {
	return f.Credential.Version != 0 && f.Reader.Version != 0 && f.Reader.Via == credential.Shared && f.Reader.Ended == nil
}

// Stop ends a share, at once and for everybody there (rule H5): an admin of who created
// the credential does, or who shared it and still may. They may remember it. Where the
// credential is says who sees that it is shared at all.
func Stop(by identity.Caller, at access.Found, r credential.Reader) (change.Change, error) {
	f := Shared{at.Credential, r}
	own := r.Share != nil && r.Share.Person == by.Person && by.MayShare()
	switch {
	case f.Credential.Version == 0 || f.Credential.Home != by.Organization || !own && !at.Keeps(by):
		return change.Change{}, fault.Absent("share")
	case !by.IsAdmin() && !own: // whether it is shared or not (promise 7)
		return change.Change{}, fault.New(fault.Forbidden, "Only an admin, or who shared it and may share, stops a share.")
	case r.Version == 0 || r.Share == nil:
		return change.Change{}, fault.Absent("share")
	case r.Ended != nil:
		return change.Change{}, fault.New(fault.Conflict, "%s stopped sharing this with %s at %s.", r.EndedBy, r.Name, r.Ended.UTC().Format(time.RFC3339))
	case r.Over(by.At):
		return change.Change{}, fault.New(fault.Conflict, "This was shared with %s until %s.", r.Name, r.Ends.UTC().Format(time.RFC3339))
	}
	c := by.Change()
	r = f.end(&c, by.At, by.At, by.Name)
	tell(&c, change.ShareStopped, by, r)
	ending := by
	ending.At = *r.Ended
	c.Entries = append(c.Entries,
		ending.Entry(audit.ShareStopped, string(f.Credential.ID), f.Credential.Name, "with "+f.Reader.Name),
		ending.EntryFor(f.Reader.Organization, audit.ShareStopped, string(f.Credential.ID), f.Credential.Name, ""))
	return c, nil
}

// RunOut writes down that a share came to its end date. It was over by itself before
// (promise 2): this only tidies up.
func RunOut(at time.Time, f Shared) change.Change {
	if !f.live() || f.Reader.Ends == nil || at.Before(*f.Reader.Ends) {
		return change.Change{}
	}
	return f.endsBy(at, *f.Reader.Ends, f.Reader.Lender, "its end date")
}

// Part ends a share because the two have nothing to do with each other any more: site
// is the one of them that was the other's site (rule S1).
func Part(at time.Time, f Shared, site identity.Organization) change.Change {
	if !f.live() || site.Relation == nil || site.Relation.Ended == nil {
		return change.Change{}
	}
	return f.endsBy(at, *site.Relation.Ended, site.Relation.EndedBy, "the relation ended")
}

// endsBy ends a share that nobody ends, and says by what, on both records.
func (f Shared) endsBy(at, end time.Time, who, what string) change.Change {
	var c change.Change
	r := f.end(&c, at, end, who)
	for _, o := range []id.Organization{f.Credential.Home, f.Reader.Organization} {
		c.Entries = append(c.Entries, audit.Entry{
			Organization: o, At: *r.Ended, Action: audit.ShareStopped, Thing: string(f.Credential.ID), ThingName: f.Credential.Name, Detail: what,
		})
	}
	return c
}

// end takes the credential away from whom it is shared with, as is found at: from an
// instant on or, if a later use is on record, from right after that. Who received it
// and lost it is found by the chore (rule C12).
func (f Shared) end(c *change.Change, at, end time.Time, by string) credential.Reader {
	if last := f.Reader.LastUse; last != nil && !last.Before(end) {
		end = last.Add(time.Millisecond)
	}
	cred, r := f.Credential.Without(f.Reader.Organization), f.Reader.End(end, by, f.Credential)
	c.Keep(cred, r)
	c.Drop(Handed{Home: cred.Home, To: r.Organization, Credential: cred.ID, Version: 1}) // a row is written once
	c.Orders = append(c.Orders, change.Order{Door: change.Drive, At: at, Chore: credential.ForgetChore, Thing: string(cred.ID), Home: string(r.Organization)})
	return r
}

// Turned disables a share on the side that received it, or enables it again (rule H6):
// an admin there does. The credential and the share stay as they are.
func Turned(by identity.Caller, f Shared, off bool) (credential.Reader, change.Change, error) {
	r := f.Reader
	switch {
	case !f.live() || r.Organization != by.Organization || r.Over(by.At):
		return r, change.Change{}, fault.Absent("share")
	case !by.IsAdmin():
		return r, change.Change{}, fault.New(fault.Forbidden, "Only an admin of %s disables a share, or enables it.", by.OrganizationName)
	case (r.Share.Off != nil) == off:
		return r, change.Change{}, nil
	}
	s := *r.Share
	s.Off, s.OffBy = nil, ""
	act := audit.ShareEnabled
	if off {
		s.Off, s.OffBy, act = &by.At, by.Name, audit.ShareDisabled
	}
	r.Share = &s
	c := by.Change()
	c.Check(f.Credential)
	c.Keep(r)
	c.Orders = append(c.Orders, f.Credential.Found(r.Organization, by.At))
	c.Entries = append(c.Entries,
		by.Entry(act, string(r.Credential), f.Credential.Name, "from "+r.Lender),
		by.EntryFor(r.Home, act, string(r.Credential), f.Credential.Name, ""))
	return r, c, nil
}
