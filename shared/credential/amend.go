package credential

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// Amending is what is known when something is amended that lists show of a
// credential.
type Amending struct {
	Credential Credential
	Readers    []Reader // if it is lent: all of them
	Seen       int      // the revision that whoever amends saw
	Days       int      // after which a credential of the new type is old; 0: never
}

// quoted is how many characters of an old or new text the record repeats.
const quoted = 120

// Amend keeps what a credential says of itself now: its name, type, username,
// address and tags, which are tidy already. Its secret stays, and so does who has it.
func Amend(by identity.Caller, f Amending, is Credential) (Credential, change.Change, error) {
	was := f.Credential
	if err := MayChange(by, was); err != nil {
		return was, change.Change{}, err
	}
	if f.Seen != was.Revision {
		return was, change.Change{}, fault.New(fault.Conflict, "%s changed it at %s; look at that first.",
			was.EditedBy, was.Edited.UTC().Format(time.RFC3339))
	}
	if is.Name == "" {
		return was, change.Change{}, fault.BadField("body.name", "is empty")
	}
	c := was
	c.Name, c.Type, c.Username, c.URL, c.Tags = is.Name, is.Type, is.Username, is.URL, is.Tags
	if c.Username != was.Username {
		if err := c.usable(); err != nil {
			return was, change.Change{}, err
		}
	}
	what := differs(was, c)
	if len(what) == 0 {
		return was, change.Change{}, nil
	}
	ch := by.Change()
	if c.Type != was.Type {
		c = c.aged(&ch, by.At, f.Days)
	}
	all := strings.Join(what, "; ")
	c = c.Write(by, &ch, was, Amended, all)
	theirs := slices.DeleteFunc(what, func(w string) bool { // by what its home files it is the home's (rule S3)
		return strings.HasPrefix(w, "type ") || strings.HasPrefix(w, "tags ")
	})
	c.onRecord(by, &ch, f.Readers, audit.CredentialAmended, all, strings.Join(theirs, "; "))
	if err := c.bounded(ch); err != nil {
		return was, change.Change{}, err
	}
	return c, ch, nil
}

// differs says what was amended, old and new: all of it is on lists.
func differs(was, is Credential) []string {
	var out []string
	for _, f := range []struct{ name, was, is string }{
		{"name", was.Name, is.Name},
		{"username", was.Username, is.Username},
		{"address", was.URL, is.URL},
		{"type", was.Type, is.Type},
		{"tags", strings.Join(was.Tags, ", "), strings.Join(is.Tags, ", ")},
	} {
		if f.was != f.is {
			out = append(out, fmt.Sprintf("%s %s to %s", f.name, quote(f.was), quote(f.is)))
		}
	}
	return out
}

func quote(s string) string {
	if s == "" {
		return "none"
	}
	if r := []rune(s); len(r) > quoted {
		s = string(r[:quoted]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
