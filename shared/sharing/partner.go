package sharing

import (
	"strings"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
)

// SiteOf is which of the caller's organization and another is the site of the other
// one. Two that have nothing to do with each other, as two sites of one provider,
// know nothing of each other either.
//
// Errors: NotFound.
func SiteOf(by identity.Caller, other identity.Organization) (identity.Organization, error) {
	switch home := by.Home(); {
	case other.IsSiteOf(by.Organization):
		return other, nil
	case other.Version != 0 && home.IsSiteOf(other.ID):
		return home, nil
	default:
		return identity.Organization{}, fault.Absent("partner")
	}
}

// MayChoose refuses who has nobody to choose there: only who may share does (rules
// H1, S8).
func MayChoose(by identity.Caller) error {
	if by.MayShare() {
		return nil
	}
	return fault.New(fault.Forbidden, "Only an admin of %s, or who is let share by one, may see this.", by.OrganizationName)
}

// MaySee refuses who neither shares nor reads what others do.
func MaySee(by identity.Caller) error {
	if by.Role == identity.Auditor {
		return nil
	}
	return MayChoose(by)
}

// Chosen is a group or a member of the other side, to be chosen for a share: of it
// the name is shown, and nothing else (rule S8).
type Chosen struct {
	Group  identity.Group
	Member identity.Member
}

// Ending is what is known when somebody ends what a provider and its site have to do
// with each other. Other is the one that is not the caller's.
type Ending struct {
	Site   identity.Organization
	Other  identity.Organization
	Row    Site
	Client filing.Client
	Types  filing.Types // of the site
	Typed  string       // the other's name, typed to confirm

	Pending []identity.Invitation // to the site
}

// PartChore ends all that the two sides of a relation that ended share. Thing is the
// one that was the site.
const PartChore = "relation-ended"

// maxUninvited is how many invitations an end takes back. One that is left lets nobody
// in, and goes by itself: whoever accepts it is told why not (identity.MayJoin).
const maxUninvited = 50

// EndingOf names the facts of an ending, to be read: site is the one of the two that
// is.
func EndingOf(site, other identity.Organization, typed string) Ending {
	r := site.Relation
	return Ending{
		Site: site, Other: other, Typed: typed,
		Row:    Site{Provider: r.Provider, Site: site.ID},
		Client: filing.Client{Organization: r.Provider, ID: r.Client},
		Types:  filing.Types{Organization: site.ID},
	}
}

// Wanted is what is to be read for f.
func (f *Ending) Wanted() []change.Record { return []change.Record{&f.Row, &f.Client, &f.Types} }

// End ends what a provider and its site have to do with each other, for good (rule
// S1). The site keeps all that it created, and is an organization like any other; the
// provider keeps its client. What they share ends with it: no use of that passes any
// more (access.Facts.Related), and the chore writes it down. Either side's admin may,
// while the site is closed, too.
func End(by identity.Caller, f Ending) (change.Change, error) {
	if strings.TrimSpace(f.Typed) != f.Other.Name {
		return change.Change{}, fault.BadField("body.name", "is not the name of the other side: type it to confirm")
	}
	o := f.Site
	r := *o.Relation
	r.Ended, r.EndedBy = &by.At, by.Name+" of "+by.OrganizationName
	o.Relation = &r
	c := by.Change()
	c.Keep(o)
	if f.Row.Version != 0 {
		c.Drop(f.Row)
	}
	if f.Client.Version != 0 && f.Client.Site == o.ID {
		f.Client.Site = ""
		c.Keep(f.Client)
	}
	if now, orders, other := f.Types.Free(by.At); other {
		c.Keep(now)
		c.Orders = append(c.Orders, orders...)
	}
	c.Orders = append(c.Orders, change.Order{Door: change.Drive, At: by.At, Chore: PartChore, Thing: string(o.ID), Home: string(r.Provider)})
	for _, i := range f.Pending {
		if i.Provider == r.Provider && len(c.Drops) < maxUninvited {
			c.Drop(i)
		}
	}
	c.Entries = append(c.Entries,
		by.Entry(audit.SiteEnded, string(o.ID), o.Name, "with "+f.Other.Name),
		by.EntryFor(f.Other.ID, audit.SiteEnded, string(o.ID), o.Name, "with "+by.OrganizationName))
	for _, side := range []identity.Organization{f.Other, by.Home()} {
		c.Notices = append(c.Notices, change.Notice{
			Kind: change.RelationEnded, At: by.At, By: r.EndedBy, About: string(o.ID), Home: string(side.ID),
			To: change.Audience{Organization: side.ID, Except: by.Person},
		})
	}
	return c, nil
}
