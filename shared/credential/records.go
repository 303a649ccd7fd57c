package credential

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
)

// Credential is a username and secret, as lists show it.
type Credential struct {
	ID       id.Credential     `json:"id"`
	Home     id.Organization   `json:"home"` // where it was made, and stays
	Name     string            `json:"name"`
	Type     string            `json:"type,omitempty"` // like Router or Website
	Username string            `json:"username,omitempty"`
	URL      string            `json:"url,omitempty"` // where it is filled in; none: the resource's address
	Tags     []string          `json:"tags,omitempty"`
	Resource id.Resource       `json:"resource,omitempty"` // of the home, if it is for one
	Address  string            `json:"address,omitempty"`  // the resource's, which stays as it is
	Folder   id.Folder         `json:"folder,omitempty"`   // none: the top, for every member
	Client   id.Client         `json:"client,omitempty"`   // whom it is for
	For      string            `json:"for,omitempty"`      // the client's name
	Gate     id.Folder         `json:"gate,omitempty"`     // the folder above that said whom it is for when it was posted
	Words    []string          `json:"words,omitempty"`    // it is found by; at most MaxWords
	Site     string            `json:"site,omitempty"`     // the origin that it is found by
	Owner    id.Person         `json:"owner,omitempty"`    // none: the organization's
	Managed  bool              `json:"managed"`            // the owner consented to admin access
	Owned    time.Time         `json:"owned,omitzero"`     // since when it is the owner's: made, given, or allowed by them
	Asked    id.Consent        `json:"asked,omitempty"`    // the credential request that waits, or lapsed unswept
	Number   int               `json:"number"`             // of the current version, from 1
	Changed  time.Time         `json:"changed"`
	By       string            `json:"by"`             // who changed it last
	ByOf     id.Organization   `json:"byOf,omitempty"` // whose they are, if not the home's
	Readers  []id.Organization `json:"readers"`
	Codes    bool              `json:"codes,omitempty"`  // it has a seed for sign-in codes
	Same     int               `json:"same,omitempty"`   // the earlier version whose secret it has, if one said it already
	Listed   bool              `json:"listed,omitempty"` // it is found by what it says of itself
	// Revision moves with every edit, of the secret or of what lists show: whoever
	// amends says which one they saw.
	Revision int        `json:"revision"`
	Edited   time.Time  `json:"edited"`
	EditedBy string     `json:"editedBy,omitempty"`
	Disabled *time.Time `json:"disabled,omitempty"`
	Since    time.Time  `json:"since"`            // when the current secret was first said
	Due      *time.Time `json:"due,omitempty"`    // since when it is due for rotation (rule C12)
	DueWhy   Why        `json:"dueWhy,omitempty"` // for what reason; none: it is not
	// Version moves with every change of the secret, the readers and the state:
	// a use checks it, so none slips past a change.
	Version int `json:"version"`
}

// Place is where a ciphertext belongs. It opens nowhere else.
type Place struct {
	Home       id.Organization
	Credential id.Credential
	Number     int // of the version, from 1
}

// Version is the sealed fields of one version.
type Version struct {
	Credential id.Credential     `json:"credential"`
	Home       id.Organization   `json:"home"`
	Number     int               `json:"number"`
	Fields     map[string][]byte `json:"fields"`         // by name, each sealed
	HomeKey    SealedKey         `json:"homeKey"`        // the version's key, sealed to the home: for history
	Same       int               `json:"same,omitempty"` // the earlier version whose secret it says again
	Since      time.Time         `json:"since"`          // when that was first said
	At         time.Time         `json:"at"`
	By         string            `json:"by"`
	Stored     int               `json:"version"`
}

// Current is the newest version, at a fixed key.
type Current struct {
	Version
}

// SealedKey is the key of a version, sealed to one organization's key pair.
type SealedKey struct {
	Epoch int    `json:"epoch"` // of the key pair
	Bytes []byte `json:"bytes"`
}

// Via says by what an organization has a credential.
type Via string

// The ways to have a credential.
const (
	Own       Via = "own"
	Delegated Via = "delegated"
	Shared    Via = "shared" // by a partner organization
)

// Mode is what may be done with a credential. The zero value is neither.
type Mode string

// The modes, each allowing what those before it allow.
const (
	Use  Mode = "use"  // sign in with it; not displayed
	Read Mode = "read" // may reveal
)

// AtMost is the lesser of two modes.
func (m Mode) AtMost(limit Mode) Mode {
	if m == Read && limit == Read {
		return Read
	}
	return Use
}

