package identity

import (
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// Ruling is what is known when an admin decides about a member, or a member
// about themselves: their membership, the row by which they find it, and who
// the organization's admins are.
type Ruling struct {
	Member    Member
	Belonging Belonging
	Roster    Roster
	Left      Left   // for an end: of the one before, if there was one
	Leaves    string // likewise: what others will read on record of what they leave behind
}

// RulingOf names the facts of a ruling, to be read.
func RulingOf(o id.Organization, p id.Person) Ruling {
	return Ruling{
		Member:    Member{Organization: o, Person: p},
		Belonging: Belonging{Organization: o, Person: p},
		Roster:    Roster{Organization: o},
		Left:      Left{Organization: o, Person: p},
	}
}

// Wanted is what is to be read for f.
func (f *Ruling) Wanted() []change.Record {
	return []change.Record{&f.Member, &f.Belonging, &f.Roster}
}

// Ending is what is to be read for f where a membership ends.
func (f *Ruling) Ending() []change.Record { return append(f.Wanted(), &f.Left) }

// SetRole gives a member another role (rule F4). Whoever is told of it: the
// member and, of a new admin, every admin. A role they have already is no change.
func SetRole(by Caller, f Ruling, role Role) (Member, change.Change, error) {
	m, err := f.member(by)
	if err != nil || m.Role == role {
		return m, change.Change{}, err
	}
	was := m.Role
	m.Role = role
	c, err := f.rule(by, m, audit.MemberRole, "from "+string(was)+" to "+string(role))
	if err != nil {
		return Member{}, change.Change{}, err
	}
	c.Orders = append(c.Orders, m.weigh(by.At, by.At))
	told := change.Notice{Kind: change.MemberRole, At: by.At, By: by.Name, About: string(m.Person), Home: string(m.Organization), Tie: string(role)}
	if role == Admin {
		told.To = change.Audience{Organization: m.Organization, Except: by.Person}
		c.Notices = append(c.Notices, told)
	}
	if !m.IsAdmin() && m.Person != by.Person { // an active admin is one of those just told
		told.To = m.audience()
		c.Notices = append(c.Notices, told)
	}
	return m, c, nil
}

// LetShare says whether a member may share with other organizations (rule H1). What
// is so already is no change.
func LetShare(by Caller, f Ruling, may bool) (Member, change.Change, error) {
	m, err := f.member(by)
	switch {
	case err != nil || m.Shares == may:
		return m, change.Change{}, err
	case may && m.Role == Auditor:
		return Member{}, change.Change{}, fault.New(fault.Conflict, "%s is an auditor, who opens no secret and shares none.", m.Name)
	}
	m.Shares = may
	said := "may share with other organizations"
	if !may {
		said = "shares with other organizations no more"
	}
	c, err := f.rule(by, m, audit.MemberSharing, said)
	return m, c, err
}

// Suspend closes the organization to a member at once, and keeps everything they
// have there (rule F5). Their other organizations know nothing of it (rule F6).
func Suspend(by Caller, f Ruling) (Member, change.Change, error) {
	m, err := f.member(by)
	switch {
	case err != nil:
		return Member{}, change.Change{}, err
	case m.Person == by.Person:
		return Member{}, change.Change{}, fault.New(fault.Forbidden, "You cannot suspend yourself: another admin can.")
	case m.Suspended != nil:
		return Member{}, change.Change{}, fault.New(fault.Conflict, "%s suspended %s already at %s.", m.EndedBy, m.Name, m.Suspended.UTC().Format(time.RFC3339))
	}
	m.Suspended, m.EndedBy = &by.At, by.Name
	return f.telling(by, m, audit.MemberSuspended, change.MemberSuspended)
}

// Resume opens the organization to a suspended member again, as it was.
func Resume(by Caller, f Ruling) (Member, change.Change, error) {
	m, err := f.member(by)
	switch {
	case err != nil:
		return Member{}, change.Change{}, err
	case m.Suspended == nil:
		return Member{}, change.Change{}, fault.New(fault.Conflict, "%s is not suspended.", m.Name)
	}
	m.Suspended, m.EndedBy = nil, ""
	return f.telling(by, m, audit.MemberResumed, change.MemberResumed)
}

// member is whom the ruling is about, if there is somebody to rule about.
func (f Ruling) member(by Caller) (Member, error) {
	if err := by.ForTeam(); err != nil {
		return Member{}, err
	}
	switch m := f.Member; {
	case m.Version == 0 || m.Organization != by.Organization:
		return Member{}, fault.Absent("member")
	case m.Removed != nil:
		return Member{}, fault.New(fault.Conflict, "%s is no longer a member: %s ended it at %s.", m.Name, m.EndedBy, m.Removed.UTC().Format(time.RFC3339))
	default:
		return m, nil
	}
}

// telling is a ruling of which the member is told.
func (f Ruling) telling(by Caller, m Member, act audit.Action, what change.Telling) (Member, change.Change, error) {
	c, err := f.rule(by, m, act, "")
	if err != nil {
		return Member{}, change.Change{}, err
	}
	c.Notices = append(c.Notices, change.Notice{
		Kind: what, At: by.At, By: by.Name, To: m.audience(), About: string(m.Person), Home: string(m.Organization),
	})
	return m, c, nil
}

// rule is the effect of the membership becoming now: their own row of it and the
// roster go with it, so that no two rulings together take the last admin.
func (f Ruling) rule(by Caller, now Member, act audit.Action, detail string) (change.Change, error) {
	c := by.Change()
	c.Keep(now)
	if f.Belonging.Version != 0 {
		b := f.Belonging
		b.Role, b.Suspended = now.Role, now.Suspended != nil
		if now.Removed != nil {
			c.Drop(b)
		} else {
			c.Keep(b)
		}
	}
	c.Entries = append(c.Entries, by.Entry(act, string(now.Person), now.Name, detail))
	r, moved, err := f.Roster.moved(f.Member, now)
	if err != nil {
		return change.Change{}, err
	}
	if moved {
		c.Keep(r)
	}
	return c, nil
}

// audience is the member themselves, whatever their membership is by then.
func (m Member) audience() change.Audience {
	return change.Audience{Person: m.Person, Address: m.Email}
}
