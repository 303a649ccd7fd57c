// Invitation-accept makes who was invited a member.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) accept(ctx context.Context, c identity.Call, in api.InvitationAccept) (api.SignedIn, error) {
	token, _ := identity.ParseLinkToken(in.Token, 2)
	j := identity.Joining{Token: token, Code: in.Code, Name: in.Name, Password: in.Password}
	j.Invitation = identity.Invitation{Organization: id.Organization(token.Thing(0)), ID: id.Invitation(token.Thing(1))}
	if err := f.table.Read(ctx, &j.Invitation); err != nil {
		return api.SignedIn{}, err
	}
	if err := identity.Invited(c, j.Invitation, token); err != nil {
		return api.SignedIn{}, err // before any password is looked at
	}
	j.Known.Address = identity.Address(j.Invitation.Email)
	j.Roster.Organization, j.Home.ID = j.Invitation.Organization, j.Invitation.Organization
	facts := []change.Record{&j.Known, &j.Roster, &j.Home}
	if j.Invitation.Provider != "" {
		j.Provider.Organization = j.Invitation.Provider
		facts = append(facts, &j.Provider)
	}
	if err := f.table.Read(ctx, facts...); err != nil {
		return api.SignedIn{}, err
	}
	if err := f.account(ctx, c, &j); err != nil {
		return api.SignedIn{}, err
	}
	if err := identity.MayJoin(j); err != nil {
		return api.SignedIn{}, err
	}
	if j.Known.Version != 0 {
		var err error
		if j.Right, err = f.table.Knock(ctx, c, j.Known.Address, j.Password); err != nil {
			return api.SignedIn{}, err
		}
	}
	done, err := identity.Accept(c, j)
	if err != nil {
		return api.SignedIn{}, f.table.Count(ctx, c, err)
	}
	return api.SignedInFrom(done, in.Carry), f.table.Save(ctx, c, done.Change, nil)
}

// account reads whose account the invited address has, if it has one.
func (f function) account(ctx context.Context, c identity.Call, j *identity.Joining) error {
	if j.Known.Version == 0 {
		return nil
	}
	j.Person.ID, j.Logins.Person = j.Known.Person, j.Known.Person
	j.Member.Organization, j.Member.Person = j.Invitation.Organization, j.Known.Person
	if err := f.table.Read(ctx, &j.Person, &j.Member, &j.Logins); err != nil {
		return err
	}
	oldest, full := j.Logins.Oldest(c.At)
	if !full {
		return nil
	}
	j.Oldest = oldest
	return f.table.Read(ctx, &j.Oldest)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("invitation-accept", f.table, f.accept)
}
