package delegation_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// life is one delegation and what was done with it. The model below the line is
// of deeds alone: it never looks at a state.
type life struct {
	f        delegation.Facts
	standing access.Standing
	received credential.Received
	now      time.Time

	claimedBy id.Organization // the first whose claim was accepted
	sharedAt  time.Time       // when a share was accepted; zero: never
	over      bool            // a denial or revocation was accepted, or the end date written down
	ends      *time.Time      // the end date of the last terms that were accepted
	end       time.Time       // the end that the revocation put on record
	uses      []time.Time     // accepted uses
	decisions int             // accepted shares and denials
}

const plantedSecret = "planted secret"

// keep stores what a change keeps, as the table would, and looks for secrets.
func (l *life) keep(t *rapid.T, c change.Change) {
	told, err := json.Marshal([]any{c.Entries, c.Notices, c.Orders, c.Due})
	if err != nil || strings.Contains(string(told), plantedSecret) || strings.Contains(string(told), code) {
		t.Fatalf("a secret is told: %s, %v", told, err)
	}
	for _, r := range c.Records {
		switch x := r.(type) {
		case delegation.Delegation:
			x.Version++
			l.f.Delegation = x
		case access.Resource:
			x.Version++
			l.f.Resource = x
		case credential.Credential:
			x.Version++
			l.f.Credential = x
		case credential.Reader:
			if x.Organization == team.ID {
				x.Version++
				l.f.Reader = x
			}
		case credential.Touch:
			l.f.Reader.LastUse = &x.At
		case access.Standing:
			l.standing = x
		case credential.Received:
			l.received = x
		}
	}
}

// at draws an instant near now: calls arrive out of order by up to two seconds.
func (l *life) at(t *rapid.T) time.Time {
	return l.now.Add(time.Duration(rapid.IntRange(-2000, 2000).Draw(t, "early or late")) * time.Millisecond)
}

// somebody is a caller of one of three organizations, two of which could own it.
func somebody(t *rapid.T, at time.Time) identity.Caller {
	switch rapid.SampledFrom([]string{"Olga", "Olga", "Mallory", "Ada"}).Draw(t, "who") {
	case "Olga":
		return owner(at)
	case "Mallory":
		return identitytest.Caller(identitytest.Member(other, "Mallory", identity.Admin), at)
	default:
		return identitytest.Caller(ada, at)
	}
}

// mayDecide fails unless the deed is one that l allows by what was done before.
func (l *life) mayDecide(t *rapid.T, by identity.Caller, deed string) {
	if l.claimedBy == "" || by.Organization != l.claimedBy {
		t.Fatalf("%s by %s, claimed by %q", deed, by.Name, l.claimedBy)
	}
	if l.over {
		t.Fatalf("%s after it was over", deed)
	}
	if deed == "revoke" || deed == "amend" {
		if l.sharedAt.IsZero() {
			t.Fatalf("%s before it was shared", deed)
		}
		if l.ranOut(by.At) {
			t.Fatalf("%s at %s, after its end date", deed, by.At)
		}
		return
	}
	if l.decisions++; l.decisions > 1 {
		t.Fatalf("%s is the second decision", deed)
	}
	if !by.At.Before(nine.Add(delegation.Life)) {
		t.Fatalf("%s at %s, after it lapsed", deed, by.At)
	}
}

func (l *life) claim(t *rapid.T) {
	by := somebody(t, l.at(t))
	ch, err := delegation.Claim(l.f.Delegation, identity.Person{ID: by.Person, Name: by.Name}, identity.Organization{ID: by.Organization, Name: by.OrganizationName}, by.At)
	if err != nil {
		return
	}
	if len(ch.Records) != 0 {
		if l.claimedBy != "" {
			t.Fatalf("claimed by %s after %s", by.Organization, l.claimedBy)
		}
		l.claimedBy = by.Organization
	}
	l.keep(t, ch)
}

func (l *life) share(t *rapid.T) {
	by := somebody(t, l.at(t))
	s := sealed(1)
	s.Fields["secret"] = []byte(plantedSecret)
	s.Place.Home = by.Organization
	ends := someEnd(t, by.At)
	_, ch, err := delegation.Share(by, l.f, "olga", delegation.Terms{AllowViewing: rapid.Bool().Draw(t, "viewing"), Ends: ends}, s)
	if err != nil {
		return
	}
	l.mayDecide(t, by, "share")
	l.sharedAt, l.ends = by.At, ends
	l.keep(t, ch)
	l.f.Resource.Assignments = []access.Assignment{{ID: "assign_a", Group: "group_a", Credential: l.f.Credential.ID, Mode: credential.Use}}
}

func (l *life) deny(t *rapid.T) {
	by := somebody(t, l.at(t))
	_, ch, err := delegation.Deny(by, l.f, "no")
	if err != nil {
		return
	}
	l.mayDecide(t, by, "deny")
	l.over = true
	l.keep(t, ch)
}

func (l *life) revoke(t *rapid.T) {
	by := somebody(t, l.at(t))
	_, ch, err := delegation.Revoke(by, l.f)
	if err != nil {
		return
	}
	l.mayDecide(t, by, "revoke")
	l.over = true
	for _, e := range ch.Entries {
		if e.Action == audit.DelegationRevoked {
			l.end = e.At
		}
	}
	l.keep(t, ch)
}

// someEnd is an end date within a month, or none.
func someEnd(t *rapid.T, at time.Time) *time.Time {
	hours := rapid.IntRange(0, 700).Draw(t, "hours it is lent")
	if hours == 0 {
		return nil
	}
	ends := at.Add(time.Duration(hours) * time.Hour)
	return &ends
}

