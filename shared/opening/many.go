package opening

import (
	"context"
	"errors"
	"slices"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/table"
)

// Compared is a credential that was opened to be judged, and is shown to nobody.
type Compared struct {
	Credential credential.Credential
	Secret     secret.Text
	Mark       string // the same for equal secrets of what is judged together; "" for an empty one, and for what they may not reveal
	Reveals    bool   // the caller may reveal it now: no mark is made of another
	Closed     bool   // it was sealed with keys that were replaced since, and opens no more
}

// Compare opens a page of what the caller may have judged, one after the other, and
// answers where the next page begins. That the first is opened is on record before
// it is; more are facts of the caller's own, read with them.
func (d Door) Compare(ctx context.Context, c identity.Call, o id.Organization, j access.Judging, at table.Page, each func(Compared), more ...change.Record) (string, error) {
	ring := identity.KeyringOf(c, o)
	by, err := d.Table.Find(ctx, c, o, append(more, ring.Wanted()...)...)
	if err != nil {
		return "", err
	}
	begun, err := j.Begin(by)
	if err != nil {
		return "", err
	}
	audience := credential.Everything
	if j.Own {
		audience = credential.Audience(by.Person)
	}
	some, next, err := d.Table.VaultOf(ctx, o, []credential.Audience{audience}, at)
	if err != nil {
		return "", inBody(err)
	}
	found, err := d.Table.SealedOf(ctx, o, some)
	if err != nil {
		return "", err
	}
	found = slices.DeleteFunc(found, func(s table.Sealed) bool { return !j.Covers(by, s.Credential) })
	facts, err := d.Table.FactsOf(ctx, by, found)
	if err != nil {
		return "", err
	}
	keys := d.openers(c, ring)
	opener, err := keys.now(ctx)
	if err != nil {
		return "", err
	}
	mark, err := opener.Marks(string(audience))
	if err != nil {
		return "", err
	}
	if err := d.Table.Save(ctx, c, begun, nil); err != nil {
		return "", err
	}
	for i, s := range found {
		out := Compared{Credential: s.Credential, Closed: ring.Pair.Opens(s.Reader.Key.Epoch) != nil, Reveals: access.May(by, facts[i], credential.Read) == nil}
		if !out.Closed {
			plain, err := keys.open(ctx, s.Current.Version, s.Reader)
			if err != nil {
				return "", err
			}
			if out.Secret = plain.Secret; out.Secret != "" && out.Reveals {
				out.Mark = mark(out.Secret)
			}
		}
		each(out)
	}
	return next, nil
}

// Taken is what an export came to.
type Taken struct {
	Items   []TakenOne
	Refused []Refused
	Next    string // where the next page begins
}

// TakenOne is a credential that somebody takes along.
type TakenOne struct {
	Facts access.Facts
	Plain credential.Secrets // without the seed
}

// Refused is a credential that the caller sees, and why they may not take it along.
type Refused struct {
	Credential credential.Credential
	Why        string // a sentence
}

// Take lets the caller take along what some lists hold and they may reveal now, a
// page at a time. All of a page is on record in one transaction, or nothing is and
// nothing is opened; so a page is what one transaction takes, at most.
func (d Door) Take(ctx context.Context, c identity.Call, o id.Organization, lists []credential.Audience, at table.Page) (Taken, error) {
	ring := identity.KeyringOf(c, o)
	by, err := d.Table.Find(ctx, c, o, ring.Wanted()...)
	if err != nil {
		return Taken{}, err
	}
	some, next, err := d.Table.VaultOf(ctx, o, lists, at)
	if err != nil {
		return Taken{}, inBody(err)
	}
	sealed, err := d.Table.SealedOf(ctx, o, some)
	if err != nil {
		return Taken{}, err
	}
	facts, err := d.Table.FactsOf(ctx, by, sealed)
	if err != nil {
		return Taken{}, err
	}
	out := Taken{Next: next}
	var ch change.Change
	var taken []table.Sealed
	for i, f := range facts {
		one, err := access.Export(by, f)
		if err == nil {
			err = ring.Pair.Opens(sealed[i].Reader.Key.Epoch)
		}
		if err != nil {
			if err := out.refuse(by, f, err); err != nil {
				return Taken{}, err
			}
			continue
		}
		both := access.Beside(ch, one)
		if !d.Table.Fits(c, both, access.MostNotTaken) {
			out.Next = table.After(some[i-1])
			break
		}
		ch, taken, out.Items = both, append(taken, sealed[i]), append(out.Items, TakenOne{Facts: f})
	}
	ch.Add(access.NotTaken(by, out.refused()))
	if len(taken) == 0 {
		return out, d.Table.Save(ctx, c, ch, nil)
	}
	keys := d.openers(c, ring)
	if _, err := keys.now(ctx); err != nil {
		return Taken{}, err
	}
	if err := d.Table.Save(ctx, c, ch, nil); err != nil {
		return Taken{}, err
	}
	return out, out.fill(ctx, keys, taken)
}

func (t Taken) refused() []credential.Credential {
	out := make([]credential.Credential, len(t.Refused))
	for i, r := range t.Refused {
		out[i] = r.Credential
	}
	return out
}

// refuse says why a credential is not taken along, to whoever sees that it exists.
func (t *Taken) refuse(by identity.Caller, f access.Facts, err error) error {
	var why *fault.Error
	if !errors.As(err, &why) {
		return err
	}
	is := f.Reader.Had(f.Credential)
	if (access.Found{Credential: is, Reader: f.Reader, Path: f.Path, Resource: f.Resource}).Shows(by) {
		t.Refused = append(t.Refused, Refused{is, why.Message})
	}
	return nil
}

func (t *Taken) fill(ctx context.Context, keys openers, all []table.Sealed) error {
	for i, s := range all {
		plain, err := keys.open(ctx, s.Current.Version, s.Reader)
		if err != nil {
			return err
		}
		plain.Seed = "" // who has it has every code to come
		t.Items[i].Plain = plain
	}
	return nil
}

// inBody is a refusal of a page's cursor that was asked for in a body.
func inBody(err error) error {
	var f *fault.Error
	if errors.As(err, &f) && len(f.Fields) == 1 && f.Fields[0].Name == "query.after" {
		return fault.BadField("body.after", "%s", f.Fields[0].Reason)
	}
	return err
}
