package filing

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
)

// Bounds. A credential's audience is read with all its folders in one snapshot.
//
// MaxPath is one more than people may make: who makes a folder checks those above it,
// who moves one cannot check all those below it, so that both at once go one deeper.
// Where several such at once go deeper still, the path does not hold, and what is there
// opens for nobody until it is moved up.
const (
	MaxDepth  = 7            // folders above one another
	MaxPath   = MaxDepth + 1 // of them that are read, and that a transaction has room for
	MaxGroups = 10           // of one folder
	MaxTypes  = 60
	MaxLimit  = 3650 // days after which a secret of a type is old
)

// Folder is a place for credentials. Folders are never shared with another
// organization (rule F2).
type Folder struct {
	Organization id.Organization `json:"organization"`
	ID           id.Folder       `json:"id"`
	Parent       id.Folder       `json:"parent,omitempty"` // none: it hangs from the top
	Name         string          `json:"name"`
	Client       id.Client       `json:"client,omitempty"` // whose root it is
	Groups       []id.Group      `json:"groups,omitempty"` // only they, of those the folder above is for
	Closed       bool            `json:"closed,omitempty"` // for admins only, with all below it
	// Path are the folders above it, the parent first. It is written when the
	// folder is; after a move above, until it is written again, Parent is right
	// and Path is not.
	Path    []id.Folder `json:"path,omitempty"`
	Since   time.Time   `json:"since"`
	Removed *time.Time  `json:"removed,omitempty"`
	Version int         `json:"version"`
}

// Here reports whether there is a folder.
func (f Folder) Here() bool { return f.Version != 0 && f.Removed == nil }

// Client is a customer as a place to file credentials (rule S7): a name, and a
// folder at the top in which everything of theirs is.
type Client struct {
	Organization id.Organization `json:"organization"`
	ID           id.Client       `json:"id"`
	Name         string          `json:"name"`
	Folder       id.Folder       `json:"folder"`
	Site         id.Organization `json:"site,omitempty"` // the organization it works in itself, if it does (rule S1)
	Since        time.Time       `json:"since"`
	Version      int             `json:"version"`
}

// Gated says that a folder names a group as one of those it is for. It only finds.
type Gated struct {
	Organization id.Organization `json:"organization"`
	Group        id.Group        `json:"group"`
	Folder       id.Folder       `json:"folder"`
	Version      int             `json:"version"`
}

// Types are the credential types that an organization offers (rule C8), in its
// order. One that was never changed has none stored, and offers Usual.
type Types struct {
	Organization id.Organization `json:"organization"`
	Names        []string        `json:"names"`
	Limits       map[string]int  `json:"limits,omitempty"` // after how many days a secret of a type is old; of those without one never
	Forced       *Forced         `json:"forced,omitempty"` // its provider's instead, while that is so
	Version      int             `json:"version"`
}

// Forced is a provider's list as its site has it. It is a copy, which is made again
// when the provider's changes.
type Forced struct {
	By     id.Organization `json:"by"`
	Name   string          `json:"name"` // the provider's
	Names  []string        `json:"names"`
	Limits map[string]int  `json:"limits,omitempty"`
	Since  time.Time       `json:"since"`
}

// Usual are the types of an organization that made no list of its own.
var Usual = []string{
	"Website", "Router", "Switch", "Firewall", "Wireless", "Server", "Domain administrator", "Local administrator", "Database",
	"Cloud", "Email", "Remote access", "Printer", "Application", "Licence", "Bank", "Social media", "Other",
}

// Seen is the version at which the record was read; 0 for new.
func (r Folder) Seen() int { return r.Version }
func (r Client) Seen() int { return r.Version }
func (r Types) Seen() int  { return r.Version }
func (r Gated) Seen() int  { return r.Version }
