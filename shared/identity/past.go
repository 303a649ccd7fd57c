package identity

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
)

// PastMember is how a member stood until they were changed: what a report of an
// earlier day knows of them (rule J11). It is written with the change itself.
type PastMember struct {
	Was     Member    `json:"was"`
	From    time.Time `json:"from"`
	Until   time.Time `json:"until"` // the first instant at which it was another
	Version int       `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r PastMember) Seen() int { return r.Version }

// Garbage is when the record is of no more use. It counts from when the member
// stood so last, however long they did.
func (r PastMember) Garbage() time.Time { return r.Until.AddDate(audit.LongestTerm, 1, 0) }

// stored is how a member stood when they were read, and since when.
type stored struct {
	member Member
	from   time.Time
}

// Remember notes how the member is stored, and since when they stood so: whoever
// changes them leaves that behind.
func (m *Member) Remember(from time.Time) {
	if from.IsZero() {
		from = m.Since
	}
	m.was = &stored{member: m.reported(), from: from}
}

// Past is how the member stood until a change that is made at an instant, and
// since when they stand as they do now; nil if a report sees no difference.
// Changes do not always arrive in their order: none begins before the last one.
func (m Member) Past(at time.Time) (change.Record, time.Time, error) {
	if m.Version == 0 {
		return nil, m.Since, nil
	}
	if m.was == nil {
		return nil, at, fmt.Errorf("identity: a member is changed who was not read")
	}
	was, now := m.was.member, m.reported()
	if now.Version = was.Version; reflect.DeepEqual(was, now) {
		return nil, m.was.from, nil
	}
	until := latest(at, m.was.from)
	return PastMember{Was: was, From: m.was.from, Until: until}, until, nil
}

// reported is what a report knows of a member: what decides what they are let
// into, and their name.
func (m Member) reported() Member {
	out := Member{
		Organization: m.Organization, Person: m.Person, Name: m.Name, Role: m.Role, Since: m.Since,
		Suspended: m.Suspended, Removed: m.Removed, Version: m.Version,
	}
	if len(m.Groups) > 0 {
		out.Groups = slices.Clone(m.Groups)
	}
	return out
}

// AsOf is the member as the rules of access see a caller, at an instant: for
// reports of what they were let into. It has no session, so nothing can be kept
// in its name.
func (m Member) AsOf(at time.Time) Caller {
	return Caller{
		Call: Call{At: at}, Person: m.Person, Name: m.Name, Organization: m.Organization, Role: m.Role,
		Groups: m.Groups, Since: m.Since, member: m,
	}
}

// StoodFrom is since when the member stands as they do, as they were read.
func (m Member) StoodFrom() time.Time {
	if m.was == nil {
		return m.Since
	}
	return m.was.from
}
