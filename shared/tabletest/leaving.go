package tabletest

import (
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// The people of Fern Hill: Kit and Mae are its admins, both named to view logins of
// Payroll; Lea is a user; Ned was one, and left things behind.
var (
	FernHill = organization("Fern Hill")
	Kit      = person("Kit", "kit@fernhill.example")
	Mae      = person("Mae", "mae@fernhill.example")
	Lea      = person("Lea", "lea@fernhill.example")
	Ned      = person("Ned", "ned@fernhill.example")

	payroll  = calling(before(29*day), "Payroll")
	leaAsked = calling(before(day), "Kit asks for Lea's login")

	Payroll    = identity.Mint[id.Resource](payroll, 0)
	LeaRequest = identity.Mint[id.Consent](leaAsked, 0) // Kit asks for LeaLogin, and it waits

	NedGone = before(10 * day) // when Kit removed Ned
)

// What Lea and Ned keep there: of each a login for Payroll without admin access,
// one with it, and something personal.
var (
	LeaLogin   = filed("Payroll, Lea", 26)
	LeaManaged = filed("Payroll, Lea, shared", 25)
	LeaNote    = filed("Lea's library card", 24)
	NedLogin   = filed("Payroll, Ned", 23)
	NedManaged = filed("Payroll, Ned, shared", 22)
	NedNote    = filed("Ned's gym locker", 21)
)

// leaving is what is kept at Fern Hill, and Ned's end there.
func (s *story) leaving() {
	s.found(FernHill, "Fern Hill", identity.Provider, belongs{Kit, identity.Admin}, belongs{Mae, identity.Admin}, belongs{Lea, identity.User}, belongs{Ned, identity.User})
	_, ch, err := access.NewResource(s.as(Kit, FernHill, payroll.At, "Payroll"), "Payroll", "https://payroll.fernhill.example")
	s.keep(payroll, ch, err)
	r := access.Resource{Organization: FernHill, ID: Payroll}
	viewers := []identity.Member{{Organization: FernHill, Person: Kit.ID}, {Organization: FernHill, Person: Mae.ID}}
	s.read(&r, &viewers[0], &viewers[1])
	kit := s.as(Kit, FernHill, before(28*day), "Kit and Mae may view")
	_, ch, err = access.SetViewing(kit, r, access.Naming{Admins: viewers})
	s.keep(kit.Call, ch, err)
	for _, p := range []Person{Lea, Ned} {
		f := access.Assigning{Resource: r, Member: identity.Member{Organization: FernHill, Person: p.ID}, Own: true}
		s.read(&f.Resource, &f.Member)
		kit := s.as(Kit, FernHill, before(27*day), p.Name+" is put on Payroll")
		_, ch, err := access.Assign(kit, f)
		s.keep(kit.Call, ch, err)
	}
	s.keptBy(Lea, LeaLogin, LeaManaged, LeaNote)
	s.keptBy(Ned, NedLogin, NedManaged, NedNote)

	f := credential.Asking{
		Resource: Payroll, ResourceName: "Payroll", Credential: credential.Credential{ID: LeaLogin.ID}, Owner: identity.Member{Organization: FernHill, Person: Lea.ID},
	}
	s.read(&f.Credential, &f.Owner)
	_, ch, err = credential.AskConsent(s.as(Kit, FernHill, leaAsked.At, "Kit asks for Lea's login"), f, "")
	ch.Due = nil // a test that lets it lapse says when
	s.keep(leaAsked, ch, err)

	gone := identity.RulingOf(FernHill, Ned.ID)
	s.read(gone.Ending()...)
	kit = s.as(Kit, FernHill, NedGone, "Ned is removed")
	if s.err != nil {
		return
	}
	ch, err = identity.Remove(kit, gone)
	ch.Due = nil // likewise
	s.keep(kit.Call, ch, err)
}

// keptBy is an unmanaged login, a managed one and something personal.
func (s *story) keptBy(p Person, unmanaged, managed, personal Filed) {
	home, r := identity.Organization{ID: FernHill}, access.Resource{Organization: FernHill, ID: Payroll}
	s.read(&home, &r)
	for _, l := range []Filed{unmanaged, managed, personal} {
		by := s.as(p, FernHill, l.made.At, l.Name)
		if s.err != nil {
			return
		}
		says := credential.Secrets{Secret: l.Secret, Notes: "notes on " + l.Secret}
		if l == personal {
			seed, err := credential.ParseSeed("seed", Codes)
			s.fail("a seed", err)
			says.Seed = seed
		}
		sealed, err := envelope.Seal(credential.Place{Home: FernHill, Credential: l.ID, Number: 1}, says, credential.To(home))
		s.fail("seal", err)
		c := credential.Credential{Name: l.Name, Username: p.Email, URL: "https://kept.example", Owner: p.ID, Managed: l == managed}
		if l == personal {
			_, ch, err := access.AddCredential(by, access.Filing{}, c, sealed)
			s.keep(by.Call, ch, err)
			continue
		}
		_, ch, err := access.AddLogin(by, r, c, sealed)
		s.keep(by.Call, ch, err)
	}
}

// Returns makes Ned a member of Fern Hill again, from an instant on.
func (w *World) Returns(at time.Time) {
	w.T.Helper()
	m := identity.Member{Organization: FernHill, Person: Ned.ID}
	w.Read(&m)
	m.Removed, m.Since = nil, at
	w.Keep(change.Change{Records: []change.Record{m}}, "Ned is back")
}

// SignedIn keeps somebody's session open beyond an instant.
func (w *World) SignedIn(p Person, beyond time.Time) {
	w.T.Helper()
	s := identity.Session{Person: p.ID, ID: p.SessionID}
	w.Read(&s)
	s.Ends, s.Idles = beyond.Add(time.Hour), beyond.Add(time.Hour)
	w.Keep(change.Change{Records: []change.Record{s}}, p.Name+" stays signed in")
}

// LeftBy makes one more personal credential that somebody left at Fern Hill, as Ned
// did: it says what NedNote says.
func (w *World) LeftBy(p Person, n int) id.Credential {
	w.T.Helper()
	m, home := identity.Member{Organization: FernHill, Person: p.ID}, identity.Organization{ID: FernHill}
	left := identity.Left{Organization: FernHill, Person: p.ID}
	w.Read(&m, &home, &left)
	which := id.New[id.Credential](NedNote.made.At, "left by "+p.Name, n)
	sealed, err := envelope.Seal(credential.Place{Home: FernHill, Credential: which, Number: 1}, credential.Secrets{Secret: NedNote.Secret}, credential.To(home))
	if err != nil {
		w.T.Fatal(err)
	}
	by := identity.Caller{Call: calling(NedNote.made.At, "left by "+p.Name), Person: p.ID, Name: p.Name, OrganizationName: home.Name}
	var ch change.Change
	made := credential.Make(by, credential.Credential{Name: NedNote.Name, Owner: p.ID}, sealed).Posted(&ch)
	ch.Keep(made.Records()...)
	if m.Version == 0 {
		m.OrganizationName, m.Kind, m.Name, m.Email, m.Removed = home.Name, home.Kind, p.Name, p.Email, &NedGone
		ch.Keep(m)
	}
	if left.Version == 0 {
		left.Name, left.Kind, left.At, left.Until = home.Name, home.Kind, NedGone, NedGone.Add(identity.LeftFor)
		ch.Keep(left)
	}
	w.Keep(ch, "left by "+p.Name+" "+string(which))
	return which
}
