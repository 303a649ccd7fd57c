package credential

import (
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Holding says that an organization has a reader of a credential, its own or one from
// elsewhere, whoever's it is: so that everything sealed to its keys is found when they
// are replaced. It only finds, and is kept and removed with the reader (table.Save).
type Holding struct {
	Organization id.Organization `json:"organization"`
	Credential   id.Credential   `json:"credential"`
	Version      int             `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r Holding) Seen() int { return r.Version }

// Held is what an organization has of one credential that is sealed to its keys: its
// reader, and of its own credentials what the home's key opens beside.
type Held struct {
	Reader   Reader
	Current  Current
	Versions []Version // some of them
}

// Anew is a credential's keys, sealed anew.
type Anew struct {
	Change  change.Change
	Sealed  int
	Refused int // did not open: nothing is lost with the old keys that they opened
}

// Reseal has sealed anew whatever is sealed to the key pair that was replaced. Who may
// read what does not change, nor any version: it is on record as a whole, when it ends.
func (h Held) Reseal(by identity.Caller, old int, seal func(Place, Reader) (SealedKey, error)) Anew {
	out := Anew{Change: by.Change()}
	again := func(p Place, r Reader) (SealedKey, bool) {
		if r.Key.Epoch != old || len(r.Key.Bytes) == 0 {
			return SealedKey{}, false
		}
		key, err := seal(p, r)
		if err != nil {
			out.Refused++
			return SealedKey{}, false
		}
		out.Sealed++
		return key, true
	}
	r := h.Reader
	if key, ok := again(Place{Home: r.Home, Credential: r.Credential, Number: r.Number}, r); ok {
		r.Key = key
		out.Change.Keep(r)
	}
	if h.Reader.Home != h.Reader.Organization {
		return out
	}
	if key, ok := again(h.Current.place(), h.Current.HomeReader()); ok {
		c := h.Current
		c.HomeKey = key
		out.Change.Keep(c)
	}
	for _, v := range h.Versions {
		if key, ok := again(v.place(), v.HomeReader()); ok {
			v.HomeKey = key
			out.Change.Keep(v)
		}
	}
	return out
}

func (v Version) place() Place {
	return Place{Home: v.Home, Credential: v.Credential, Number: v.Number}
}

// HomeReader is the home's way to a version, current or not.
func (v Version) HomeReader() Reader {
	return Reader{Credential: v.Credential, Organization: v.Home, Via: Own, Home: v.Home, Number: v.Number, Key: v.HomeKey}
}

// Weighed counts what is gone with an organization's keys (rule S6).
type Weighed struct {
	Lost     int // nobody else has it
	Lent     int // others have it, and keep it
	Received int // it is another's: shared again, it opens again
}

// WeighReset counts a page of what an organization holds. What is over opens for nobody
// there anyway.
func WeighReset(o id.Organization, readers []Reader, all []Credential, at time.Time) Weighed {
	others := map[id.Credential]bool{}
	for _, c := range all {
		others[c.ID] = len(c.Readers) > 1
	}
	var out Weighed
	for _, r := range readers {
		switch {
		case r.Version == 0 || r.Over(at):
		case r.Home != o:
			out.Received++
		case others[r.Credential]:
			out.Lent++
		default:
			out.Lost++
		}
	}
	return out
}
