package table

import (
	"context"
	"slices"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Sealed is a credential with what is sealed of it now, as one snapshot says.
type Sealed struct {
	Credential credential.Credential
	Current    credential.Current
	Reader     credential.Reader // of the organization that asks
}

// sealedAtOnce is how many are read in one snapshot: three items each, of which a
// version may have a hundred kilobytes, and a snapshot takes four megabytes.
const sealedAtOnce = 30

// SealedOf reads credentials again, by their ids, with what is sealed of them to an
// organization. One that is gone meanwhile has version 0.
func (t *Table) SealedOf(ctx context.Context, o id.Organization, all []credential.Credential) ([]Sealed, error) {
	out := make([]Sealed, len(all))
	at := 0
	for some := range slices.Chunk(all, sealedAtOnce) {
		var wanted []change.Record
		for i, c := range some {
			s := &out[at+i]
			s.Credential.ID, s.Current.Credential, s.Reader = c.ID, c.ID, credential.Reader{Credential: c.ID, Organization: o}
			wanted = append(wanted, &s.Credential, &s.Current, &s.Reader)
		}
		if err := t.Read(ctx, wanted...); err != nil {
			return nil, err
		}
		at += len(some)
	}
	return out, nil
}

// FactsOf reads what the caller's use of each is judged by.
func (t *Table) FactsOf(ctx context.Context, by identity.Caller, all []Sealed) ([]access.Facts, error) {
	credentials := make([]credential.Credential, len(all))
	for i, s := range all {
		credentials[i] = s.Credential
	}
	found, err := t.Places(ctx, by.Organization, credentials)
	if err != nil {
		return nil, err
	}
	readers := make([]credential.Reader, len(all))
	for i, s := range all {
		readers[i] = s.Reader
	}
	sites, err := t.sitesOf(ctx, by.Organization, readers)
	if err != nil {
		return nil, err
	}
	out := make([]access.Facts, len(all))
	var wanted []change.Record
	for i, s := range all {
		f := access.FactsOf(by.Person, by.Organization, found[i].Credential.Resource, s.Credential.ID)
		f.Credential, f.Reader, f.Path = s.Credential, s.Reader, found[i].Path
		if f.Resource.ID != "" && found[i].Resource.Version != 0 {
			f.Resource = found[i].Resource
		}
		if f.Reader.Via == credential.Shared {
			f.Site = sites[f.Reader.Home]
		}
		out[i] = f
		wanted = append(wanted, &out[i].Received)
		if f.Resource.ID != "" {
			wanted = append(wanted, &out[i].Standing)
		}
	}
	for some := range slices.Chunk(wanted, maxItems) {
		if err := t.Read(ctx, some...); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// After is where the list of what a vault holds goes on after a credential.
func After(c credential.Credential) string {
	return cursor(keyOf(credential.Post{Name: credential.Sorted(c.Name), Credential: c.ID}).sk)
}

// Fits reports whether a change is small enough for one transaction, with room for
// so many items more.
func (t *Table) Fits(c identity.Call, ch change.Change, more int) bool {
	w := writing{table: t.name, now: c.At, at: map[key]int{}}
	w.change(c, ch)
	return len(w.items)+more <= maxItems
}
