package gate

import (
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Overlap is how long the key before the newest one is good: the time there is to
// give the proxy the new one.
const Overlap = 24 * time.Hour

// Gate is that of a resource.
type Gate struct {
	Organization id.Organization `json:"organization"`
	Resource     id.Resource     `json:"resource"`
	Host         string          `json:"host"`            // as HostOf makes it
	Basic        bool            `json:"basic,omitempty"` // it signs members in, by HTTP basic
	Hash         []byte          `json:"hash"`            // of the key
	Old          []byte          `json:"old,omitempty"`   // of the one before
	OldUntil     time.Time       `json:"oldUntil"`
	Since        time.Time       `json:"since"`
	By           string          `json:"by"` // the name of who switched it on
	Version      int             `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r Gate) Seen() int { return r.Version }

// NewKey makes the key of a resource's gate.
func NewKey(o id.Organization, r id.Resource) identity.LinkToken {
	return identity.NewLinkToken(string(o), string(r))
}

// ParseKey reads a key, and names the gate that it would be of.
func ParseKey(s string) (identity.LinkToken, Gate, bool) {
	t, ok := identity.ParseLinkToken(s, 2)
	g := Gate{Organization: id.Organization(t.Thing(0)), Resource: id.Resource(t.Thing(1))}
	if !ok || !id.Valid(g.Organization.Prefix(), t.Thing(0)) || !id.Valid(g.Resource.Prefix(), t.Thing(1)) {
		return identity.LinkToken{}, Gate{}, false
	}
	return t, g, true
}

// opens reports whether a key is the gate's at an instant.
func (r Gate) opens(key identity.LinkToken, at time.Time) bool {
	return r.Version != 0 && (key.Is(r.Hash) || key.Is(r.Old) && at.Before(r.OldUntil))
}

// Switching is what is known when an admin does something about a gate.
type Switching struct {
	Gate     Gate
	Resource access.Resource
}

// SwitchingOf names it, to be read.
func SwitchingOf(o id.Organization, r id.Resource) Switching {
	return Switching{Gate{Organization: o, Resource: r}, access.Resource{Organization: o, ID: r}}
}

// Wanted is what is to be read of it.
func (f *Switching) Wanted() []change.Record { return []change.Record{&f.Gate, &f.Resource} }

// Set switches a resource's gate on, with a key, or changes what a gate does that is
// on: then the key stays, and the one that was made is dropped. own is our own
// address, before which stands no gate. made says whether the key is the gate's.
func Set(by identity.Caller, f Switching, basic bool, key identity.LinkToken, own string) (g Gate, made bool, c change.Change, err error) {
	if err := by.ForTeam(); err != nil {
		return g, false, c, err
	}
	if f.Resource.Version == 0 {
		return g, false, c, fault.Absent("resource")
	}
	host, why := HostOf(f.Resource.Address)
	if ours, _ := HostOf(own); why == "" && host == ours {
		why = "is our own"
	}
	if why != "" {
		return g, false, c, fault.New(fault.Conflict, "The address of %s %s: no gate can stand there.", f.Resource.Name, why)
	}
	if basic && by.Home().Locked != nil {
		return g, false, c, fault.New(fault.Conflict, "%s is locked by an organization key: its gates sign nobody in.", by.OrganizationName)
	}
	g = f.Gate
	if g.Version != 0 && g.Host == host && g.Basic == basic {
		return g, false, c, nil
	}
	if g.Version == 0 {
		g.Hash, g.Since, g.By, made = key.Hash(), by.At, by.Name, true
	}
	g.Host, g.Basic = host, basic
	said := "at " + host
	if basic {
		said += ", signs in"
	}
	c = by.Change()
	c.Check(f.Resource)
	c.Keep(g)
	c.Entries = append(c.Entries, by.Entry(audit.GateSet, string(f.Resource.ID), f.Resource.Name, said))
	if basic && !f.Gate.Basic {
		c.Notices = append(c.Notices, told(by, f.Resource))
	}
	return g, made, c, nil
}

// Rotate gives a gate another key. The one before is good for Overlap.
func Rotate(by identity.Caller, f Switching, key identity.LinkToken) (Gate, change.Change, error) {
	g := f.Gate
	if err := f.there(); err != nil {
		return g, change.Change{}, err
	}
	g.Old, g.OldUntil, g.Hash = g.Hash, by.At.Add(Overlap), key.Hash()
	c := by.Change()
	c.Keep(g)
	c.Entries = append(c.Entries, by.Entry(audit.GateRotated, string(f.Resource.ID), f.Resource.Name, ""))
	if g.Basic {
		c.Notices = append(c.Notices, told(by, f.Resource))
	}
	return g, c, nil
}

// SignsTie tells this of what else an OwnAccess is told for.
const SignsTie = "gate"

// told tells the other admins that the caller holds a key with which a proxy gets
// passwords, assigned or not (rule G2).
func told(by identity.Caller, r access.Resource) change.Notice {
	n := by.OwnAccess(string(r.ID))
	n.Tie = SignsTie
	return n
}

// Off takes a gate away, with every way through it: a proxy that goes on asking is
// told nothing.
func Off(by identity.Caller, f Switching) (change.Change, error) {
	if err := f.there(); err != nil {
		return change.Change{}, err
	}
	c := by.Change()
	c.Drop(f.Gate)
	c.Entries = append(c.Entries, by.Entry(audit.GateOff, string(f.Resource.ID), f.Resource.Name, "was at "+f.Gate.Host))
	return c, nil
}

func (f Switching) there() error {
	if f.Resource.Version == 0 {
		return fault.Absent("resource")
	}
	if f.Gate.Version == 0 {
		return fault.New(fault.Conflict, "%s has no gate.", f.Resource.Name)
	}
	return nil
}
