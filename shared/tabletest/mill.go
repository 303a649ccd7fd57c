package tabletest

import (
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
)

// The people of Stone Mill, which is locked. Ivy's session has unlocked it, the
// others' have not.
var (
	StoneMill = organization("Stone Mill")
	Ivy       = person("Ivy", "ivy@stonemill.example")   // its admin
	Nils      = person("Nils", "nils@stonemill.example") // a user
	Otto      = person("Otto", "otto@stonemill.example") // its auditor

	milled  = calling(before(6*day), "an organization key")
	turning = calling(before(5*day), "another secret of the turbine")
)

// MillKey is Stone Mill's organization key, and MillCode its recovery code.
const (
	MillKey  = secret.Text("gravel lantern oyster plywood sixth vanilla")
	MillCode = secret.Text("ABCDE-FGHIJ-KLMNO-PQRST-UVWXYZ")
)

// What Stone Mill keeps: one for everybody, whose secret was another before, and
// Nils's own.
var (
	Turbine = filed("Turbine", 17)
	Tackle  = filed("Tackle box", 16)
)

// Slower is what Turbine's secret was before.
const Slower = secret.Text("the slower secret of Turbine")

func mills() map[string]string {
	return map[string]string{"organization": string(StoneMill), "credential": string(Turbine.ID)}
}

// mill tells of an organization that is locked.
func (s *story) mill() {
	s.found(StoneMill, "Stone Mill", identity.Provider, belongs{Ivy, identity.Admin}, belongs{Nils, identity.User}, belongs{Otto, identity.Auditor})
	s.stow(Ivy, Turbine, credential.Credential{Username: "wheel"}, Slower)
	s.stow(Nils, Tackle, credential.Credential{Username: "nils", Owner: Nils.ID}, Tackle.Secret)

	ivy := s.as(Ivy, StoneMill, milled.At, "an organization key")
	f := identity.UnlockingOf(ivy.Call, StoneMill)
	s.read(f.Wanted()...)
	part := envelope.NewPart(StoneMill, f.Pair.Epoch)
	var made identity.NewLock
	var err error
	made.Lock, err = s.keys.Wrap(s.ctx, milled.At, f.Pair, part, MillKey, MillCode)
	s.fail("wrap", err)
	made.Pair, err = s.keys.Lock(s.ctx, milled.At, f.Pair, part)
	s.fail("lock", err)
	made.Open, err = part.For(ivy.Call, sessionOf(Ivy).Ends)
	s.fail("unlock", err)
	_, ch, err := identity.SetLock(ivy, f, made)
	s.keep(ivy.Call, ch, err)

	c := credential.Changing{
		Credential: credential.Credential{ID: Turbine.ID}, Seen: 1,
		Current: credential.Current{Version: credential.Version{Credential: Turbine.ID}},
		Readers: []credential.Reader{{Credential: Turbine.ID, Organization: StoneMill}},
	}
	home := identity.Organization{ID: StoneMill}
	s.read(&c.Credential, &c.Current, &c.Readers[0], &home)
	ivy = s.as(Ivy, StoneMill, turning.At, "another secret of the turbine")
	if s.err != nil {
		return
	}
	sealed, err := envelope.Seal(credential.Place{Home: StoneMill, Credential: Turbine.ID, Number: 2}, credential.Secrets{Secret: Turbine.Secret}, credential.To(home))
	s.fail("seal", err)
	_, ch, err = credential.Change(ivy, c, sealed)
	s.keep(ivy.Call, ch, err)
}

// stow keeps a credential of Stone Mill's.
func (s *story) stow(p Person, f Filed, c credential.Credential, says secret.Text) {
	home := identity.Organization{ID: StoneMill}
	s.read(&home)
	by := s.as(p, StoneMill, f.made.At, f.Name)
	if s.err != nil {
		return
	}
	sealed, err := envelope.Seal(credential.Place{Home: StoneMill, Credential: f.ID, Number: 1}, credential.Secrets{Secret: says}, credential.To(home))
	s.fail("seal", err)
	c.Name = f.Name
	_, ch, err := access.AddCredential(by, access.Filing{}, c, sealed)
	s.keep(by.Call, ch, err)
}
