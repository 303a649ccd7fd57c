package api

import (
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sharing"
)

// writes is the mode of a share by which they may give it new versions.
const writes = "write"

// Options are the options as the rules have them.
func (o ShareOptions) Options() sharing.Options {
	out := sharing.Options{Mode: credential.Mode(o.Mode), Everyone: o.Everyone, Log: o.Log, Ends: o.Ends}
	if o.Mode == writes {
		out.Mode, out.Write = credential.Read, true
	}
	return out
}

// Options are the options as the rules have them; none if it is to be stopped.
func (b ShareBulk) Options() sharing.Options {
	return ShareOptions{b.Mode, b.ShareList}.Options()
}

// Chooses reports whether it says how to share.
func (b ShareBulk) Chooses() bool {
	return b.Mode != "" || b.Everyone || len(b.People)+len(b.Groups) > 0 || b.Log || b.Ends != nil
}

// ShareAs is a share as one of the two sides has it.
func ShareAs(r credential.Reader, by identity.Caller) Share {
	out := ShareFrom(r)
	if r.Organization == by.Organization {
		out.Partner, out.PartnerName, out.Received = r.Home, r.Lender, true
	}
	return out
}

// SharesFrom is how a credential is shared.
func SharesFrom(all []credential.Reader, by identity.Caller) Shares {
	out := Shares{Items: []Share{}}
	for _, r := range all {
		out.Items = append(out.Items, ShareAs(r, by))
	}
	return out
}

// ShareSeenFrom is how a credential is shared with one partner, and who received it.
func ShareSeenFrom(c credential.Credential, r credential.Reader, all []credential.Received, more bool) ShareSeen {
	out := ShareSeen{Share: ShareFrom(r), Knowers: []KnowerThere{}, More: more}
	for _, x := range all {
		out.Knowers = append(out.Knowers, KnowerThere{Name: x.Name, Last: x.Last, Current: x.MayKnow(c), Lost: x.Lost})
	}
	return out
}

// ShareFrom is how a reader has what is shared with it.
func ShareFrom(r credential.Reader) Share {
	s := r.Share
	out := Share{
		Partner: r.Organization, PartnerName: r.Name, Mode: string(r.Mode), Everyone: s.Everyone, People: []PersonThere{}, Groups: []PersonThere{},
		Log: s.Log, Ends: r.Ends, Since: s.Since, By: s.By, Off: s.Off, OffBy: s.OffBy,
	}
	if s.Write {
		out.Mode = writes
	}
	for _, p := range s.People {
		out.People = append(out.People, PersonThere{Person: p.Person, Name: p.Name})
	}
	for _, g := range s.Groups {
		out.Groups = append(out.Groups, PersonThere{Group: g.Group, Name: g.Name})
	}
	return out
}

// ReceivedStateFrom is whether its receiver takes what is shared.
func ReceivedStateFrom(r credential.Reader) ReceivedState {
	return ReceivedState{Credential: r.Credential, Resource: r.Resource, Off: r.Share.Off, OffBy: r.Share.OffBy}
}
