// Left-take takes what the caller left behind in an organization into their personal
// one (rule C14), one after the other: each in its own transaction, so that one that
// is refused stops no other. Who sends it again finds what they have taken.
package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/locking"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/table"
)

const (
	atOnce = 20  // how many one call takes
	looks  = 100 // how many it looks at to find as many
)

type function struct{ door opening.Door }

func (f function) take(ctx context.Context, c identity.Call, in api.LeftTake) (api.LeftTaken, error) {
	m := identity.Member{Organization: in.Organization, Person: c.Token.Person}
	by, err := f.door.Table.Find(ctx, c, "", &m)
	if err != nil {
		return api.LeftTaken{}, err
	}
	if err := access.MayLook(by, m); err != nil {
		return api.LeftTaken{}, err
	}
	out := api.LeftTaken{Items: []api.LeftTakenOne{}}
	var open identity.Unlocked
	if in.Key != "" {
		lock := locking.Door{Table: f.door.Table, Keys: f.door.Keys}
		if open, err = lock.Once(ctx, by, in.Organization, in.Key); err != nil {
			return api.LeftTaken{}, err
		}
	}
	which := in.Credentials
	if len(which) == 0 {
		if which, out.More, err = f.waiting(ctx, m); err != nil {
			return api.LeftTaken{}, err
		}
	}
	if out.Home, err = f.settle(ctx, by, len(which) > 0); err != nil {
		return api.LeftTaken{}, err
	}
	for i, one := range which {
		c := c
		c.ID, c.Repeat = fmt.Sprintf("%s-%d", c.ID, i), identity.Repeat{} // a repeat finds what is done
		done, err := f.tryOne(ctx, c, ringOf(c, in.Organization, open), out.Home, one)
		if err != nil {
			return api.LeftTaken{}, err
		}
		out.Items = append(out.Items, done)
	}
	return out, nil
}

// waiting names the first of what waits, and whether there is more.
func (f function) waiting(ctx context.Context, m identity.Member) ([]id.Credential, bool, error) {
	l := identity.Left{Organization: m.Organization, Person: m.Person, Until: m.WaitsUntil()}
	var which []id.Credential
	for p := (table.Page{Limit: looks}); ; {
		some, next, err := f.door.Table.LeftIn(ctx, l, p)
		if err != nil {
			return nil, false, err
		}
		for _, c := range some {
			which = append(which, c.ID)
		}
		if p.After = next; next == "" || len(which) >= atOnce {
			return which[:min(len(which), atOnce)], next != "" || len(which) > atOnce, nil
		}
	}
}

// settle sees that the caller has a personal organization, before anything is taken
// into it.
func (f function) settle(ctx context.Context, by identity.Caller, wanted bool) (id.Organization, error) {
	if !wanted {
		return identity.PersonalOrganization(by.Person), nil
	}
	o, ch, err := f.door.Home(ctx, by)
	if err != nil || len(ch.Records) == 0 {
		return o.ID, err
	}
	c := by.Call
	c.ID, c.Repeat = c.ID+" home", identity.Repeat{}
	err = f.door.Table.Save(ctx, c, ch, nil)
	if fault.Of(err) == fault.Moved {
		err = nil // made by another call of theirs at this moment: what is taken checks that it is there
	}
	return o.ID, err
}

// tries is how often one is judged anew when something moved meanwhile.
const tries = 3

func (f function) tryOne(ctx context.Context, c identity.Call, ring identity.Keyring, home id.Organization, which id.Credential) (api.LeftTakenOne, error) {
	var taken id.Credential
	var err error
	for range tries {
		if taken, err = f.one(ctx, c, ring, home, which); fault.Of(err) != fault.Moved {
			break
		}
	}
	var refused *fault.Error
	switch {
	case err == nil:
		return api.LeftTakenOne{Credential: which, Outcome: "taken", Taken: taken}, nil
	case errors.As(err, &refused) && refused.Kind != fault.Unavailable && refused.Kind != fault.Unauthenticated:
		return api.LeftTakenOne{Credential: which, Outcome: "refused", Reason: refused.Message}, nil
	default:
		return api.LeftTakenOne{}, err
	}
}

// ringOf is what opens what was left: the organization key that was typed, if it was.
func ringOf(c identity.Call, o id.Organization, open identity.Unlocked) identity.Keyring {
	ring := identity.KeyringOf(c, o)
	if open.Version != 0 {
		ring.Open = open
	}
	return ring
}

// wanted is what is to be read of it: what was opened for this call alone is nowhere.
func wanted(ring *identity.Keyring) []change.Record {
	if ring.Open.Version != 0 {
		return []change.Record{&ring.Pair}
	}
	return ring.Wanted()
}

// one takes one credential, judged by what is true now.
func (f function) one(ctx context.Context, c identity.Call, ring identity.Keyring, home id.Organization, which id.Credential) (id.Credential, error) {
	facts := access.TakingOf(c.Token.Person, ring.Pair.Organization, which)
	facts.Home.ID = home
	by, err := f.door.Table.Find(ctx, c, "", append(facts.Wanted(), wanted(&ring)...)...)
	if err != nil {
		return "", err
	}
	if facts.Done(by) {
		return facts.Taken.ID, nil
	}
	if err := access.MayTake(by, facts); err != nil {
		return "", err
	}
	at := credential.Place{Home: facts.Home.ID, Credential: facts.Taken.ID, Number: 1}
	sealed, err := f.door.Elsewhere(ctx, c, facts.Current.Version, facts.Reader, ring, at, credential.To(facts.Home))
	if err != nil {
		return "", err
	}
	made, ch, err := access.Take(by, facts, sealed)
	if err != nil {
		return "", err
	}
	return made.ID, f.door.Table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{opening.Door{
		Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		Keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}}
	lambdahttp.Start("left-take", f.door.Table, f.take)
}
