// Package opening is the one way a secret is opened: found, judged, unwrapped,
// put on record, and only then made plain, in this order (promise 1, rule C11).
//
// It stands above table and envelope, and joins them; the rule is access.Enter.
// It neither answers nor keeps what it opened.
package opening

import (
	"context"
	"fmt"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/table"
)

// Door opens secrets for functions.
type Door struct {
	Table *table.Table
	Keys  *envelope.Keys
}

// Opened is a credential that somebody was let in to.
type Opened struct {
	Address  string // where it is filled in
	Username string
	Plain    credential.Secrets
	Number   int    // of the version
	Code     string // for a fill: the sign-in code of the call's instant, if it has a seed
	CodeEnds int    // how many seconds that is good
}

// found is what one snapshot says about a use, with what opens it.
type found struct {
	by      identity.Caller
	facts   access.Facts
	current credential.Current
	ring    identity.Keyring
}

// find reads what a use is judged by.
func (d Door) find(ctx context.Context, c identity.Call, in api.CredentialUse, more ...change.Record) (found, error) {
	f := found{
		current: credential.Current{Version: credential.Version{Credential: in.Credential}},
		ring:    identity.KeyringOf(c, in.Organization),
	}
	var err error
	f.by, f.facts, err = d.Table.FindWay(ctx, c, in.Organization, in.Resource, in.Credential, append(append(f.ring.Wanted(), &f.current), more...)...)
	return f, err
}

// open keeps the change that puts the use on record, and opens a version after
// that. It takes at most one KMS call and one transaction. KMS comes before the
// record, so that nothing is on record that could not happen; the plain secret
// comes after it.
func (d Door) open(ctx context.Context, c identity.Call, f found, ch change.Change, v credential.Version, by credential.Reader) (credential.Secrets, error) {
	opener, err := d.openers(c, f.ring).of(ctx, by.Key)
	if err != nil {
		return credential.Secrets{}, err
	}
	if err := d.Table.Save(ctx, c, ch, nil); err != nil {
		return credential.Secrets{}, err
	}
	return opener.Open(v, by)
}

// Sign opens for a gate what a member is signed in with (rule J13): ch puts the use on
// record, and is empty if it is already.
func (d Door) Sign(ctx context.Context, c identity.Call, ring identity.Keyring, ch change.Change, v credential.Version, by credential.Reader) (secret.Text, error) {
	plain, err := d.open(ctx, c, found{ring: ring}, ch, v, by)
	return plain.Secret, err
}

// Open shows the caller a credential.
func (d Door) Open(ctx context.Context, c identity.Call, in api.CredentialUse) (Opened, error) {
	f, err := d.find(ctx, c, in)
	if err != nil {
		return Opened{}, err
	}
	ch, err := access.Enter(f.by, f.facts, credential.Read)
	if err != nil {
		return Opened{}, err
	}
	plain, err := d.open(ctx, c, f, ch, f.current.Version, f.facts.Reader)
	if err != nil {
		return Opened{}, err
	}
	out := Opened{Address: f.facts.Address(), Username: f.facts.Credential.Username, Plain: plain, Number: f.current.Number}
	if err := out.takeSeed(f, c, false); err != nil {
		return Opened{}, err
	}
	return out, nil
}

// Code lets the caller have the sign-in code of the call's instant.
func (d Door) Code(ctx context.Context, c identity.Call, in api.CredentialUse) (Opened, error) {
	f, err := d.find(ctx, c, in)
	if err != nil {
		return Opened{}, err
	}
	ch, err := access.Code(f.by, f.facts)
	if err != nil {
		return Opened{}, err
	}
	plain, err := d.open(ctx, c, f, ch, f.current.Version, f.facts.Reader)
	if err != nil {
		return Opened{}, err
	}
	out := Opened{Plain: plain}
	if err := out.takeSeed(f, c, true); err != nil {
		return Opened{}, err
	}
	return Opened{Code: out.Code, CodeEnds: out.CodeEnds}, nil
}

// takeSeed leaves the code that a seed makes, if it is wanted, and takes the seed
// away: it goes no further, for who has it has every code to come.
func (o *Opened) takeSeed(f found, c identity.Call, code bool) (err error) {
	seed := o.Plain.Seed
	if o.Plain.Seed = ""; f.facts.Credential.Codes != (seed != "") {
		return fmt.Errorf("opening: the seed of %s is there and should not be, or the other way round", f.facts.Credential.ID)
	}
	if code && seed != "" {
		o.Code, o.CodeEnds, err = credential.CodeAt(seed, c.At)
	}
	return err
}

// Earlier lets who may write a credential see what a version of it said.
func (d Door) Earlier(ctx context.Context, c identity.Call, in api.VersionUse) (Opened, error) {
	v := credential.Version{Credential: in.Credential, Number: in.Number}
	f, err := d.find(ctx, c, api.CredentialUse{Organization: in.Organization, Credential: in.Credential}, &v)
	if err != nil {
		return Opened{}, err
	}
	ch, err := access.Earlier(f.by, f.facts, v)
	if err != nil {
		return Opened{}, err
	}
	plain, err := d.open(ctx, c, f, ch, v, v.HomeReader())
	if err != nil {
		return Opened{}, err
	}
	plain.Seed = ""
	return Opened{Username: f.facts.Credential.Username, Plain: plain, Number: v.Number}, nil
}

// Again seals what an earlier version says for another place. It is for restoring:
// nobody is shown anything, so there is nothing to be on record before it but the
// new version itself, which is kept after.
func (d Door) Again(ctx context.Context, c identity.Call, v credential.Version, ring identity.Keyring, at credential.Place, to ...credential.Recipient) (credential.Sealed, error) {
	opener, err := d.openers(c, ring).of(ctx, v.HomeKey)
	if err != nil {
		return credential.Sealed{}, err
	}
	plain, err := opener.Open(v, v.HomeReader())
	if err != nil {
		return credential.Sealed{}, err
	}
	return envelope.Seal(at, plain, to...)
}

// Says reports whether the current version of a credential says a secret already, for
// whom is about to give it another. Nobody is shown anything, and how long it takes
// does not tell how much of it is alike. What does not open here and now, because the
// organization is locked or its keys were replaced, counts as if it said it: a secret
// that was not compared clears no rotation that is due (rule C12).
func (d Door) Says(ctx context.Context, c identity.Call, now credential.Current, by credential.Reader, ring identity.Keyring, s secret.Text) (bool, error) {
	opener, err := d.openers(c, ring).of(ctx, by.Key)
	if k := fault.Of(err); k == fault.Locked || k == fault.Conflict {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	plain, err := opener.Open(now.Version, by)
	if err != nil {
		return false, err
	}
	return plain.Secret.Equal(s), nil
}
