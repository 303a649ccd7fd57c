package credential

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
)

// Secrets is the plain secret fields of a version.
type Secrets struct {
	Secret secret.Text
	Notes  secret.Text
	Seed   secret.Text // for sign-in codes: whoever may sign in gets the code, never this
}

// MaxReaders is how many organizations have a credential at most, its home among
// them: a new version is sealed to all of them in one transaction.
const MaxReaders = 51

// Recipient is an organization a version is sealed to.
type Recipient struct {
	Organization id.Organization
	Epoch        int
	Public       []byte
}

// To is the recipient that an organization is.
func To(o identity.Organization) Recipient {
	return Recipient{Organization: o.ID, Epoch: o.Epoch, Public: o.Public}
}

// Sealed is a version's secrets, sealed: what envelope makes and rules store.
type Sealed struct {
	Place  Place
	Fields map[string][]byte
	Keys   map[id.Organization]SealedKey
	Codes  bool // there is a seed for sign-in codes among them
}

// New is a new credential and what is stored of it.
type New struct {
	Credential Credential
	records    []change.Record
}

// Records is everything to be kept of the new credential.
func (n New) Records() []change.Record { return append([]change.Record{n.Credential}, n.records...) }

// Posted is the new credential, found by whom it is for.
func (n New) Posted(ch *change.Change) New {
	n.Credential = Repost(ch, Credential{}, n.Credential)
	return n
}

// Make makes a credential with its first version, whose only reader yet is its
// home. The sealed version's place names the credential.
func Make(by identity.Caller, c Credential, s Sealed) New {
	c.ID, c.Home, c.Number, c.Codes = s.Place.Credential, s.Place.Home, s.Place.Number, s.Codes
	c.Name, c.Username = strings.TrimSpace(c.Name), strings.TrimSpace(c.Username)
	c.Changed, c.By, c.Readers = by.At, by.Name, []id.Organization{c.Home}
	if c.Owner != "" {
		c.Owned = by.At
	}
	c.Revision, c.Edited, c.EditedBy, c.Since = 1, by.At, by.Name, by.At
	own := Reader{
		Credential: c.ID, Organization: c.Home, Name: by.OrganizationName, Via: Own, Home: c.Home,
		Mode: Read, Number: c.Number, Key: s.Keys[c.Home],
	}
	v := version(by.At, by.Name, s)
	v.Since = c.Since
	return New{Credential: c, records: []change.Record{v, Current{v}, own, c.logged(by, Created, "")}}
}

// Loan is on what terms a credential is lent by a delegation.
type Loan struct {
	Delegation id.Delegation
	Resource   id.Resource // theirs, that it is lent for
	Lender     string
	Address    string     // where it is filled in, unless the credential says
	Mode       Mode       // the most that may be done with it there
	Ends       *time.Time // none: until it is taken back
}

// Lend adds a reader to a new credential: an organization that it is lent to.
func (n New) Lend(to identity.Organization, l Loan, s Sealed) New {
	c, r := n.Credential.Lend(Reader{}, to, l, s.Keys[to.ID])
	n.Credential, n.records = c, append(slices.Clone(n.records), r)
	return n
}

// Lend adds a reader to a credential, by the key of its current version. before
// is the row of a loan to the same organization that ended, if there was one.
func (c Credential) Lend(before Reader, to identity.Organization, l Loan, key SealedKey) (Credential, Reader) {
	c.Readers = append(slices.Clone(c.Readers), to.ID)
	return c, Reader{
		Credential: c.ID, Organization: to.ID, Name: to.Name, Via: Delegated, Delegation: l.Delegation, Home: c.Home,
		Resource: l.Resource, Lender: l.Lender, Address: l.Address, Mode: l.Mode, Ends: l.Ends, Number: c.Number, Key: key,
		LastUse: before.LastUse, Posted: before.Posted, Version: before.Version,
	}
}

func version(at time.Time, by string, s Sealed) Version {
	return Version{
		Credential: s.Place.Credential, Home: s.Place.Home, Number: s.Place.Number,
		Fields: s.Fields, HomeKey: s.Keys[s.Place.Home], At: at, By: by,
	}
}

// Changing is what is known when a credential gets a new version.
type Changing struct {
	Credential Credential
	Current    Current
	Readers    []Reader // all of them, as Credential.Readers lists them
	Seen       int      // the number of the version the changer saw
	Username   *string  // nil: stays
	Again      bool     // the new version says the secret of the current one again
	Days       int      // after which a credential of its type is old; 0: never
	Blind      bool     // the changer may not reveal it
	Granted    Granted  // by what they change what is another organization's
}

// MayWrite reports whether the caller may write a credential, in whatever state it
// is (rules C5, G4: writing needs no access period): an admin the organization's
// and managed ones, a member their own. Others are told nothing here; whoever sees
// that it exists is told more (access.Found.Told).
func MayWrite(by identity.Caller, c Credential) error {
	others := c.Owner != "" && !c.Own(by)
	switch {
	case c.Version == 0 || c.Home != by.Organization:
		return fault.Absent("credential")
	case others && c.Resource == "": // nobody else knows that there is one (rule C1)
		return fault.Absent("credential")
	case !by.IsAdmin() && (others || c.Owner == ""):
		return fault.Absent("credential")
	case others && !c.Managed:
		return fault.New(fault.Forbidden, "Its owner has not allowed admin access to this password.")
	case by.Role == identity.Auditor:
		return fault.New(fault.Forbidden, "An auditor keeps no logins.")
	}
	return nil
}

