package credential

import (
	"cmp"
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
)

// HadChore has an organization find a credential that it was lent by what it says
// now, or find it no more. Home is that organization; the home itself stands for all
// whom it is lent to.
const HadChore = "credential-had"

// Posting is what an organization finds another's credential by. It only finds.
type Posting struct {
	Name     string      `json:"name"`
	Words    []string    `json:"words,omitempty"`
	Resource id.Resource `json:"resource,omitempty"`
	Site     string      `json:"site,omitempty"`
	Off      bool        `json:"off,omitempty"` // among what is disabled
	Filed
}

// Filed is where an organization files what another shares with it: in its own tree,
// of which the other knows nothing (rules F1, H6).
type Filed struct {
	Folder id.Folder `json:"folder,omitempty"`
	Client id.Client `json:"client,omitempty"`
	For    string    `json:"for,omitempty"`  // the client's name
	Gate   id.Folder `json:"gate,omitempty"` // the folder that says whom it is for
}

func (f Filed) at(c Credential) Credential {
	c.Folder, c.Client, c.For, c.Gate = f.Folder, f.Client, f.For, f.Gate
	return c
}

func (p *Posting) posts(r Reader) []Post {
	if p == nil {
		return nil
	}
	c := Credential{ID: r.Credential, Name: p.Name, Words: p.Words, Site: p.Site, Resource: p.Resource}
	if p.Off {
		c.Disabled = &time.Time{}
	}
	return p.Filed.at(c).postsIn(r.Organization)
}

// Had is a credential as the reader's organization has it. Of what its home says of
// it others see the name, username, address and type: tags, folder and client, who
// else has it and that it is due are the home's own (rules F1, F2).
func (r Reader) Had(c Credential) Credential {
	if r.Organization == c.Home {
		return c
	}
	out := Credential{
		ID: c.ID, Home: c.Home, Name: c.Name, Username: c.Username, URL: cmp.Or(c.URL, r.Address), Type: c.Type,
		Resource: r.Resource, Managed: true, Codes: c.Codes, Disabled: c.Disabled,
		Number: c.Number, Changed: c.Changed, By: c.seen(c.By, c.ByOf, r.Organization), Version: c.Version,
	}
	if r.Share != nil && r.Share.Off != nil && out.Disabled == nil {
		out.Disabled = r.Share.Off
	}
	out = r.Filed.at(out)
	if r.Posted != nil {
		out.Words = r.Posted.Words
	}
	return out
}

// Repost is the way with what the credential is found by there now: by nothing once
// it has ended. Each row is written once.
func (r Reader) Repost(ch *change.Change, c Credential) Reader {
	was := r.Posted
	r.Posted = nil
	if r.Ended == nil {
		is := r.Had(c)
		r.Posted = &Posting{Name: is.Name, Words: is.words(), Site: is.site(), Resource: is.Resource, Off: is.Disabled != nil, Filed: r.Filed}
	}
	swap(ch, was.posts(r), r.Posted.posts(r))
	return r
}

// Found orders that an organization finds the credential as it has it now.
func (c Credential) Found(o id.Organization, at time.Time) change.Order {
	return change.Order{Door: change.Drive, At: at, Chore: HadChore, Thing: string(c.ID), Home: string(o)}
}

// retell orders that those whom the credential is lent to find it by what it says
// now, if that is something else.
func (c Credential) retell(ch *change.Change, was Credential, at time.Time) {
	type said struct {
		name, username, url, kind string
		off                       bool
	}
	of := func(c Credential) said { return said{c.Name, c.Username, c.URL, c.Type, c.Disabled != nil} }
	if len(c.Readers) > 1 && of(c) != of(was) {
		ch.Orders = append(ch.Orders, c.Found(c.Home, at))
	}
}

// Having are the organizations that the order of Found is for.
func (c Credential) Having(o id.Organization) []id.Organization {
	if o != c.Home {
		return []id.Organization{o}
	}
	return slices.DeleteFunc(slices.Clone(c.Readers), func(x id.Organization) bool { return x == c.Home })
}
