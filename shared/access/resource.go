package access

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// MaxAssignments is how many assignments a resource has at most: it carries
// them all, so that a use takes one snapshot.
const MaxAssignments = 100

// Resource is an app, host or service at an address, with who is assigned to it.
type Resource struct {
	Organization id.Organization `json:"organization"`
	ID           id.Resource     `json:"id"`
	Name         string          `json:"name"`
	Address      string          `json:"address"`
	Loan         *Loan           `json:"loan,omitempty"` // set: an outside owner was asked for it
	Assignments  []Assignment    `json:"assignments,omitempty"`
	Policy       *Policy         `json:"policy,omitempty"`    // none: standing
	Approvers    []id.Group      `json:"approvers,omitempty"` // groups that may decide here, beside admins and reviewers
	Viewing      *Viewing        `json:"viewing,omitempty"`   // which admins may view others' managed logins; none: nobody
	Since        time.Time       `json:"since"`
	Version      int             `json:"version"`
	was          *stored         // as it was read
}

// LoanState is how a loan stands, as the asking side's lists show it. What
// decides is the credential's Reader.
type LoanState string

// The states of a loan.
const (
	Pending   LoanState = "pending"
	Shared    LoanState = "shared"
	Denied    LoanState = "denied"
	Lapsed    LoanState = "lapsed"
	Cancelled LoanState = "cancelled"
	Revoked   LoanState = "revoked"
)

// Loan is what the asking side knows of a delegation.
type Loan struct {
	Delegation id.Delegation   `json:"delegation"`
	State      LoanState       `json:"state"`
	Email      string          `json:"email"` // the address that was asked
	Owner      string          `json:"owner,omitempty"`
	Credential id.Credential   `json:"credential,omitempty"`
	Mode       credential.Mode `json:"mode,omitempty"` // the most the owner allows
	Since      time.Time       `json:"since"`          // when this state began
	Lapses     time.Time       `json:"lapses"`
	Note       string          `json:"note,omitempty"`
	Ends       *time.Time      `json:"ends,omitempty"`    // the end date its owner set
	Unknown    bool            `json:"unknown,omitempty"` // denied because they do not know who asks
	Bounced    *time.Time      `json:"bounced,omitempty"` // the mail to the owner came back
}

// At is how the loan stands at an instant: a pending one lapses, and one with an
// end date ends by itself.
func (l Loan) At(at time.Time) LoanState {
	switch {
	case l.State == Pending && !at.Before(l.Lapses):
		return Lapsed
	case l.State == Shared && l.Ends != nil && !at.Before(*l.Ends):
		return Revoked
	}
	return l.State
}

// Assignment puts a group or a member on a resource (rule G3).
type Assignment struct {
	ID         id.Assignment   `json:"id"`
	Group      id.Group        `json:"group,omitempty"`
	Member     id.Person       `json:"member,omitempty"`
	Name       string          `json:"name"`
	Credential id.Credential   `json:"credential,omitempty"` // none: a login of their own
	Mode       credential.Mode `json:"mode"`
	Policy     *Policy         `json:"policy,omitempty"` // instead of the resource's, whole
	Since      time.Time       `json:"since"`
}

// Holds reports whether the assignment is for the caller. One from before they
// were removed and invited again is not.
func (a Assignment) Holds(by identity.Caller) bool { return a.holds(by.Person, by.Groups, by.Since) }

// HoldsMember reports the same of a member.
func (a Assignment) HoldsMember(m identity.Member) bool { return a.holds(m.Person, m.Groups, m.Since) }

func (a Assignment) holds(p id.Person, groups []id.Group, since time.Time) bool {
	return a.Member != "" && a.Member == p && !a.Since.Before(since) || a.Group != "" && slices.Contains(groups, a.Group)
}

// For is whom the assignment is for, as lists are partitioned: the id of the
// group or of the member.
func (a Assignment) For() string {
	if a.Group != "" {
		return string(a.Group)
	}
	return string(a.Member)
}