// MayChange reports whether the caller may give the credential a new version, or
// amend it. A disabled one stays as it is.
func MayChange(by identity.Caller, c Credential) error {
	if err := MayWrite(by, c); err != nil {
		return err
	}
	if c.Disabled != nil {
		return fault.New(fault.Forbidden, "This credential is disabled.")
	}
	return nil
}

// Change gives a credential a new version, for all its readers at once: whoever
// it is lent to goes on with the new one (promise 10).
func Change(by identity.Caller, f Changing, s Sealed) (Credential, change.Change, error) {
	return f.renew(by, s, Version{})
}

// renew keeps a new version; of is the earlier one that it says again, if it does.
func (f Changing) renew(by identity.Caller, s Sealed, of Version) (Credential, change.Change, error) {
	c := f.Credential
	if err := MayRenew(by, f); err != nil {
		return Credential{}, change.Change{}, err
	}
	if err := f.fits(s); err != nil {
		return Credential{}, change.Change{}, err
	}
	act, kind, what := audit.CredentialChanged, Renewed, ""
	if of.Number != 0 {
		act, kind, what = audit.CredentialRestored, Restored, fmt.Sprintf("version %d", of.Number)
	}
	c.Number, c.Changed, c.Codes = s.Place.Number, by.At, s.Codes
	c.By, c.ByOf = c.who(by)
	c.Same, c.Since = f.says(by, of)
	if f.Username != nil {
		c.Username = strings.TrimSpace(*f.Username)
		if err := c.usable(); err != nil {
			return Credential{}, change.Change{}, err
		}
	}
	v, current := version(by.At, c.By, s), f.Current
	v.Same, v.Since = c.Same, c.Since
	stored := current.Stored
	current.Version = v
	current.Stored = stored
	ch := by.Change()
	ch.Check(f.Granted.While...)
	c = c.renewed(&ch, f, by.At)
	c = c.Write(by, &ch, f.Credential, kind, what)
	ch.Keep(v, current)
	for _, r := range f.Readers {
		r.Number, r.Key = c.Number, s.Keys[r.Organization]
		ch.Keep(Rekeyed{r})
	}
	c.onRecord(by, &ch, f.Readers, act, what, what)
	for i, e := range ch.Entries {
		if f.Blind && e.Organization == c.Home { // guesses could be tried so: they are counted
			ch.Entries[i].Detail = "by who may not reveal it"
		}
	}
	if err := c.bounded(ch); err != nil {
		return Credential{}, change.Change{}, err
	}
	return c, ch, nil
}

// says is the earlier version whose secret the new one says again, if it does, and
// when that was first said.
func (f Changing) says(by identity.Caller, of Version) (same int, since time.Time) {
	switch {
	case of.Number != 0:
		if of.Since.IsZero() { // from before it was written down
			of.Since = of.At
		}
		return cmp.Or(of.Same, of.Number), of.Since
	case f.Again:
		return f.Credential.root(), f.Credential.since()
	}
	return 0, by.At
}

// renewed is the credential as another secret makes it: not due any more, unless
// that is an earlier one which somebody may know (rule C12). Whatever else a new
// version says changes nothing of that.
func (c Credential) renewed(ch *change.Change, f Changing, at time.Time) Credential {
	if c.root() != f.Credential.root() {
		c.Due, c.DueWhy = nil, ""
		if c.Same != 0 {
			ch.Orders = append(ch.Orders, dueOrder(c.ID, at))
		}
	}
	return c.aged(ch, at, f.Days)
}

// MayRenew reports whether the caller may give the credential a new version. Who saw
// another than the current one is told who changed it, and when.
func MayRenew(by identity.Caller, f Changing) error {
	c := f.Credential
	if err := f.mayChange(by); err != nil {
		return err
	}
	if f.Seen != c.Number {
		return fault.New(fault.Conflict, "%s changed it at %s; look at that first.", c.seen(c.By, c.ByOf, by.Organization), c.Changed.UTC().Format(time.RFC3339))
	}
	return nil
}

// usable refuses to take the username from those whom the credential is lent to.
func (c Credential) usable() error {
	if c.Username == "" && len(c.Readers) > 1 {
		return fault.BadField("body.username", "is empty, and others sign in with it")
	}
	return nil
}

// fits refuses what would lock a reader out or land in another place: a mistake
// of whoever calls, not of a user.
func (f Changing) fits(s Sealed) error {
	c := f.Credential
	if want := (Place{Home: c.Home, Credential: c.ID, Number: c.Number + 1}); s.Place != want {
		return fmt.Errorf("credential: version %d is sealed for another place", want.Number)
	}
	if len(f.Readers) != len(c.Readers) {
		return fmt.Errorf("credential: %d of %d readers are known", len(f.Readers), len(c.Readers))
	}
	for _, r := range f.Readers {
		if len(s.Keys[r.Organization].Bytes) == 0 {
			return fmt.Errorf("credential: the new version is not sealed to %s", r.Organization)
		}
	}
	return nil
}
