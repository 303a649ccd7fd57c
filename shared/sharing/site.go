package sharing

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Site says that a provider has a site. It only finds: the site's own Relation
// decides.
type Site struct {
	Provider id.Organization `json:"provider"`
	Site     id.Organization `json:"site"`
	Version  int             `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r Site) Seen() int { return r.Version }

// Founding is what is known of a site that is to be made.
type Founding struct {
	Name   string // of the site; none: the client's
	Exists bool   // the client does; otherwise one is made, for the groups of those who work for it
	Client filing.Client
	Groups []identity.Group
}

// New makes a site for a client of the caller's, or for a new one (rules S1, S7). Its
// key pair is made only when nothing stands in the way.
func New(by identity.Caller, f Founding, newKeys func() (identity.NewKeys, error)) (identity.Organization, filing.Client, change.Change, error) {
	refused := func(err error) (identity.Organization, filing.Client, change.Change, error) {
		return identity.Organization{}, filing.Client{}, change.Change{}, err
	}
	if err := by.ForTeam(); err != nil {
		return refused(err)
	}
	if home := by.Home(); home.IsSite() {
		return refused(fault.New(fault.Forbidden, "%s is a site of %s, and has no sites of its own.", home.Name, home.Relation.Name))
	}
	c, err := f.client(by)
	if err != nil {
		return refused(err)
	}
	name := cmp.Or(strings.TrimSpace(f.Name), f.Client.Name)
	keys, err := newKeys()
	if err != nil {
		return refused(err)
	}
	o, made := identity.FoundSite(by, name, f.Client.ID, keys)
	f.Client.Site = o.ID
	if f.Exists {
		c.Keep(f.Client)
	} else {
		at := slices.IndexFunc(c.Records, func(r change.Record) bool { _, ok := r.(filing.Client); return ok })
		c.Records[at] = f.Client
	}
	c.Add(made)
	c.Keep(Site{Provider: by.Organization, Site: o.ID})
	return o, f.Client, c, nil
}

// client is the client that a site is for: one that is there and has none, or one
// that is made with it.
func (f *Founding) client(by identity.Caller) (change.Change, error) {
	switch {
	case !f.Exists:
		cl, _, c, err := filing.NewClient(by, f.Name, f.Groups)
		f.Client = cl
		return c, err
	case f.Client.Version == 0:
		return change.Change{}, fault.BadField("body.client", "is no client here")
	case len(f.Groups) > 0:
		return change.Change{}, fault.BadField("body.groups", "are for a client that is made with the site: this one's folder says whom it is for")
	case f.Client.Site != "":
		return change.Change{}, fault.New(fault.Conflict, "%s has a site already.", f.Client.Name)
	}
	return by.Change(), nil
}

// Turn opens a site to its people, or closes it to all of them: from this one change
// on every call there is refused (rule S1). Nothing there is lost, and what is shared
// with it waits. Their other organizations are as they were (rule F6).
func Turn(by identity.Caller, o identity.Organization, open bool) (identity.Organization, change.Change, error) {
	if !o.IsSiteOf(by.Organization) {
		return identity.Organization{}, change.Change{}, fault.Absent("site")
	}
	r := *o.Relation
	if r.Open == open {
		return identity.Organization{}, change.Change{}, turned(o)
	}
	r.Open, r.Turned, r.TurnedBy = open, by.At, by.Name
	o.Relation = &r
	act, told := audit.SiteClosed, change.SiteClosed
	if open {
		act, told = audit.SiteOpened, change.SiteOpened
	}
	c := by.Change()
	c.Keep(o)
	c.Entries = append(c.Entries,
		by.Entry(act, string(o.ID), o.Name, ""),
		by.EntryFor(o.ID, act, string(o.ID), o.Name, ""))
	c.Notices = append(c.Notices, change.Notice{
		Kind: told, At: by.At, By: by.Name, To: change.Audience{Organization: o.ID}, About: string(o.ID), Home: string(o.ID),
	})
	return o, c, nil
}

// turned says that a site is as it is wanted already, and since when.
func turned(o identity.Organization) error {
	r := o.Relation
	switch {
	case r.Turned.IsZero():
		return fault.New(fault.Conflict, "%s has not been opened to its people yet.", o.Name)
	case r.Open:
		return fault.New(fault.Conflict, "%s opened %s to its people already at %s.", r.TurnedBy, o.Name, r.Turned.UTC().Format(time.RFC3339))
	default:
		return fault.New(fault.Conflict, "%s closed %s to its people already at %s.", r.TurnedBy, o.Name, r.Turned.UTC().Format(time.RFC3339))
	}
}

// Typing is what is known when a provider says whose credential types its site has.
type Typing struct {
	Site  identity.Organization
	Types filing.Types // of the site
	Own   filing.Types // of the provider
}

// SetTypes forces the caller's list of credential types on their site, or gives the
// site its own back (rule C8). It answers the site's types; as they are already is no
// change.
func SetTypes(by identity.Caller, f Typing, forced bool) (filing.Types, change.Change, error) {
	if !f.Site.IsSiteOf(by.Organization) {
		return filing.Types{}, change.Change{}, fault.Absent("site")
	}
	now, orders, other := f.Types.Free(by.At)
	said := "its own list"
	if forced {
		now, orders, other = f.Types.Force(by.At, by.Organization, by.OrganizationName, f.Own)
		said = "the list of " + by.OrganizationName + ": " + strings.Join(f.Own.Offered(), ", ")
	}
	if !other {
		return f.Types, change.Change{}, nil
	}
	c := by.Change()
	c.Check(f.Site)
	if forced {
		c.Check(f.Own) // what is copied is the list that holds
	}
	c.Keep(now)
	c.Orders = append(c.Orders, orders...)
	c.Entries = append(c.Entries,
		by.Entry(audit.SiteTypes, string(f.Site.ID), f.Site.Name, said),
		by.EntryFor(f.Site.ID, audit.SiteTypes, string(f.Site.ID), f.Site.Name, said))
	return now, c, nil
}

// Follow copies the provider's list to a site it was forced on, after it changed.
func Follow(at time.Time, f Typing) change.Change {
	var c change.Change
	r := f.Types.Forced
	if r == nil || !f.Site.IsSiteOf(f.Own.Organization) {
		return c
	}
	now, orders, other := f.Types.Force(at, r.By, r.Name, f.Own)
	if !other {
		return c
	}
	c.Check(f.Site)
	c.Keep(now)
	c.Orders = append(c.Orders, orders...)
	c.Entries = append(c.Entries, audit.Entry{
		Organization: f.Site.ID, At: at, Action: audit.SiteTypes, Thing: string(f.Site.ID), ThingName: f.Site.Name,
		Detail: "the list of " + r.Name + ", which changed: " + strings.Join(f.Own.Offered(), ", "),
	})
	return c
}
