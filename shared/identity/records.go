package identity

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
)

// Person is a human with one sign-in. Their address is proven: nobody becomes a
// person, or changes it, without having shown to have the mailbox.
type Person struct {
	ID      id.Person  `json:"id"`
	Name    string     `json:"name"`
	Email   string     `json:"email"`
	Since   time.Time  `json:"since"`
	Closed  *time.Time `json:"closed,omitempty"` // their account is: the name stays
	Version int        `json:"version"`
}

// Signin is how a person signs in: found by the mail address, kept apart from
// the person so that not every function that reads people reads it.
type Signin struct {
	Address  string    `json:"address"` // as Address makes it
	Person   id.Person `json:"person"`
	Verifier Verifier  `json:"verifier"`
	Version  int       `json:"version"`
}

// Signup is a new organization that waits for its mail to be confirmed.
type Signup struct {
	ID           id.Signup `json:"id"`
	Organization string    `json:"organization"`
	Name         string    `json:"name"`
	Email        string    `json:"email"`
	Verifier     Verifier  `json:"verifier"`
	Link         Link      `json:"link"`
	Version      int       `json:"version"`
}

// Knocks counts the sign-ups and forgotten passwords of one address within an
// hour, from one network or with Net "" from all of them: anybody may type
// anybody's address, and each sends it a mail.
type Knocks struct {
	Address string    `json:"address"`
	Net     string    `json:"net"`
	Since   time.Time `json:"since"` // begin of the hour
	Count   int       `json:"count"`
	Version int       `json:"version"`
}

// Tries counts wrong passwords for one address from one network, or with Net ""
// from all of them. The address need not have an account: it costs the same.
type Tries struct {
	Address string    `json:"address"`
	Net     string    `json:"net"` // like 192.0.2.0/24 or 2001:db8::/64
	Since   time.Time `json:"since"`
	Count   int       `json:"count"`
	Good    time.Time `json:"good"` // when the right password came from this network last, to the day
	Version int       `json:"version"`
}

// Reset is a forgotten password that waits for the code mailed to its address.
// One is kept for an unknown address too: nobody can tell.
type Reset struct {
	ID      id.Reset  `json:"id"`
	Address string    `json:"address"`
	Person  id.Person `json:"person,omitempty"` // none: nobody has the address
	Link    Link      `json:"link"`             // never mailed: whoever asked holds its token, the mailbox gets the code
	Proof   Proof     `json:"proof"`
	Version int       `json:"version"`
}

// NewAddress is a mail address that a person wants for theirs, until the code
// mailed to it is typed.
type NewAddress struct {
	Person  id.Person `json:"person"`
	Email   string    `json:"email"`
	Link    Link      `json:"link"` // never mailed, as with a reset
	Proof   Proof     `json:"proof"`
	Version int       `json:"version"`
}

// Logins lists a person's open sessions: every sign-in moves it, so that ending
// all of them misses none. It decides nothing: each Session does.
type Logins struct {
	Person  id.Person `json:"person"`
	Open    []Login   `json:"open"`
	Version int       `json:"version"`
}

// Login is one of them.
type Login struct {
	ID   id.Session `json:"id"`
	Ends time.Time  `json:"ends"`
}

// Session is one sign-in of a person.
type Session struct {
	Person  id.Person  `json:"person"`
	ID      id.Session `json:"id"`
	Hash    []byte     `json:"hash"` // of the token; the token itself is never kept
	Since   time.Time  `json:"since"`
	Ends    time.Time  `json:"ends"`  // whatever happens
	Idles   time.Time  `json:"idles"` // unless kept
	Ended   *time.Time `json:"ended,omitempty"`
	From    string     `json:"from,omitempty"`  // the address it began from
	Agent   string     `json:"agent,omitempty"` // the browser it began in, as that says
	Version int        `json:"version"`
}

// Kind says what an organization is.
type Kind string

// The kinds of organizations.
const (
	Provider Kind = "provider" // a team: an IT team, an MSP or one of its sites, which Relation tells
	Personal Kind = "personal" // an outside account owner: free, limited dashboard
)

// Organization is a tenant. Its public key is for everybody: writing a secret to
// an organization needs no more.
type Organization struct {
	ID     id.Organization `json:"id"`
	Name   string          `json:"name"`
	Kind   Kind            `json:"kind"`
	Since  time.Time       `json:"since"`
	Epoch  int             `json:"epoch"` // of the key pair
	Public []byte          `json:"public"`
	// Held says why the organization waits for an operator (rule D9); "" if it does
	// not. Until then it mails nobody outside.
	Held       string     `json:"held,omitempty"`
	Locked     *Locked    `json:"locked,omitempty"`     // its organization key is set (rule S4)
	Replaced   *time.Time `json:"replaced,omitempty"`   // its keys were, and what the old ones opened is still being sealed anew
	AuditYears int        `json:"auditYears,omitempty"` // how long the record stays; 0: 7 (rule A3)
	Closed     *time.Time `json:"closed,omitempty"`     // its owner closed it, or is at it
	Relation   *Relation  `json:"relation,omitempty"`   // whose site it is, or was (rule S1)
	Version    int        `json:"version"`
}

// Roster lists who are active admins of an organization: every change of a role
// moves it, so that the last one cannot go (rule F4). The active reviewers are on
// it to be found (rule J5). Member decides what each may.
type Roster struct {
	Organization id.Organization `json:"organization"`
	People       []id.Person     `json:"people"`              // the admins; at most MaxAdmins
	Reviewers    []id.Person     `json:"reviewers,omitempty"` // at most MaxReviewers
	Version      int             `json:"version"`
}

