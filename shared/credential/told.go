package credential

import (
	"strconv"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// ToldChore puts a change on record with those who have the credential too, where they
// are more than the change itself has room for: the line of the change log that the
// order names says with whom.
const ToldChore = "credential-told"

// order is for the line to be told.
func (r Logged) order(at time.Time) change.Order {
	return change.Order{Door: change.Drive, At: at, Chore: ToldChore, Thing: string(r.Credential) + " " + strconv.Itoa(r.Turn)}
}

// LineOf names the line of a change log that an order is for.
func LineOf(o change.Order) Logged {
	c, turn, _ := strings.Cut(o.Thing, " ")
	n, err := strconv.Atoi(turn)
	if err != nil {
		n = 0 // no line has it: nothing is read, and nothing told
	}
	return Logged{Credential: id.Credential(c), Turn: n}
}

// Tell puts a line on record with all whom it names. home is the organization that the
// credential is of.
func Tell(c Credential, r Logged, home identity.Organization) change.Change {
	return change.Change{Entries: r.entries(c, home.Name, r.Told)}
}

// acts are the kinds of change that others are told of, as their records say them.
var acts = map[Kind]audit.Action{
	Renewed: audit.CredentialChanged, Restored: audit.CredentialRestored, Amended: audit.CredentialAmended,
	Disabled: audit.CredentialDisabled, Enabled: audit.CredentialEnabled,
}

// entries are the line as some organizations have it on record. Of who has the
// credential too they are told nothing (rule S3), of its home's people all.
func (r Logged) entries(c Credential, home string, with []id.Organization) []audit.Entry {
	out := make([]audit.Entry, len(with))
	for i, o := range with {
		out[i] = audit.Entry{
			Organization: o, At: r.At, Action: acts[r.Kind], ActorName: c.seen(r.By, r.ByOf, o), ActorOrganization: home,
			Thing: string(r.Credential), ThingName: c.Name, Detail: r.Theirs,
		}
		if r.ByOf != "" {
			out[i].ActorOrganization = ""
		}
	}
	return out
}
