package tabletest

import (
	"context"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/locking"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/table"
)

// The people of Stone Mill, which is locked. Ivy's session has unlocked it, the
// others' have not.
var (
	StoneMill = organization("Stone Mill")
	Ivy       = person("Ivy", "ivy@stonemill.example")   // its admin
	Nils      = person("Nils", "nils@stonemill.example") // a user
	Otto      = person("Otto", "otto@stonemill.example") // its auditor

	// Low Mill replaced its keys an hour ago, and has not begun to seal anew.
	LowMill = organization("Low Mill")
	Ida     = person("Ida", "ida@lowmill.example") // its admin, who has unlocked it

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
	if s.err != nil {
		return
	}
	s.fail("lock", lockUp(s.ctx, s.table, s.keys, ivy, MillKey))
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
	_, ch, err := credential.Change(ivy, c, sealed)
	s.keep(ivy.Call, ch, err)
}

// lowMill tells of keys that were replaced.
func (s *story) lowMill() {
	s.found(LowMill, "Low Mill", identity.Provider, belongs{Ida, identity.Admin})
	ida := s.as(Ida, LowMill, milled.At, "an organization key of Low Mill")
	if s.err == nil {
		s.fail("lock", lockUp(s.ctx, s.table, s.keys, ida, MillKey))
	}
	if ida = s.as(Ida, LowMill, before(time.Hour), "other keys of Low Mill"); s.err == nil {
		s.fail("replace", replaceKeys(s.ctx, s.table, s.keys, ida))
	}
}

// lockUp sets an organization key, as a member's session does that is unlocked by it.
func lockUp(ctx context.Context, t *table.Table, k *envelope.Keys, by identity.Caller, key secret.Text) error {
	f := identity.UnlockingOf(by.Call, by.Organization)
	if err := t.Read(ctx, f.Wanted()...); err != nil {
		return err
	}
	part := envelope.NewPart(by.Organization, f.Pair.Epoch)
	var made identity.NewLock
	var err error
	if made.Lock, err = k.Wrap(ctx, by.At, f.Pair, part, key, MillCode); err != nil {
		return err
	}
	if made.Pair, err = k.Lock(ctx, by.At, f.Pair, part); err != nil {
		return err
	}
	if made.Open, err = part.For(by.Call, signedIn.Add(identity.SessionLife)); err != nil {
		return err
	}
	_, ch, err := identity.SetLock(by, f, made)
	if err != nil {
		return err
	}
	ch.Notices = nil
	return t.Save(ctx, by.Call, ch, nil)
}

// unlock opens a locked organization for a member's session.
func unlock(ctx context.Context, t *table.Table, k *envelope.Keys, by identity.Caller, key secret.Text) error {
	f := identity.UnlockingOf(by.Call, by.Organization)
	if err := t.Read(ctx, f.Wanted()...); err != nil {
		return err
	}
	part, err := k.ByKey(ctx, by.At, f.Pair, f.Lock, key)
	if err != nil {
		return err
	}
	open, err := part.For(by.Call, signedIn.Add(identity.SessionLife))
	if err != nil {
		return err
	}
	open.Version = f.Open.Version
	return t.Save(ctx, by.Call, change.Change{Records: []change.Record{open}}, nil)
}

