package envelope

import (
	"bytes"
	"crypto/hpke"
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
)

func TestThePlacesHaveTheseBytesForEver(t *testing.T) {
	for name, tt := range map[string]struct {
		make func() ([]byte, error)
		want string
	}{
		"field": {
			func() ([]byte, error) { return fieldPlace(place, "secret") },
			"valetkey field\x00\x01" +
				"\x00\x00\x00\x1eorg_01J00000000000000000000000" + "\x00\x00\x00\x1fcred_01J00000000000000000000002" +
				"\x00\x00\x00\x06secret" + "\x00\x00\x00\x00\x00\x00\x00\x03",
		},
		"version key": {
			func() ([]byte, error) { return keyPlace(place, teamID, 2) },
			"valetkey version key\x00\x01" +
				"\x00\x00\x00\x1eorg_01J00000000000000000000000" + "\x00\x00\x00\x1fcred_01J00000000000000000000002" +
				"\x00\x00\x00\x1eorg_01J00000000000000000000001" + "\x00\x00\x00\x00\x00\x00\x00\x03" + "\x00\x00\x00\x00\x00\x00\x00\x02",
		},
		"key pair": {
			func() ([]byte, error) { return pairPlace(teamID, 2) },
			"valetkey key pair\x00\x01" + "\x00\x00\x00\x1eorg_01J00000000000000000000001" + "\x00\x00\x00\x00\x00\x00\x00\x02",
		},
	} {
		got, err := tt.make()
		if err != nil || string(got) != tt.want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestAPlaceWithAPartMissingIsAnError(t *testing.T) {
	with := func(edit func(*credential.Place)) credential.Place { p := place; edit(&p); return p }
	places := map[string]credential.Place{
		"home": with(func(p *credential.Place) { p.Home = "" }), "credential": with(func(p *credential.Place) { p.Credential = "" }),
		"number": with(func(p *credential.Place) { p.Number = 0 }), "a negative number": with(func(p *credential.Place) { p.Number = -1 }),
	}
	to, opener := pair(t, teamID, 1)
	for name, p := range places {
		if _, err := fieldPlace(p, "secret"); err == nil {
			t.Errorf("no %s: a field has a place", name)
		}
		if _, err := keyPlace(p, teamID, 1); err == nil {
			t.Errorf("no %s: a key has a place", name)
		}
		if _, err := Seal(p, credential.Secrets{Secret: "x"}, to); err == nil {
			t.Errorf("no %s: it is sealed", name)
		}
		if _, err := Seal(p, credential.Secrets{}, to); err == nil {
			t.Errorf("no %s: nothing is sealed there", name)
		}
	}
	for name, make := range map[string]func() ([]byte, error){
		"field": func() ([]byte, error) { return fieldPlace(place, "") }, "recipient": func() ([]byte, error) { return keyPlace(place, "", 1) },
		"epoch": func() ([]byte, error) { return keyPlace(place, teamID, 0) }, "organization": func() ([]byte, error) { return pairPlace("", 1) },
		"pair's epoch": func() ([]byte, error) { return pairPlace(teamID, 0) },
	} {
		if _, err := make(); err == nil {
			t.Errorf("no %s: there is a place", name)
		}
	}
	to.Epoch = 0
	if _, err := Seal(place, credential.Secrets{Secret: "x"}, to); err == nil {
		t.Error("sealed to no epoch")
	}
	if _, err := Seal(place, credential.Secrets{Secret: "x"}, credential.Recipient{Organization: teamID, Epoch: 1, Public: []byte("short")}); err == nil {
		t.Error("sealed to no key")
	}
	_ = opener
}

// No two places share their bytes, wherever the parts are cut.
func TestPlacesDoNotRunIntoEachOther(t *testing.T) {
	seen := map[string]string{}
	for _, parts := range [][]string{{"a", "bc"}, {"ab", "c"}, {"abc"}, {"a", "b", "c"}, {"a\x00\x00\x00\x01b", "c"}, {"a", "\x00\x00\x00\x01c"}} {
		for _, numbers := range [][]int{{}, {1}, {1, 1}, {256}} {
			got, err := bind("label", parts, numbers...)
			if err != nil {
				t.Fatal(err)
			}
			name := fmt.Sprintf("%q %v", parts, numbers)
			if before, taken := seen[string(got)]; taken {
				t.Errorf("%s is %s", name, before)
			}
			seen[string(got)] = name
		}
	}
}

//go:embed testdata/suite1.json
var vector []byte

func TestWhatWasSealedOnceOpensForEver(t *testing.T) {
	var v struct {
		DataKey []byte
		Private []byte
		Fields  map[string][]byte
		Key     []byte
	}
	if err := json.Unmarshal(vector, &v); err != nil {
		t.Fatal(err)
	}
	where, err := pairPlace(teamID, 2)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := openBytes(v.DataKey, where, v.Private)
	if err != nil {
		t.Fatal(err)
	}
	private, err := hpke.MLKEM768X25519().NewPrivateKey(plain)
	if err != nil {
		t.Fatal(err)
	}
	opener := Opener{organization: teamID, epoch: 2, private: private}
	version := credential.Version{Home: homeID, Credential: credID, Number: 3, Fields: v.Fields}
	reader := credential.Reader{Organization: teamID, Key: credential.SealedKey{Epoch: 2, Bytes: v.Key}}
	want := credential.Secrets{Secret: "correct horse \u2603", Notes: "battery\nstaple", Seed: "JBSWY3DPEHPK3PXP"}
	if got, err := opener.Open(version, reader); err != nil || got != want {
		t.Errorf("%d, %d and %d bytes, %v", got.Secret.Len(), got.Notes.Len(), got.Seed.Len(), err)
	}
	delete(version.Fields, "seed") // as it was before there were seeds
	want.Seed = ""
	if got, err := opener.Open(version, reader); err != nil || got != want {
		t.Errorf("without a seed: %d, %d and %d bytes, %v", got.Secret.Len(), got.Notes.Len(), got.Seed.Len(), err)
	}
}

func TestAKeySealedOnOpensForTheNextAndForNobodyElse(t *testing.T) {
	home, asHome := pair(t, homeID, 1)
	team, asTeam := pair(t, teamID, 4)
	_, asStranger := pair(t, teamID, 4)
	plain := credential.Secrets{Secret: "correct horse", Notes: "battery", Seed: "staple"}
	s, err := Seal(place, plain, home)
	if err != nil {
		t.Fatal(err)
	}
	v, own := stored(s, homeID)
	key, err := asHome.Reseal(place, own, team)
	if err != nil || key.Epoch != 4 || len(key.Bytes) != 1169 {
		t.Fatalf("%d bytes of epoch %d, %v", len(key.Bytes), key.Epoch, err)
	}
	theirs := credential.Reader{Organization: teamID, Key: key}
	if got, err := asTeam.Open(v, theirs); err != nil || got != plain {
		t.Errorf("the next does not open it: %v", err)
	}
	if got, err := asHome.Open(v, own); err != nil || got != plain {
		t.Errorf("the first no longer opens it: %v", err)
	}
	if _, err := asStranger.Open(v, theirs); err == nil {
		t.Error("another key pair of the same name opens it")
	}
	elsewhere := place
	elsewhere.Number++
	for name, try := range map[string]func() error{
		"another version": func() error { _, err := asHome.Reseal(elsewhere, own, team); return err },
		"somebody else's": func() error { _, err := asTeam.Reseal(place, own, team); return err },
		"to no key": func() error {
			_, err := asHome.Reseal(place, own, credential.Recipient{Organization: teamID, Epoch: 4})
			return err
		},
		"to nobody": func() error {
			_, err := asHome.Reseal(place, own, credential.Recipient{Public: team.Public})
			return err
		},
		"an emptied key": func() error {
			_, err := asHome.Reseal(place, credential.Reader{Organization: homeID}, team)
			return err
		},
	} {
		if try() == nil {
			t.Errorf("%s: it is sealed on", name)
		}
	}
}

func TestEveryReaderOpensAndNobodyElse(t *testing.T) {
	home, asHome := pair(t, homeID, 1)
	team, asTeam := pair(t, teamID, 4)
	_, asStranger := pair(t, teamID, 4)
	for _, plain := range []credential.Secrets{
		{Secret: "correct horse", Notes: "battery"}, {Secret: "only"}, {Notes: "only notes"}, {Secret: "with", Seed: "a seed"}, {}, {Secret: "\x00\xff not UTF-8"},
	} {
		s, err := Seal(place, plain, home, team)
		if err != nil {
			t.Fatal(err)
		}
		for o, opener := range map[id.Organization]Opener{homeID: asHome, teamID: asTeam} {
			if got, err := opener.Open(stored(s, o)); err != nil || got != plain {
				t.Errorf("%s: %v", o, err)
			}
		}
		if _, err := asStranger.Open(stored(s, teamID)); err == nil {
			t.Error("another key pair of the same name and epoch opens it")
		}
		v, r := stored(s, teamID)
		if len(s.Fields) != 3 || s.Codes != (plain.Seed != "") {
			t.Errorf("what is stored tells which of %d fields are empty", len(s.Fields))
		}
		for name, sealed := range s.Fields {
			if bytes.Contains(sealed, []byte("correct")) || sealed[0] != suite1 {
				t.Errorf("%s is not sealed", name)
			}
		}
		if len(r.Key.Bytes) != 1169 || v.Number != 3 {
			t.Errorf("a sealed key of %d bytes", len(r.Key.Bytes)) // 1 of the suite, 1,168 of HPKE
		}
	}
}

func TestEverySwapIntoAnotherPlaceFails(t *testing.T) {
	to, opener := pair(t, teamID, 2)
	other, asOther := pair(t, homeID, 2)
	s, err := Seal(place, credential.Secrets{Secret: "one", Notes: "two", Seed: "three"}, to, other)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Seal(place, credential.Secrets{Secret: "one", Notes: "two", Seed: "three"}, to)
	if err != nil {
		t.Fatal(err)
	}
	for name, swap := range map[string]func(*credential.Version, *credential.Reader, *Opener){
		"home": func(v *credential.Version, _ *credential.Reader, _ *Opener) { v.Home = teamID },
		"credential": func(v *credential.Version, _ *credential.Reader, _ *Opener) {
			v.Credential = "cred_01J00000000000000000000003"
		},
		"number": func(v *credential.Version, _ *credential.Reader, _ *Opener) { v.Number = 2 },
		"fields": func(v *credential.Version, _ *credential.Reader, _ *Opener) {
			v.Fields = map[string][]byte{"secret": v.Fields["notes"], "notes": v.Fields["secret"], "seed": v.Fields["seed"]}
		},
		"the seed into the notes":  func(v *credential.Version, _ *credential.Reader, _ *Opener) { v.Fields["notes"] = v.Fields["seed"] },
		"the secret into the seed": func(v *credential.Version, _ *credential.Reader, _ *Opener) { v.Fields["seed"] = v.Fields["secret"] },
		"the seed emptied":         func(v *credential.Version, _ *credential.Reader, _ *Opener) { v.Fields["seed"] = nil },
		"notes into the secret":    func(v *credential.Version, _ *credential.Reader, _ *Opener) { v.Fields["secret"] = v.Fields["notes"] },
		"another version's field": func(v *credential.Version, _ *credential.Reader, _ *Opener) {
			v.Fields["secret"] = again.Fields["secret"]
		},
		"recipient's name":      func(_ *credential.Version, r *credential.Reader, _ *Opener) { r.Organization = homeID },
		"recipient's key":       func(_ *credential.Version, r *credential.Reader, _ *Opener) { r.Key = s.Keys[homeID] },
		"another version's key": func(_ *credential.Version, r *credential.Reader, _ *Opener) { r.Key = again.Keys[teamID] },
		"recipient": func(_ *credential.Version, r *credential.Reader, o *Opener) {
			r.Organization, o.organization = homeID, homeID
		},
		"epoch":            func(_ *credential.Version, r *credential.Reader, o *Opener) { r.Key.Epoch, o.epoch = 3, 3 },
		"epoch of the key": func(_ *credential.Version, r *credential.Reader, _ *Opener) { r.Key.Epoch = 1 },
		"key emptied":      func(_ *credential.Version, r *credential.Reader, _ *Opener) { r.Key.Bytes = nil },
		"suite of the key": func(_ *credential.Version, r *credential.Reader, _ *Opener) {
			r.Key.Bytes = append([]byte{2}, r.Key.Bytes[1:]...)
		},
		"suite of a field": func(v *credential.Version, _ *credential.Reader, _ *Opener) {
			v.Fields["secret"] = append([]byte{2}, v.Fields["secret"][1:]...)
		},
		"a field emptied":            func(v *credential.Version, _ *credential.Reader, _ *Opener) { v.Fields["secret"] = nil },
		"the notes taken away":       func(v *credential.Version, _ *credential.Reader, _ *Opener) { delete(v.Fields, "notes") },
		"all fields taken away":      func(v *credential.Version, _ *credential.Reader, _ *Opener) { v.Fields = nil },
		"opened by another's opener": func(_ *credential.Version, _ *credential.Reader, o *Opener) { *o = asOther },
	} {
		v, r := stored(s, teamID)
		v.Fields = maps.Clone(v.Fields)
		o := opener
		if _, err := o.Open(v, r); err != nil {
			t.Fatal(err)
		}
		swap(&v, &r, &o)
		if got, err := o.Open(v, r); err == nil || got != (credential.Secrets{}) {
			t.Errorf("%s: it opens", name)
		}
	}
}

func TestOneWrongByteAnywhereClosesIt(t *testing.T) {
	to, opener := pair(t, teamID, 2)
	s, err := Seal(place, credential.Secrets{Secret: "correct horse"}, to)
	if err != nil {
		t.Fatal(err)
	}
	field, key := s.Fields["secret"], s.Keys[teamID].Bytes
	opens := func(field, key []byte) bool {
		v, r := stored(s, teamID)
		v.Fields = map[string][]byte{"secret": field, "notes": s.Fields["notes"], "seed": s.Fields["seed"]}
		r.Key.Bytes = key
		_, err := opener.Open(v, r)
		return err == nil
	}
	if !opens(field, key) {
		t.Fatal("it does not open as it is")
	}
	for i := range field {
		flipped := slices.Clone(field)
		flipped[i] ^= 1
		if opens(flipped, key) || opens(field[:i], key) {
			t.Errorf("byte %d of the field flipped or all from it cut off: it opens", i)
		}
	}
	for i := range key {
		flipped := slices.Clone(key)
		flipped[i] ^= 0x80
		if opens(field, flipped) || i%16 == 0 && opens(field, key[:i]) {
			t.Errorf("byte %d of the key flipped or all from it cut off: it opens", i)
		}
	}
	if opens(append(slices.Clone(field), 0), key) || opens(field, append(slices.Clone(key), 0)) {
		t.Error("with a byte more it opens")
	}
}
