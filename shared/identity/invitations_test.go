package identity

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

const digits = secret.Text("1234 5678")

// invitation is one of Bob, with its link's token and a code that was mailed.
func invitation(c Call, role Role) (Invitation, LinkToken) {
	token := NewLinkToken("org_a", "invite_a")
	by := admin(Provider)
	by.Call.At = c.At
	inv, _, err := Invite(by, Inviting{Email: " bob@example.com ", Role: role, Link: Link{Hash: token.Hash(), Expires: c.At.Add(InvitationLife)}})
	if err != nil {
		panic(err)
	}
	inv.Version = 1
	ch, err := SendInvitationCode(c, inv, token, Code{Hash: token.HashCode(digits), Sealed: []byte("x"), Expires: c.At.Add(CodeLife)})
	if err != nil {
		panic(err)
	}
	return ch.Records[0].(Invitation), token
}

func TestAnInvitationIsTheOrganizationsAndMailedToTheAddress(t *testing.T) {
	inv, ch, err := Invite(admin(Provider), Inviting{Email: " bob@example.com ", Role: Reviewer})
	wantKind(t, err, "")
	if inv.Email != "bob@example.com" || inv.Role != Reviewer || inv.ByName != "Ann here" || kept[Invitation](t, ch).ID != inv.ID {
		t.Errorf("%+v", inv)
	}
	if e := entry(t, ch, audit.MemberInvited); e.Detail != "as reviewer" || e.ThingName != "bob@example.com" {
		t.Errorf("%+v", e)
	}
	if n := ch.Notices[0]; n.To.Address != "bob@example.com" || n.Home != "org_a" || n.About != string(inv.ID) {
		t.Errorf("%+v", n)
	}
}

// rule D9, rule F5
func TestWhoCannotBeInvitedIsRefusedWithAReason(t *testing.T) {
	full := Roster{}
	for i := range MaxAdmins {
		full.People = append(full.People, id.Person(fmt.Sprint("person_", i)))
	}
	waits := Invitation{ID: "invite_w", Email: "Bob@example.com", Role: User, ByName: "Dan", At: nine, Link: Link{Expires: nine.Add(time.Hour)}, Version: 1}
	over := waits
	over.Link.Expires = nine
	for _, tt := range []struct {
		name string
		kind Kind
		f    Inviting
		want fault.Kind
		say  string
	}{
		{"by a personal account", Personal, Inviting{Email: "bob@example.com", Role: User}, fault.Forbidden, "personal"},
		{"by a held organization", Provider, Inviting{Email: "bob@example.com", Role: User, Organization: Organization{Held: "look-alike"}}, fault.Forbidden, "waits for an operator"},
		{"no address", Provider, Inviting{Email: "bob", Role: User}, fault.Invalid, ""},
		{"a member", Provider, Inviting{Email: "bob@example.com", Role: User, Member: Member{Name: "Bob", Version: 1}}, fault.Conflict, "Bob is a member already"},
		{"a suspended member", Provider, Inviting{Email: "bob@example.com", Role: User, Member: Member{Name: "Bob", Version: 1, Suspended: &nine}}, fault.Conflict, "a member already"},
		{"who was removed", Provider, Inviting{Email: "bob@example.com", Role: User, Member: Member{Name: "Bob", Version: 1, Removed: &nine}}, "", ""},
		{"who waits in another role", Provider, Inviting{Email: "bob@EXAMPLE.com", Role: Admin, Pending: []Invitation{waits}}, fault.Conflict, "as user by Dan"},
		{"whose invitation is over", Provider, Inviting{Email: "bob@example.com", Role: Auditor, Pending: []Invitation{over}}, "", ""},
		{"one admin more than there can be", Provider, Inviting{Email: "bob@example.com", Role: Admin, Roster: full}, fault.Conflict, "40 admins at most"},
		{"a user beside as many admins", Provider, Inviting{Email: "bob@example.com", Role: User, Roster: full}, "", ""},
	} {
		_, ch, err := Invite(admin(tt.kind), tt.f)
		if fault.Of(err) != tt.want || err != nil && !strings.Contains(err.Error(), tt.say) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
		if err != nil {
			wantNothing(t, ch)
		}
	}
	inv, ch, err := Invite(admin(Provider), Inviting{Email: "bob@example.com", Role: User, Pending: []Invitation{over, waits}})
	wantKind(t, err, "")
	wantNothing(t, ch)
	if inv.ID != "invite_w" {
		t.Errorf("answers %+v, not the one that waits", inv)
	}
}