// KeyPair is the closed half of an organization's key pair, in a partition of
// its own that only opening functions can read.
type KeyPair struct {
	Organization id.Organization `json:"organization"`
	Epoch        int             `json:"epoch"`
	Private      []byte          `json:"private"`        // sealed under the data key; inside that under the lock part, if there is one
	DataKey      []byte          `json:"dataKey"`        // wrapped by KMS
	Lock         int             `json:"lock,omitempty"` // the epoch of that lock part; 0: none, the organization is not locked
	Gone         int             `json:"gone,omitempty"` // what was sealed to this epoch, or to one before it, opens for nobody any more
	Version      int             `json:"version"`
}

// Role is what a member may do.
type Role string

// The roles (rule F4).
const (
	Admin    Role = "admin"
	Reviewer Role = "reviewer" // decides access requests
	Auditor  Role = "auditor"  // reads, never a secret
	User     Role = "user"
)

// Member is a person's membership in one organization. It carries what a
// decision needs, so that deciding takes one snapshot.
type Member struct {
	Organization     id.Organization `json:"organization"`
	OrganizationName string          `json:"organizationName"`
	Kind             Kind            `json:"kind"` // of the organization
	Person           id.Person       `json:"person"`
	Name             string          `json:"name"`
	Email            string          `json:"email"`
	Role             Role            `json:"role"`
	Groups           []id.Group      `json:"groups,omitempty"` // at most 50
	Shares           bool            `json:"shares,omitempty"` // an admin lets them share with other organizations (rule H1)
	Since            time.Time       `json:"since"`            // of this membership: what was assigned before it counts no more
	Suspended        *time.Time      `json:"suspended,omitempty"`
	Removed          *time.Time      `json:"removed,omitempty"` // the row stays, so that the name does (rule A3)
	EndedBy          string          `json:"endedBy,omitempty"` // who suspended or removed them
	Knows            int             `json:"knows,omitempty"`   // the epoch of the keys that they last unlocked: they know the organization key
	Version          int             `json:"version"`
	was              *stored         // as they were read
}

// Belonging is a person's own row of a membership: it only finds.
type Belonging struct {
	Person       id.Person       `json:"person"`
	Organization id.Organization `json:"organization"`
	Name         string          `json:"name"`
	Kind         Kind            `json:"kind"`
	Role         Role            `json:"role"`
	Suspended    bool            `json:"suspended,omitempty"` // as the member is
	Version      int             `json:"version"`
}

// Invitation is somebody asked to become a member.
type Invitation struct {
	Organization     id.Organization `json:"organization"`
	OrganizationName string          `json:"organizationName"`
	Kind             Kind            `json:"kind"` // of the organization
	ID               id.Invitation   `json:"id"`
	Email            string          `json:"email"`
	Role             Role            `json:"role"`
	By               id.Person       `json:"by"`
	ByName           string          `json:"byName"`
	Provider         id.Organization `json:"provider,omitempty"`     // By is of this one, which invites to its site
	ProviderName     string          `json:"providerName,omitempty"` // likewise
	At               time.Time       `json:"at"`
	Link             Link            `json:"link"`
	Proof            Proof           `json:"proof"`
	Sent             time.Time       `json:"sent"`              // when its mail was last sent
	Day              time.Time       `json:"day"`               // begin of the day in which sends are counted
	Sends            int             `json:"sends"`             // how often it was sent in that day
	Bounced          *time.Time      `json:"bounced,omitempty"` // its mail came back
	Version          int             `json:"version"`
}

// Group is members who are granted things together. Each member lists their
// groups; the group's own list only finds.
type Group struct {
	Organization id.Organization `json:"organization"`
	ID           id.Group        `json:"id"`
	Name         string          `json:"name"`
	Members      []id.Person     `json:"members,omitempty"`
	Since        time.Time       `json:"since"`
	Deleted      *time.Time      `json:"deleted,omitempty"` // it is being taken apart: nothing is assigned to it any more
	Version      int             `json:"version"`
}

// Garbage is when the record is of no more use: long after it has ended.
func (r Session) Garbage() time.Time    { return r.Ends.Add(leftovers) }
func (r Signup) Garbage() time.Time     { return r.Link.Expires.Add(leftovers) }
func (r Invitation) Garbage() time.Time { return r.Link.Expires.Add(leftovers) }
func (r Knocks) Garbage() time.Time     { return r.Since.Add(leftovers) }
func (r Tries) Garbage() time.Time      { return latest(r.Since.Add(leftovers), r.Good.Add(goodFor)) }
func (r Reset) Garbage() time.Time      { return r.Link.Expires.Add(leftovers) }
func (r NewAddress) Garbage() time.Time { return r.Link.Expires.Add(leftovers) }

const leftovers = 30 * 24 * time.Hour

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Seen is the version at which the record was read; 0 for new.
func (r Person) Seen() int       { return r.Version }
func (r Signin) Seen() int       { return r.Version }
func (r Signup) Seen() int       { return r.Version }
func (r Session) Seen() int      { return r.Version }
func (r Knocks) Seen() int       { return r.Version }
func (r Tries) Seen() int        { return r.Version }
func (r Reset) Seen() int        { return r.Version }
func (r NewAddress) Seen() int   { return r.Version }
func (r Logins) Seen() int       { return r.Version }
func (r Roster) Seen() int       { return r.Version }
func (r Organization) Seen() int { return r.Version }
func (r KeyPair) Seen() int      { return r.Version }
func (r Member) Seen() int       { return r.Version }
func (r Belonging) Seen() int    { return r.Version }
func (r Invitation) Seen() int   { return r.Version }
func (r Group) Seen() int        { return r.Version }