// ranOut reports by the last terms alone whether the end date has come.
func (l *life) ranOut(at time.Time) bool { return l.ends != nil && !at.Before(*l.ends) }

func (l *life) amend(t *rapid.T) {
	by := somebody(t, l.at(t))
	a := delegation.Amending{Ends: someEnd(t, by.At)}
	a.Endless = a.Ends == nil && rapid.Bool().Draw(t, "endless")
	if viewing := rapid.Bool().Draw(t, "viewing"); rapid.Bool().Draw(t, "says viewing") {
		a.AllowViewing = &viewing
	}
	_, ch, err := delegation.Amend(by, l.f, a)
	if err != nil {
		return
	}
	l.mayDecide(t, by, "amend")
	if a.Ends != nil || a.Endless {
		l.ends = a.Ends
	}
	l.keep(t, ch)
}

// sweep writes the end date down, whenever it comes by.
func (l *life) sweep(t *rapid.T) {
	ch := delegation.End(l.now, l.f)
	if len(ch.Records) == 0 {
		return
	}
	if l.over || !l.ranOut(l.now) {
		t.Fatalf("ended by date at %s, over %v, until %v", l.now, l.over, l.ends)
	}
	l.over, l.end = true, ch.Entries[0].At
	l.keep(t, ch)
}

func (l *life) use(t *rapid.T) {
	by := identitytest.Caller(identitytest.Member(team, "Uma", identity.User, "group_a"), l.at(t))
	want := rapid.SampledFrom([]credential.Mode{credential.Use, credential.Read}).Draw(t, "mode")
	ch, err := access.Enter(by, access.Facts{
		Resource: l.f.Resource, Credential: l.f.Credential, Reader: l.f.Reader, Standing: l.standing, Received: l.received,
	}, want)
	if err != nil {
		return
	}
	if l.sharedAt.IsZero() || l.over || l.ranOut(by.At) {
		t.Fatalf("used at %s: shared at %v, over %v", by.At, l.sharedAt, l.over)
	}
	if want == credential.Read {
		t.Fatal("seen by somebody assigned to use it")
	}
	l.uses = append(l.uses, ch.Entries[0].At)
	l.keep(t, ch)
}

func (l *life) change(t *rapid.T) {
	by := somebody(t, l.at(t))
	f := credential.Changing{Credential: l.f.Credential, Seen: l.f.Credential.Number}
	s := sealed(l.f.Credential.Number + 1)
	s.Place.Home, s.Place.Credential = l.f.Credential.Home, l.f.Credential.ID
	for _, o := range f.Credential.Readers {
		s.Keys[o] = credential.SealedKey{Epoch: 1, Bytes: []byte("key")}
		r := credential.Reader{Organization: o, Version: 1}
		if o == team.ID {
			r = l.f.Reader
		}
		f.Readers = append(f.Readers, r)
	}
	_, ch, err := credential.Change(by, f, s)
	if err != nil {
		return
	}
	if by.Organization != l.claimedBy || l.sharedAt.IsZero() {
		t.Fatalf("the login is changed by %s", by.Name)
	}
	l.keep(t, ch)
}

// lapsed reports by the clock and by what was done whether nobody answered.
func (l *life) lapsed() bool { return l.decisions == 0 && !l.now.Before(nine.Add(delegation.Life)) }

func (l *life) check(t *rapid.T) {
	state := l.f.Delegation.At(l.now)
	if shared := state == access.Shared; shared != (!l.sharedAt.IsZero() && !l.over && !l.ranOut(l.now)) {
		t.Fatalf("it is %s: shared at %v, over %v", state, l.sharedAt, l.over)
	}
	if l.lapsed() != (state == access.Lapsed) {
		t.Fatalf("it is %s at %s", state, l.now)
	}
	if loan := l.f.Resource.Loan.At(l.now); loan != state {
		t.Fatalf("it is %s to its owner and %s to who asked", state, loan)
	}
	if l.over && len(l.f.Reader.Key.Bytes) != 0 {
		t.Fatal("over, and the other side's key still opens")
	}
	for _, at := range l.uses {
		if !l.end.IsZero() && !at.Before(l.end) {
			t.Fatalf("a use at %s, the end at %s", at, l.end)
		}
	}
}

// Random people do random things at random instants; what was done decides what
// may follow.
func TestTheLifeOfADelegation(t *testing.T) {
	d, r := asked(t)
	whole := 0 // lives that went all the way
	live := func(t *rapid.T) {
		l := &life{f: delegation.Facts{Delegation: d, Resource: r, Asking: team}, now: nine.Add(time.Minute)}
		l.f.Delegation.ID = d.ID
		t.Repeat(map[string]func(*rapid.T){
			"claim": l.claim, "share": l.share, "deny": l.deny, "revoke": l.revoke, "use": l.use, "use again": l.use, "change": l.change,
			"amend": l.amend, "sweep": l.sweep,
			"lapse": func(t *rapid.T) { l.keep(t, delegation.Lapse(l.now, l.f.Delegation, l.f.Resource, l.f.Asked)) },
			"wait": func(t *rapid.T) {
				l.now = l.now.Add(time.Duration(rapid.IntRange(0, 5000).Draw(t, "ms")) * time.Millisecond)
			},
			"wait long": func(t *rapid.T) {
				l.now = l.now.Add(time.Duration(rapid.IntRange(0, 72).Draw(t, "hours")) * time.Hour)
			},
			"": l.check,
		})
		if len(l.uses) > 0 && !l.end.IsZero() {
			whole++
		}
	}
	for range 5 { // a hundred lives each
		rapid.Check(t, live)
	}
	if whole == 0 {
		t.Error("no life had a use and an end: nothing is tested")
	}
	t.Logf("%d lives had a use and an end", whole)
}