func TestAnInvitationIsMailedThreeTimesADayAndEachLinkEndsTheOneBefore(t *testing.T) {
	inv, old := invitation(call("x", nine), User)
	by := admin(Provider)
	for i, want := range []fault.Kind{"", "", fault.TooMany} { // inviting was the first mail
		token := NewLinkToken("org_a", "invite_a")
		by.Call.At = nine.Add(time.Duration(i) * time.Hour)
		next, ch, err := Reinvite(by, Organization{}, inv, Link{Hash: token.Hash(), Expires: by.At.Add(InvitationLife)})
		wantKind(t, err, want)
		if err != nil {
			wantNothing(t, ch)
			break
		}
		inv = next
		if old.Opens(inv.Link, by.At) || !token.Opens(inv.Link, by.At.Add(InvitationLife-1)) || len(ch.Notices) != 1 {
			t.Errorf("mail %d: %+v", i+2, inv)
		}
		old = token
	}
	by.Call.At = nine.Add(24 * time.Hour)
	_, _, err := Reinvite(by, Organization{}, inv, Link{})
	wantKind(t, err, "")
	_, ch, err := Reinvite(by, Organization{Held: "x"}, inv, Link{})
	wantKind(t, err, fault.Forbidden)
	wantNothing(t, ch)
	_, _, err = Reinvite(by, Organization{}, Invitation{}, Link{})
	wantKind(t, err, fault.NotFound)
}

func TestAnInvitationIsTakenBackOnRecord(t *testing.T) {
	inv, _ := invitation(call("x", nine), User)
	ch, err := Uninvite(admin(Provider), inv)
	wantKind(t, err, "")
	if len(ch.Drops) != 1 || entry(t, ch, audit.MemberUninvited).ThingName != "bob@example.com" {
		t.Errorf("%+v", ch)
	}
	_, err = Uninvite(admin(Provider), Invitation{})
	wantKind(t, err, fault.NotFound)
}