// Reader is one organization's way to a credential. Ended, it opens for nobody
// there, whatever else is stored: uses are judged by it.
type Reader struct {
	Credential   id.Credential   `json:"credential"`
	Organization id.Organization `json:"organization"`
	Name         string          `json:"name"` // the organization's
	Via          Via             `json:"via"`
	Delegation   id.Delegation   `json:"delegation,omitempty"`
	Home         id.Organization `json:"home"`
	Resource     id.Resource     `json:"resource,omitempty"` // of the organization, that it was lent for
	Posted       *Posting        `json:"posted,omitempty"`   // by what it is found there
	Share        *Share          `json:"share,omitempty"`    // for whom there it is, if it is shared
	Filed
	Lender  string      `json:"lender,omitempty"`  // who lends it
	Address string      `json:"address,omitempty"` // where its lender agreed that it is filled in, or of its resource there; the credential's own comes first
	Mode    Mode        `json:"mode"`
	Number  int         `json:"number"`         // the version that Key opens
	Key     SealedKey   `json:"key"`            // emptied when it ends
	Ends    *time.Time  `json:"ends,omitempty"` // the date its owner set: closed from this instant on
	Ended   *time.Time  `json:"ended,omitempty"`
	EndedBy string      `json:"endedBy,omitempty"`
	Was     *Credential `json:"was,omitempty"` // ended: what the credential said then
	LastUse *time.Time  `json:"lastUse,omitempty"`
	Version int         `json:"version"`
}

// Over reports whether the way is closed at an instant: it was ended, or its end
// date has come. That instant is already outside.
func (r Reader) Over(at time.Time) bool {
	return r.Ended != nil || r.Ends != nil && !at.Before(*r.Ends)
}

// End is the way ended at an instant, with what the credential says now.
func (r Reader) End(at time.Time, by string, c Credential) Reader {
	r.Ended, r.EndedBy, r.Key = &at, by, SealedKey{}
	r.Was = &Credential{
		ID: c.ID, Home: c.Home, Name: c.Name, Type: c.Type, Username: c.Username, URL: c.URL, Managed: c.Managed, Number: c.Number, Same: c.Same,
		Changed: c.Changed, By: c.seen(c.By, c.ByOf, r.Organization), Codes: c.Codes, Revision: c.Revision, Version: c.Version,
	}
	return r
}

// Shown is what the organization may know of the credential: all, and since its way is
// over what that said at its end. Where the end is still to be written down, its name.
func (r Reader) Shown(at time.Time, c Credential) Credential {
	switch {
	case c.Version == 0 || !r.Over(at):
		return c
	case r.Was == nil:
		return Credential{ID: c.ID, Home: c.Home, Name: c.Name, Number: r.Number, Version: c.Version}
	}
	return *r.Was
}

// Touch moves a reader's last use forward, without moving its version: two
// uses at once both stand. It is refused if a later use is on record already.
type Touch struct {
	Reader Reader
	At     time.Time
}

// Rekeyed is a reader with the key of a new version. Uses do not stand in its way, and
// it does not undo them: none is kept afterwards that did not see the new version.
type Rekeyed struct{ Reader }

// Received is one person who received the secret and so may know it.
type Received struct {
	Credential       id.Credential   `json:"credential"`
	Organization     id.Organization `json:"organization"` // through which
	OrganizationName string          `json:"organizationName"`
	Person           id.Person       `json:"person"`
	Name             string          `json:"name"`
	Number           int             `json:"number"`          // the newest version received
	Spans            []Span          `json:"spans,omitempty"` // all that were
	Uses             int             `json:"uses"`
	First            time.Time       `json:"first"`
	Last             time.Time       `json:"last"`
	Lost             *time.Time      `json:"lost,omitempty"` // when they lost the way to it
	Of               string          `json:"of,omitempty"`   // its name, if it was destroyed: they may know what it said last
	Version          int             `json:"version"`
}

// Known says that a person received a credential through an organization. It
// only finds: Received says what.
type Known struct {
	Organization id.Organization `json:"organization"`
	Person       id.Person       `json:"person"`
	Credential   id.Credential   `json:"credential"`
	Home         id.Organization `json:"home,omitempty"` // by whose list it finds, if that is another's: whose the credential is
	Version      int             `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r Credential) Seen() int { return r.Version }
func (r Version) Seen() int    { return r.Stored }
func (r Reader) Seen() int     { return r.Version }
func (r Touch) Seen() int      { return r.Reader.Version }
func (r Received) Seen() int   { return r.Version }
func (r Known) Seen() int      { return r.Version }