// Listed says that an audience, a group or a person, has a resource on its
// list. It only finds.
type Listed struct {
	Organization id.Organization `json:"organization"`
	For          string          `json:"for"`
	Resource     id.Resource     `json:"resource"`
	Assignment   id.Assignment   `json:"assignment"`
	Version      int             `json:"version"`
}

// Set says that a resource has a credential. It only finds.
type Set struct {
	Resource   id.Resource   `json:"resource"`
	Credential id.Credential `json:"credential"`
	Version    int           `json:"version"`
}

// Standing is how one member stands to one resource.
type Standing struct {
	Resource id.Resource `json:"resource"`
	Person   id.Person   `json:"person"`
	LastUse  time.Time   `json:"lastUse"`
	// Picked is the credential they used last: of several, it is offered first (rule G3).
	Picked id.Credential `json:"picked,omitempty"`
	// Gated is the use that the resource's gate put on record last (rule J13).
	Gated *Gated `json:"gated,omitempty"`
	// Periods are those that are not over, of all their assignments; at most 10.
	Periods []Period `json:"periods,omitempty"`
	// Pending is the request that waits; asking again shows it (rule J4).
	Pending  id.Request `json:"pending,omitempty"`
	Regained time.Time  `json:"regained"` // when an auto-lock was lifted last
	// Owed is a break-glass whose review is owed (rule J12), and since when.
	Owed      id.Request `json:"owed,omitempty"`
	OwedSince time.Time  `json:"owedSince"`
	Version   int        `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r Resource) Seen() int { return r.Version }
func (r Listed) Seen() int   { return r.Version }
func (r Set) Seen() int      { return r.Version }
func (r Standing) Seen() int { return r.Version }

// NewResource adds a resource to the caller's organization.
func NewResource(by identity.Caller, name, address string) (Resource, change.Change, error) {
	if err := by.ForTeam(); err != nil {
		return Resource{}, change.Change{}, err
	}
	address, err := CleanAddress("body.address", address)
	if err != nil {
		return Resource{}, change.Change{}, err
	}
	r := Resource{
		Organization: by.Organization, ID: identity.Mint[id.Resource](by.Call, 0),
		Name: strings.TrimSpace(name), Address: address, Since: by.At,
	}
	if r.Name == "" {
		return Resource{}, change.Change{}, fault.BadField("body.name", "is empty")
	}
	c := by.Change()
	c.Keep(r)
	c.Entries = append(c.Entries, by.Entry(audit.ResourceCreated, string(r.ID), r.Name, ""))
	return r, c, nil
}

// Rename gives a resource another name here. An outside owner goes on seeing the
// one they agreed to (rule D7).
func Rename(by identity.Caller, r Resource, name string) (Resource, change.Change, error) {
	if r.Version == 0 {
		return Resource{}, change.Change{}, fault.Absent("resource")
	}
	was := r.Name
	if r.Name = strings.TrimSpace(name); r.Name == "" {
		return Resource{}, change.Change{}, fault.BadField("body.name", "is empty")
	}
	if r.Name == was {
		return r, change.Change{}, nil
	}
	c := by.Change()
	c.Keep(r)
	c.Entries = append(c.Entries, by.Entry(audit.ResourceRenamed, string(r.ID), r.Name, "was "+was))
	return r, c, nil
}

// CleanAddress holds an address to what a browser may be sent to: never
// javascript: or data:, never with a password in it. field is what it is called
// when it is refused.
func CleanAddress(field, s string) (string, error) {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Hostname() == "":
		return "", fault.BadField(field, "is no web address")
	case u.Scheme != "https" && u.Scheme != "http":
		return "", fault.BadField(field, "must begin with https:// or http://")
	case u.User != nil:
		return "", fault.BadField(field, "must not hold a user name or password")
	}
	return u.String(), nil
}

// WithLoan is the resource with its loan changed, if it is still that of the
// delegation.
func (r Resource) WithLoan(d id.Delegation, edit func(*Loan)) Resource {
	if r.Loan == nil || r.Loan.Delegation != d {
		return r
	}
	loan := *r.Loan
	edit(&loan)
	r.Loan = &loan
	return r
}