// LockUp sets an organization key for another organization, at T0.
func (w *World) LockUp(p Person, o id.Organization, key secret.Text) {
	w.T.Helper()
	c := calling(T0, "an organization key of "+string(o))
	c.Who, c.Token = identity.Members, p.Session()
	by, err := w.Operator().Find(w.T.Context(), c, o)
	if err == nil {
		err = lockUp(w.T.Context(), w.Operator(), w.KeysAs("operator"), by, key)
	}
	if err != nil {
		w.T.Fatal(err)
	}
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

// NextKey is Stone Mill's organization key once its keys are replaced.
const NextKey = secret.Text("umbrella tundra saddle maple harvest fjord")

// ReplaceKeys has Ivy replace Stone Mill's keys, at T0. Nothing is sealed anew yet.
func (w *World) ReplaceKeys() {
	w.T.Helper()
	w.ReplaceKeysOf(Ivy, StoneMill)
}

// ReplaceKeysOf has an admin replace the keys of an organization that is locked with
// MillKey, at T0.
func (w *World) ReplaceKeysOf(p Person, o id.Organization) {
	w.T.Helper()
	if err := replaceKeys(w.T.Context(), w.Operator(), w.KeysAs("operator"), w.CallsIn(o, p, T0)); err != nil {
		w.T.Fatal(err)
	}
}

// SealsAnew has an admin who has unlocked seal anew what replaced keys open, until
// these are destroyed.
func (w *World) SealsAnew(p Person, o id.Organization) {
	w.T.Helper()
	door := locking.Door{Table: w.Operator(), Keys: w.KeysAs("operator")}
	for n, done := 0, false; !done; n++ {
		c := calling(T0.Add(time.Duration(n)*time.Minute), "sealed anew")
		c.Who, c.Token = identity.Members, p.Session()
		old := identity.OldPair{KeyPair: identity.KeyPair{Organization: o}}
		by, f, err := door.Find(w.T.Context(), c, o, &old)
		if err != nil {
			w.T.Fatal(err)
		}
		old, end, err := door.Walk(w.T.Context(), by, f, old)
		if err != nil || n > 50 {
			w.T.Fatal(n, err)
		}
		var ch change.Change
		done, _, ch = identity.Resealed(by, f, old, end)
		if err := w.Operator().Save(w.T.Context(), c, ch, nil); err != nil {
			w.T.Fatal(err)
		}
	}
}

// replaceKeys replaces the keys that lockUp has locked with MillKey.
func replaceKeys(ctx context.Context, t *table.Table, k *envelope.Keys, by identity.Caller) error {
	f := identity.UnlockingOf(by.Call, by.Organization)
	if err := t.Read(ctx, f.Wanted()...); err != nil {
		return err
	}
	part, err := k.ByKey(ctx, by.At, f.Pair, f.Lock, MillKey)
	if err != nil {
		return err
	}
	made, err := k.Replace(ctx, by.At, f.Pair, part)
	if err != nil {
		return err
	}
	var lock identity.NewLock
	if lock.Lock, err = k.Wrap(ctx, by.At, made.Keys.Pair, made.Part, NextKey, MillCode); err != nil {
		return err
	}
	if lock.Open, err = made.Part.For(by.Call, signedIn.Add(identity.SessionLife)); err != nil {
		return err
	}
	_, ch, err := identity.ReplaceKeys(by, f, lock, made.Keys, made.Old)
	if err != nil {
		return err
	}
	ch.Notices = nil
	return t.Save(ctx, by.Call, ch, nil)
}

// Receive gives Stone Mill a credential of Elsewhere's, sealed to the keys it has now.
func (w *World) Receive(name string) (credential.Current, credential.Reader) {
	w.T.Helper()
	o := identity.Organization{ID: StoneMill}
	w.Read(&o)
	at := credential.Place{Home: Elsewhere, Credential: filed(name, 3).ID, Number: 1}
	sealed, err := envelope.Seal(at, credential.Secrets{Secret: filed(name, 3).Secret}, credential.To(o))
	if err != nil {
		w.T.Fatal(err)
	}
	r := credential.Reader{
		Credential: at.Credential, Organization: StoneMill, Home: Elsewhere, Via: credential.Delegated, Mode: credential.Read, Number: 1, Key: sealed.Keys[StoneMill],
	}
	current := credential.Current{Version: credential.Version{Credential: at.Credential, Home: Elsewhere, Number: 1, Fields: sealed.Fields}}
	var ch change.Change
	ch.Keep(r, current)
	w.Keep(ch, name)
	w.Read(&r, &current)
	return current, r
}

// Locks forgets what Ivy's session has unlocked.
func (w *World) Locks() {
	w.T.Helper()
	w.Forgets(Ivy, StoneMill)
}

// Unlocks opens an organization for a session with its key, until it signs out.
func (w *World) Unlocks(p Person, o id.Organization, key secret.Text) {
	w.T.Helper()
	if err := unlock(w.T.Context(), w.Operator(), w.KeysAs("operator"), w.CallsIn(o, p, T0), key); err != nil {
		w.T.Fatal(err)
	}
}

// Forgets has a session forget what it has unlocked of an organization.
func (w *World) Forgets(p Person, o id.Organization) {
	w.T.Helper()
	u := identity.Unlocked{Person: p.ID, Session: p.SessionID, Organization: o}
	w.Read(&u)
	w.Keep(change.Change{Drops: []change.Record{u}}, "locked again")
}
