package identity

import (
	"time"

	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// Relation says whose site an organization is, or was (rule S1). It is a part of the
// organization, so that whoever reads that knows. Nothing makes a site of an
// organization that is there already, and what it was before it ended stays.
type Relation struct {
	Provider id.Organization `json:"provider"`
	Name     string          `json:"name"`   // the provider's
	Client   id.Client       `json:"client"` // of the provider: for whom the site is
	Since    time.Time       `json:"since"`
	Open     bool            `json:"open"`               // client sign-in: the provider lets its people in
	Turned   time.Time       `json:"turned"`             // when that became so
	TurnedBy string          `json:"turnedBy,omitempty"` // the name of who did it
	Ended    *time.Time      `json:"ended,omitempty"`
	EndedBy  string          `json:"endedBy,omitempty"` // likewise
}

// IsSite reports whether the organization is somebody's site now.
func (o Organization) IsSite() bool {
	return o.Version != 0 && o.Relation != nil && o.Relation.Ended == nil
}

// IsSiteOf reports whether it is the site of this one now.
func (o Organization) IsSiteOf(provider id.Organization) bool {
	return o.IsSite() && o.Relation.Provider == provider
}

// Shut says that its provider closed the organization, to all who belong there, or
// has not opened it yet; nil if it is open. Whoever asks must know that they belong.
func (o Organization) Shut() error {
	if !o.IsSite() || o.Relation.Open {
		return nil
	}
	r := o.Relation
	if r.Turned.IsZero() {
		return fault.New(fault.Forbidden, "%s has not opened %s to its people yet: ask them.", r.Name, o.Name)
	}
	return fault.New(fault.Forbidden, "%s closed %s to its people at %s: ask them.", r.Name, o.Name, r.Turned.UTC().Format(time.RFC3339))
}

// AsOpen is the organization as it is while its provider lets its people in.
func (o Organization) AsOpen() Organization {
	if o.Shut() != nil {
		r := *o.Relation
		r.Open = true
		o.Relation = &r
	}
	return o
}