func TestAnInvitationIsAcceptedOnlyByItsLinkInTimeAndProof(t *testing.T) {
	inv, token := invitation(call("x", nine), User)
	bob := Person{ID: "person_bob", Name: "Bob", Email: "bob@example.com", Version: 1}
	known := Signin{Address: "bob@example.com", Person: bob.ID, Verifier: verifier, Version: 1}
	proven := Proven{Known: known}
	stale, _ := invitation(call("x", nine.Add(-CodeLife)), User)
	stale.Link = inv.Link
	uncoded := inv
	uncoded.Proof = Proof{}
	for _, tt := range []struct {
		name  string
		j     Joining
		after time.Duration
		want  fault.Kind
	}{
		{"somebody new", Joining{Invitation: inv, Token: token, Code: digits, Name: "Bob", Password: right}, 0, ""},
		{"with an account", Joining{Invitation: inv, Token: token, Known: known, Right: proven, Person: bob}, 0, ""},
		{"who was a member once", Joining{Invitation: inv, Token: token, Known: known, Right: proven, Person: bob, Member: Member{Version: 3, Removed: &nine, Knows: 2}}, 0, ""},
		{"at the last instant of the code", Joining{Invitation: inv, Token: token, Code: digits, Name: "Bob", Password: right}, CodeLife - 1, ""},
		{"as the code expires", Joining{Invitation: inv, Token: token, Code: digits, Name: "Bob", Password: right}, CodeLife, fault.Invalid},
		{"a code too late", Joining{Invitation: stale, Token: token, Code: digits, Name: "Bob", Password: right}, 0, fault.Invalid},
		{"no code was mailed", Joining{Invitation: uncoded, Token: token, Code: digits, Name: "Bob", Password: right}, 0, fault.Invalid},
		{"no code is typed", Joining{Invitation: inv, Token: token, Name: "Bob", Password: right}, 0, fault.Invalid},
		{"an account at the last instant", Joining{Invitation: inv, Token: token, Known: known, Right: proven, Person: bob}, InvitationLife - 1, ""},
		{"an account as it expires", Joining{Invitation: inv, Token: token, Known: known, Right: proven, Person: bob}, InvitationLife, fault.NotFound},
		{"another link", Joining{Invitation: inv, Token: NewLinkToken("org_a", "invite_a"), Code: digits, Name: "Bob", Password: right}, 0, fault.NotFound},
		{"no such invitation", Joining{Token: token, Code: digits, Name: "Bob", Password: right}, 0, fault.NotFound},
		{"without a name", Joining{Invitation: inv, Token: token, Code: digits, Name: " ", Password: right}, 0, fault.Invalid},
		{"an account without a proof", Joining{Invitation: inv, Token: token, Known: known, Person: bob, Code: digits}, 0, fault.Unauthenticated},
		{"an account, another's proof", Joining{Invitation: inv, Token: token, Known: known, Right: Proven{Known: Signin{Person: ann.ID, Version: 1}}, Person: bob}, 0, fault.Unauthenticated},
		{"a member already", Joining{Invitation: inv, Token: token, Known: known, Right: proven, Person: bob, Member: Member{Version: 1}}, 0, fault.Conflict},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, err := Accept(call("invitation-accept", nine.Add(tt.after)), tt.j)
			wantKind(t, err, tt.want)
			if err != nil {
				wantNothing(t, out.Change)
				return
			}
			m := kept[Member](t, out.Change)
			if m.Role != User || m.Organization != "org_a" || m.Person != out.Person.ID || m.Kind != Provider || m.Name != "Bob" || m.Version != tt.j.Member.Version {
				t.Errorf("%+v", m)
			}
			if m.Knows != tt.j.Member.Knows {
				t.Error("who knew the organization key when they left has forgotten it (rule S9)")
			}
			if len(out.Change.Drops) != 1 || out.Organization.ID != "org_a" || !out.Token.Is(kept[Session](t, out.Change).Hash) {
				t.Errorf("%+v", out)
			}
			if tt.j.Known.Version != 0 && !slices.Contains(out.Change.Checks, change.Record(bob)) {
				t.Error("an address that changes meanwhile goes unseen")
			}
			if e := entries(t, out.Change, audit.SessionBegun, audit.MemberJoined)[1]; !strings.Contains(e.Detail, "invited by Ann here") || e.Organization != "org_a" {
				t.Errorf("%+v", e)
			}
			if to := out.Change.Notices[0].To; to != (change.Audience{Person: ann.ID, Organization: "org_a"}) {
				t.Errorf("told: %+v", to)
			}
		})
	}
}

func TestAWrongCodeOfAnInvitationCountsAndTheFifthKillsIt(t *testing.T) {
	inv, token := invitation(call("x", nine), User)
	j := Joining{Invitation: inv, Token: token, Code: "0000 0000", Name: "Bob", Password: right}
	for range CodeTries {
		_, err := Accept(call("invitation-accept", nine), j)
		j.Invitation = countedIn[Invitation](t, err)
	}
	j.Code = digits
	_, err := Accept(call("invitation-accept", nine), j)
	wantKind(t, err, fault.Invalid)
	if inv.Proof.Code.Tries != 0 {
		t.Error("the facts were written into")
	}
}
