package tabletest

import (
	"context"
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/sharing"
)

// Halyard, a provider, and its sites Orchard and Vineyard, which are open and locked
// with MillKey. Halyard and Orchard share with each other, in both directions; with
// Vineyard nothing is shared yet. Orla, Omar and Vera have unlocked their sites.
var (
	orchard  = calling(before(15*day), "Orchard is a site")
	vineyard = calling(before(14*day), "Vineyard is a site")
	fielding = calling(before(14*day), "those in the field")
	picking  = calling(before(13*day), "those who pick")
	shed     = calling(before(13*day), "the shed")

	Halyard  = organization("Halyard")
	Orchard  = identity.Mint[id.Organization](orchard, 0)
	Vineyard = identity.Mint[id.Organization](vineyard, 0)
	Field    = identity.Mint[id.Group](fielding, 0) // a group of Halyard: Tess is in it
	Pickers  = identity.Mint[id.Group](picking, 0)  // a group of Orchard: Omar is in it
	Shed     = identity.Mint[id.Resource](shed, 0)  // of Orchard: nobody is assigned

	Hal  = person("Hal", "hal@halyard.example")   // admin of Halyard
	Tess = person("Tess", "tess@halyard.example") // a user there
	Gil  = person("Gil", "gil@halyard.example")   // a user of no group there
	Uma  = person("Uma", "uma@halyard.example")   // its auditor
	Orla = person("Orla", "orla@orchard.example") // admin of Orchard
	Omar = person("Omar", "omar@orchard.example") // a user there
	Opal = person("Opal", "opal@orchard.example") // a user of no group there
	Vera = person("Vera", "vera@vineyard.example")
)

// What they keep, at the top. Press is Halyard's, which Orchard's Pickers and Orla may
// read; Scales is Orchard's, which everyone in Halyard may read and write and see the
// change log of; Bins is Orchard's, and closed in Halyard by Hal. Pump is Halyard's alone, and
// Cellar Orchard's.
var (
	Press  = filed("Cider press", 12)
	Pump   = filed("Water pump", 12)
	Scales = filed("Scales", 11)
	Cellar = filed("Cellar door", 11)
	Bins   = filed("Bottle bins", 11)
)

// sharedAt is where all of it is filled in.
const sharedAt = "https://press.orchard.example"

// shares tells of a provider and its sites that share with each other.
func (s *story) shares() {
	s.found(Halyard, "Halyard", identity.Provider,
		belongs{Hal, identity.Admin}, belongs{Tess, identity.User}, belongs{Gil, identity.User}, belongs{Uma, identity.Auditor})
	s.site(Hal, Halyard, orchard, sharing.Founding{Name: "Orchard"},
		belongs{Orla, identity.Admin}, belongs{Omar, identity.User}, belongs{Opal, identity.User})
	s.site(Hal, Halyard, vineyard, sharing.Founding{Name: "Vineyard"}, belongs{Vera, identity.Admin})
	s.group(Hal, Halyard, fielding, "Field", Tess)
	s.group(Orla, Orchard, picking, "Pickers", Omar)
	for _, admin := range []struct {
		person Person
		of     id.Organization
	}{{Orla, Orchard}, {Vera, Vineyard}} {
		if by := s.as(admin.person, admin.of, before(12*day), "an organization key, "+admin.person.Name); s.err == nil {
			s.fail("lock", lockUp(s.ctx, s.table, s.keys, by, MillKey))
		}
	}
	if omar := s.as(Omar, Orchard, before(12*day), "Omar unlocks"); s.err == nil {
		s.fail("unlock", unlock(s.ctx, s.table, s.keys, omar, MillKey))
	}
	s.hold(Hal, Halyard, Press)
	s.hold(Hal, Halyard, Pump)
	s.hold(Orla, Orchard, Scales)
	s.hold(Orla, Orchard, Cellar)
	s.hold(Orla, Orchard, Bins)
	s.handOut(Hal, Halyard, Press, Orchard, before(10*day), sharing.Options{Mode: credential.Read}, []id.Person{Orla.ID}, []id.Group{Pickers})
	s.handOut(Orla, Orchard, Scales, Halyard, before(9*day), sharing.Options{Mode: credential.Read, Write: true, Everyone: true, Log: true}, nil, nil)
	s.handOut(Orla, Orchard, Bins, Halyard, before(8*day), sharing.Options{Mode: credential.Read, Everyone: true}, nil, nil)
	s.turnOff(Hal, Halyard, Bins)
	_, ch, err := access.NewResource(s.as(Orla, Orchard, shed.At, "the shed"), "Shed", sharedAt)
	s.keep(shed, ch, err)
}

// turnOff closes what an organization received.
func (s *story) turnOff(p Person, o id.Organization, which Filed) {
	f := sharing.SharedOf(which.ID, o)
	s.read(f.Wanted()...)
	by := s.as(p, o, before(7*day), which.Name+" is closed")
	if s.err != nil {
		return
	}
	_, ch, err := sharing.Turned(by, f, true)
	ch.Notices, ch.Orders = nil, nil
	s.keep(by.Call, ch, err)
}

func (s *story) group(p Person, o id.Organization, at identity.Call, name string, in Person) {
	member := identity.Member{Organization: o, Person: in.ID}
	s.read(&member)
	by := s.as(p, o, at.At, at.ID[len("story "):])
	if s.err != nil {
		return
	}
	_, ch, err := identity.NewGroup(by, name, []identity.Member{member})
	s.keep(by.Call, ch, err)
}

