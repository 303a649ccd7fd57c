package sharing

import (
	"testing"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
)

// Rule S6: what was sealed to keys that are gone is sealed again, and nothing else.
func TestWhatDoesNotOpenThereAnyMoreIsSealedAgain(t *testing.T) {
	for name, tt := range map[string]struct {
		sealed    int
		now       int
		replacing bool
		opens     bool
	}{
		"as it was":               {2, 2, false, true},
		"after a reset":           {1, 2, false, false},
		"while keys are replaced": {1, 2, true, true},
		"reset before that":       {1, 3, true, false},
	} {
		f := Sharing{To: identity.Organization{Epoch: tt.now}, Before: credential.Reader{Key: credential.SealedKey{Epoch: tt.sealed}}}
		if tt.replacing {
			f.To.Replaced = &nine
		}
		if f.Opens() != tt.opens {
			t.Errorf("%s: %v", name, f.Opens())
		}
	}
	f, _, _ := shares(t, everyone)
	key := credential.SealedKey{Epoch: 2, Bytes: []byte("anew")}
	got, c, err := Amend(by(ridge, "Ann"), f, everyone, key)
	if err != nil || got.Key.Epoch != 2 || got.Number != f.Way.Credential.Number || len(c.Entries) != 2 {
		t.Errorf("%+v, %v", got, err)
	}
}

// Rule S1: a share ends with a relation that ended, at that instant, and with no other.
func TestAShareEndsWithTheRelationThatEnded(t *testing.T) {
	f, r, c := shares(t, everyone)
	cred := kept[credential.Credential](t, c)
	r.Version, cred.Version = 1, f.Way.Credential.Version+1
	shared := Shared{Credential: cred, Reader: r}
	goes, ended := site("Contoso", nil), site("Contoso", nil)
	relation := *ended.Relation
	relation.Ended = &nine
	ended.Relation = &relation
	for name, o := range map[string]identity.Organization{"it goes on": goes, "of none": {ID: goes.ID, Version: 1}} {
		if c := Part(nine, shared, o); len(c.Records) != 0 {
			t.Errorf("%s: %+v", name, c.Records)
		}
	}
	done := Part(nine.AddDate(0, 0, 1), shared, ended)
	if got := kept[credential.Reader](t, done); got.Ended == nil || !got.Ended.Equal(nine) || len(done.Entries) != 2 {
		t.Errorf("%+v", got)
	}
	shared.Reader.Ended = &nine
	if c := Part(nine, shared, ended); len(c.Records) != 0 {
		t.Errorf("again: %+v", c.Records)
	}
}
