package table

import (
	"context"
	"reflect"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
)

// hold keeps with a new reader the row by which its organization finds it: no rule
// can forget it, for what is not found is lost when keys are replaced.
func (w *writing) hold(r change.Record) {
	if reader, ok := reflect.Indirect(reflect.ValueOf(r)).Interface().(credential.Reader); ok && reader.Seen() == 0 {
		w.keep(credential.Holding{Organization: reader.Organization, Credential: reader.Credential}, nil)
	}
}

// letGo removes it with the reader.
func (w *writing) letGo(r credential.Reader) {
	h := credential.Holding{Organization: r.Organization, Credential: r.Credential}
	w.add(h, types.TransactWriteItem{Delete: &types.Delete{TableName: &w.table, Key: keyOf(h).attributes()}})
}

// HoldingsOf lists what is sealed to an organization's keys, whoever's it is.
func (t *Table) HoldingsOf(ctx context.Context, o id.Organization, at Page) ([]credential.Holding, string, error) {
	return page[credential.Holding](ctx, t, list{pk: vaultKey(o, sealedTo), from: holdsPrefix}, at)
}

// HeldOf reads what an organization has of a credential, with a page of its versions
// if it is the organization's own.
func (t *Table) HeldOf(ctx context.Context, h credential.Holding, at Page) (credential.Held, string, error) {
	held := credential.Held{Reader: credential.Reader{Credential: h.Credential, Organization: h.Organization}}
	held.Current.Credential = h.Credential
	next := ""
	if err := t.Read(ctx, &held.Reader, &held.Current); err != nil || held.Reader.Home != h.Organization {
		return held, "", err
	}
	var err error
	held.Versions, next, err = page[credential.Version](ctx, t, list{pk: keyOf(held.Reader).pk, from: "VERSION#"}, at)
	return held, next, err
}

// KeptWith reads what is held with each holding: the reader, and the credential.
func (t *Table) KeptWith(ctx context.Context, all []credential.Holding) ([]credential.Reader, []credential.Credential, error) {
	readers, err := readAll(ctx, t, all, func(h credential.Holding) credential.Reader {
		return credential.Reader{Credential: h.Credential, Organization: h.Organization}
	})
	if err != nil {
		return nil, nil, err
	}
	credentials, err := readAll(ctx, t, all, func(h credential.Holding) credential.Credential { return credential.Credential{ID: h.Credential} })
	return readers, credentials, err
}
