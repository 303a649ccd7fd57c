package sharing

import (
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// EndDue is the kind of date on which a share ends. One that was moved leaves its old
// date on the list, which then does nothing.
const EndDue = "share-ends"

// Options is how a credential is shared (rule H2).
type Options struct {
	Mode     credential.Mode // what they may do with it: Use, or Read
	Write    bool            // they may give it new versions, for both sides; what they may read
	Everyone bool            // all of theirs; or those who are chosen
	Log      bool            // they see its change log
	Ends     *time.Time
}

// Sharing is what is known when somebody shares a credential with a partner, or goes
// on to.
type Sharing struct {
	Way    access.Facts          // the caller's own to the credential
	To     identity.Organization // the partner
	Before credential.Reader     // what it has of the credential, or had
	People []identity.Member     // of the partner's, who are chosen
	Groups []identity.Group
}

// SharingOf names the facts of a share, to be read beside the caller's own way.
func SharingOf(way access.Facts, to id.Organization, people []id.Person, groups []id.Group) Sharing {
	f := Sharing{
		Way: way, To: identity.Organization{ID: to},
		Before: credential.Reader{Credential: way.Credential.ID, Organization: to},
	}
	for _, p := range people {
		f.People = append(f.People, identity.Member{Organization: to, Person: p})
	}
	for _, g := range groups {
		f.Groups = append(f.Groups, identity.Group{Organization: to, ID: g})
	}
	return f
}

// Wanted is what is to be read of the partner's side: of a credential, if there is one.
func (f *Sharing) Wanted() []change.Record {
	all := []change.Record{&f.To}
	if f.Before.Credential != "" {
		all = append(all, &f.Before)
	}
	for i := range f.People {
		all = append(all, &f.People[i])
	}
	for i := range f.Groups {
		all = append(all, &f.Groups[i])
	}
	return all
}

// Live reports whether the partner has it shared now.
func (f Sharing) Live(at time.Time) bool {
	return f.Before.Version != 0 && f.Before.Via == credential.Shared && !f.Before.Over(at)
}

// MayShare reports whether the caller may share the credential with the partner so:
// what they may reveal themselves (rule H1), of their own organization's (rule H6).
func MayShare(by identity.Caller, f Sharing, o Options) error {
	if err := MayOffer(by, f, o); err != nil {
		return err
	}
	if err := access.May(by, f.Way, credential.Read); err != nil {
		return err
	}
	c := f.Way.Credential
	switch {
	case c.Home != by.Organization:
		return fault.New(fault.Forbidden, "%s is shared with %s, and is not shared on.", c.Name, by.OrganizationName)
	case c.Owner != "":
		return fault.New(fault.Forbidden, "%s is somebody's own: only what is the organization's is shared. An admin may give a managed login to it first, and its owner is told.", c.Name)
	case f.Before.Version != 0 && f.Before.Via != credential.Shared && f.Before.Ended == nil: // whoever writes its end down would end this
		if f.Before.Over(by.At) {
			return fault.New(fault.Conflict, "%s had this credential as the answer to a request until just now: share it in a few minutes.", f.To.Name)
		}
		return fault.New(fault.Conflict, "%s has this credential already, as the answer to a request.", f.To.Name)
	case !slices.Contains(c.Readers, f.To.ID) && len(c.Readers) >= credential.MaxReaders:
		return fault.New(fault.Conflict, "A credential is shared with %d organizations at most.", credential.MaxReaders-1)
	}
	return nil
}

// Share shares a credential (rule H1): nothing is copied, and a new version is theirs at
// once. key is the key of the current version, sealed to the partner. Nothing is shown
// to anybody, so no reveal is on record.
func Share(by identity.Caller, f Sharing, o Options, key credential.SealedKey) (credential.Reader, change.Change, error) {
	if err := MayShare(by, f, o); err != nil {
		return credential.Reader{}, change.Change{}, err
	}
	t, err := f.terms(by, o)
	if err != nil {
		return credential.Reader{}, change.Change{}, err
	}
	cred, reader := f.Way.Credential.ShareWith(f.Before, f.To, t, key)
	c := f.begin(by)
	c.Keep(cred, reader)
	if !slices.Contains(f.Way.Credential.Readers, f.To.ID) {
		c.Keep(Handed{Home: cred.Home, To: f.To.ID, Credential: cred.ID})
	}
	c.Orders = append(c.Orders, cred.Found(f.To.ID, by.At))
	if f.Before.Version != 0 { // who had it, and is not among these, lost it
		c.Orders = append(c.Orders, cred.Weigh(by.At, by.At, f.To.ID))
	}
	f.record(&c, by, audit.CredentialShared, said(reader))
	tell(&c, change.ShareGiven, by, reader)
	due(&c, reader)
	return reader, c, nil
}

// Amend changes how a credential is shared (rule H4). Whoever loses the way by it, and
// received the secret, is found by the chore. key is the key of the current version,
// sealed to the partner again, where what it has does not open any more.
func Amend(by identity.Caller, f Sharing, o Options, key credential.SealedKey) (credential.Reader, change.Change, error) {
	if err := MayShare(by, f, o); err != nil {
		return credential.Reader{}, change.Change{}, err
	}
	t, err := f.terms(by, o)
	if err != nil {
		return credential.Reader{}, change.Change{}, err
	}
	r := f.Before
	was := said(r)
	t.Off, t.OffBy = r.Share.Off, r.Share.OffBy // that is the other side's to say
	t.Person, t.By, t.Since = r.Share.Person, r.Share.By, r.Share.Since
	r.Share, r.Mode, r.Ends, r.Lender, r.Address = &t.Share, t.Mode, t.Ends, t.Lender, t.Address
	how := said(r)
	if len(key.Bytes) > 0 {
		r.Key, r.Number = key, f.Way.Credential.Number
		how += ", sealed to their new keys"
	}
	old := f.Before.Share
	if how == was && r.Address == f.Before.Address && slices.Equal(t.People, old.People) && slices.Equal(t.Groups, old.Groups) { // two may have one name
		return f.Before, change.Change{}, nil
	}
	c := f.begin(by)
	c.Check(f.Way.Credential)
	c.Keep(r)
	c.Orders = append(c.Orders, f.Way.Credential.Weigh(by.At, by.At, f.To.ID))
	if r.Address != f.Before.Address { // they find it by that
		c.Orders = append(c.Orders, f.Way.Credential.Found(f.To.ID, by.At))
	}
	f.record(&c, by, audit.ShareAmended, how)
	due(&c, r)
	return r, c, nil
}

// begin is a change that holds while the caller's way, and those who are chosen, are
// as they were.
func (f Sharing) begin(by identity.Caller) change.Change {
	c := by.Change()
	c.Check(f.To, f.Way.Reader) // the key it is sealed to, and the site
	if f.Way.Resource.ID != "" {
		c.Check(f.Way.Resource, f.Way.Standing) // the period it rests on is not ended at this moment
	}
	for _, folder := range f.Way.Path {
		c.Check(folder)
	}
	for _, g := range f.Groups {
		c.Check(g)
	}
	return c
}

// record writes one line on either side (rule A2).
func (f Sharing) record(c *change.Change, by identity.Caller, act audit.Action, detail string) {
	cred := f.Way.Credential
	c.Entries = append(c.Entries,
		by.Entry(act, string(cred.ID), cred.Name, "with "+f.To.Name+": "+detail),
		by.EntryFor(f.To.ID, act, string(cred.ID), cred.Name, detail))
}

// said is how something is shared, in words.
func said(r credential.Reader) string {
	s := r.Share
	if s == nil {
		return ""
	}
	how := "to use"
	switch {
	case s.Write:
		how = "to read and write"
	case r.Mode == credential.Read:
		how = "to read"
	}
	whom := []string{"everyone there"}
	if !s.Everyone {
		whom = nil
		for _, g := range s.Groups {
			whom = append(whom, g.Name)
		}
		for _, p := range s.People {
			whom = append(whom, p.Name)
		}
	}
	how += ", for " + strings.Join(whom, ", ")
	if s.Log {
		how += ", with its change log"
	}
	if r.Ends != nil {
		how += ", until " + r.Ends.UTC().Format(time.RFC3339)
	}
	return how
}

// due puts the end date on the list, if there is one.
func due(c *change.Change, r credential.Reader) {
	if r.Ends != nil {
		c.Due = append(c.Due, change.Due{At: *r.Ends, What: EndDue, ID: string(r.Credential) + " " + string(r.Organization)})
	}
}
