package tabletest

import (
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
)

// When Sal was suspended and Rex removed.
var (
	Suspended = before(2 * day)
	Removed   = before(day)
)

// former are Sal and Rex: each was put on Router by himself and used it; then
// Ann suspended the one and removed the other. Nothing but that closes it to
// them: what follows of Rex's end has not been written down.
func (s *story) former() {
	for _, p := range []Person{Sal, Rex} {
		s.put(p, "", Router, credential.Read, calling(before(20*day), "put "+p.Name+" on Router"))
		s.use(p, Router, before(3*day), p.Name+" signs in to Router")
	}
	s.rule(Sal, Suspended, func(by identity.Caller, f identity.Ruling) (change.Change, error) {
		_, ch, err := identity.Suspend(by, f)
		return ch, err
	})
	s.rule(Rex, Removed, identity.Remove)
}

func (s *story) rule(p Person, at time.Time, rule func(identity.Caller, identity.Ruling) (change.Change, error)) {
	f := identity.RulingOf(BlueHarbor, p.ID)
	s.read(f.Wanted()...)
	ann := s.as(Ann, BlueHarbor, at, "ruling of "+p.Name)
	if s.err != nil {
		return
	}
	ch, err := rule(ann, f)
	s.keep(ann.Call, ch, err)
}