// hold keeps a credential at the top of an organization.
func (s *story) hold(p Person, o id.Organization, f Filed) {
	home := identity.Organization{ID: o}
	s.read(&home)
	by := s.as(p, o, f.made.At, f.Name)
	if s.err != nil {
		return
	}
	sealed, err := envelope.Seal(credential.Place{Home: o, Credential: f.ID, Number: 1}, credential.Secrets{Secret: f.Secret}, credential.To(home))
	s.fail("seal", err)
	_, ch, err := access.AddCredential(by, access.Filing{}, credential.Credential{Name: f.Name, Username: "keeper", URL: sharedAt}, sealed)
	s.keep(by.Call, ch, err)
}

// handOut shares a credential, and has it found where it is shared with.
func (s *story) handOut(p Person, home id.Organization, which Filed, to id.Organization, at time.Time, o sharing.Options, people []id.Person, groups []id.Group) {
	by := s.as(p, home, at, which.Name+" is shared")
	if s.err != nil {
		return
	}
	s.fail(which.Name, handOut(s.ctx, opening.Door{Table: s.table, Keys: s.keys}, by, which.ID, to, o, people, groups))
}

// handOut shares a credential and, as the chore does, has it found there.
func handOut(ctx context.Context, d opening.Door, by identity.Caller, which id.Credential, to id.Organization, o sharing.Options, people []id.Person, groups []id.Group) error {
	ring := identity.KeyringOf(by.Call, by.Organization)
	if err := d.Table.Read(ctx, ring.Wanted()...); err != nil {
		return err
	}
	_, way, err := d.Table.FindWay(ctx, by.Call, by.Organization, "", which)
	if err != nil {
		return err
	}
	f := sharing.SharingOf(way, to, people, groups)
	if err := d.Table.Read(ctx, f.Wanted()...); err != nil {
		return err
	}
	place := credential.Place{Home: by.Organization, Credential: which, Number: way.Credential.Number}
	key, err := d.Reseal(ctx, by.Call, ring, place, way.Reader, credential.To(f.To))
	if err != nil {
		return err
	}
	r, ch, err := sharing.Share(by, f, o, key)
	if err != nil {
		return err
	}
	r = r.Repost(&ch, way.Credential)
	for i, x := range ch.Records {
		if is, ok := x.(credential.Reader); ok && is.Organization == to {
			ch.Records[i] = r
		}
	}
	ch.Notices = nil
	ch.Orders = slices.DeleteFunc(ch.Orders, func(o change.Order) bool { return o.Chore == credential.HadChore })
	return d.Table.Save(ctx, by.Call, ch, nil)
}

// Shares has somebody share a credential of theirs with a partner, at T0, by the rule,
// and has it found there.
func (w *World) Shares(p Person, home id.Organization, which Filed, to id.Organization, o sharing.Options) {
	w.T.Helper()
	door := opening.Door{Table: w.Operator(), Keys: w.KeysAs("operator")}
	if err := handOut(w.T.Context(), door, w.CallsIn(home, p, T0), which.ID, to, o, nil, nil); err != nil {
		w.T.Fatal(err)
	}
}

// SharesWith is the same for some people there.
func (w *World) SharesWith(p Person, home id.Organization, which Filed, to id.Organization, o sharing.Options, there ...Person) {
	w.T.Helper()
	var people []id.Person
	for _, x := range there {
		people = append(people, x.ID)
	}
	door := opening.Door{Table: w.Operator(), Keys: w.KeysAs("operator")}
	if err := handOut(w.T.Context(), door, w.CallsIn(home, p, T0), which.ID, to, o, people, nil); err != nil {
		w.T.Fatal(err)
	}
}

// Opened has somebody reveal a credential that their organization has, at T0, by the
// rule: they received it then.
func (w *World) Opened(p Person, o id.Organization, which Filed) {
	w.T.Helper()
	by := w.CallsIn(o, p, T0)
	_, f, err := w.Operator().FindWay(w.T.Context(), by.Call, o, "", which.ID)
	if err != nil {
		w.T.Fatal(err)
	}
	ch, err := access.Enter(by, f, credential.Read)
	if err != nil {
		w.T.Fatal(err)
	}
	w.Keep(ch, p.Name+" reveals "+which.Name)
}

// ResetLock gives up what only an organization could open, at T0: for its admin.
func (w *World) ResetLock(p Person, o id.Organization) {
	w.T.Helper()
	by := w.CallsIn(o, p, T0)
	f := identity.GivingUp{Unlocking: identity.UnlockingOf(by.Call, o), Right: identity.Proven{Known: identity.Signin{Address: identity.Address(p.Email)}}}
	w.Read(append(f.Wanted(), &f.Right.Known)...)
	f.Typed = f.Organization.Name
	keys, err := w.KeysAs("operator").Next(w.T.Context(), o, f.Pair.Epoch+1)
	if err != nil {
		w.T.Fatal(err)
	}
	_, ch, err := identity.ResetLock(by, f, keys)
	if err != nil {
		w.T.Fatal(err)
	}
	w.Keep(ch, "the lock is reset")
}

// OpensFor is what a member's session opens of a credential now, by every gate and on
// record: its secret, or an error.
func (w *World) OpensFor(p Person, o id.Organization, which Filed) (secret.Text, error) {
	w.T.Helper()
	door := opening.Door{Table: w.Operator(), Keys: w.KeysAs("operator")}
	got, err := door.Open(w.T.Context(), w.CallsIn(o, p, T0).Call, api.CredentialUse{Organization: o, Credential: which.ID})
	return got.Plain.Secret, err
}
