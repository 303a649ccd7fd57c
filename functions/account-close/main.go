// Account-close closes an owner's account: everything lent ends first, a piece at
// a call, each loan by itself; the account goes when nothing is left. A repeat of
// a call that left something goes on where that stopped.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

const (
	piece = 25  // how many loans and requests one call ends
	looks = 100 // how many it looks at together
)

type function struct{ table *table.Table }

func (f function) close(ctx context.Context, c identity.Call, in api.AccountClose) (api.Closed, error) {
	facts := identity.Closing{Person: identity.Person{ID: c.Token.Person}, Logins: identity.Logins{Person: c.Token.Person}}
	who, err := f.table.Find(ctx, c, "", &facts.Person, &facts.Logins)
	if err != nil {
		return api.Closed{}, err
	}
	all, err := f.table.BelongingsOf(ctx, who.Person)
	if err != nil {
		return api.Closed{}, err
	}
	if facts.Home, facts.Others, err = identity.Home(all); err != nil {
		return api.Closed{}, err // before any password is looked at: it says nothing of one
	}
	right, err := f.table.Knock(ctx, c, identity.Address(who.Email), in.Password)
	if err != nil {
		return api.Closed{}, err
	}
	facts.Signin = right.Known
	by, err := f.begin(ctx, c, &facts, right)
	if err != nil {
		return api.Closed{}, err
	}
	out := api.Closed{}
	if out.Ended, out.Left, err = f.end(ctx, by); err != nil || out.Left {
		return out, err
	}
	if facts.Sessions, err = f.table.SessionsOf(ctx, facts.Logins); err != nil {
		return api.Closed{}, err
	}
	gone, ch := identity.CloseAccount(by, facts)
	out.Gone = gone
	return out, f.table.Save(ctx, c, ch, out)
}

// begin calls for the personal organization from here on, and closes it to all
// that is new. The password was typed for that.
func (f function) begin(ctx context.Context, c identity.Call, facts *identity.Closing, right identity.Proven) (identity.Caller, error) {
	c.Who, c.Repeat = identity.Admins, identity.Repeat{} // each piece is kept by itself
	home := identity.Organization{ID: facts.Home.Organization}
	facts.Roster.Organization = home.ID
	facts.Left = identity.Left{Organization: home.ID, Person: c.Token.Person}
	by, err := f.table.Find(ctx, c, home.ID, &home, &facts.Roster, &facts.Left)
	if err != nil {
		return by, err
	}
	ch := right.Change
	if home.Closed == nil {
		ch.Add(identity.BeginClosing(by, home))
	}
	c.ID += " begin" // what each transaction makes has ids of its own
	return by, f.table.Save(ctx, c, ch, nil)
}

// end ends what is lent or asked for, up to a piece of it. left says that there
// is more, or that something moved meanwhile.
func (f function) end(ctx context.Context, by identity.Caller) (ended int, left bool, err error) {
	for p := (table.Page{Limit: looks}); ; {
		all, next, err := f.table.DelegationsOf(ctx, by.Organization, p)
		if err != nil {
			return ended, true, err
		}
		for _, d := range all {
			if at := d.At(by.At); at != access.Shared && at != access.Pending || d.Owner != by.Organization {
				continue // over, or answered at this moment from another organization of theirs, which lends it
			}
			if ended == piece {
				return ended, true, nil
			}
			switch err := f.one(ctx, by, d); {
			case fault.Of(err) == fault.Moved: // somebody used it just now
				left = true
			case err != nil:
				return ended, true, err
			default:
				ended++
			}
		}
		if p.After = next; next == "" {
			return ended, left, nil
		}
	}
}

// one ends one loan, or denies one request.
func (f function) one(ctx context.Context, by identity.Caller, d delegation.Delegation) error {
	facts := delegation.Facts{Delegation: d}
	lent := d.State == access.Shared
	wanted := facts.Answering()
	if lent {
		wanted = append(wanted, facts.Lent()...)
	}
	if err := f.table.Read(ctx, wanted...); err != nil {
		return err
	}
	var ch change.Change
	var err error
	if lent {
		_, ch, err = delegation.Revoke(by, facts)
	} else {
		_, ch, err = delegation.Deny(by, facts, "They closed their account.")
	}
	if err != nil {
		return err
	}
	c := by.Call
	c.ID += " " + string(d.ID)
	return f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("account-close", f.table, f.close)
}
