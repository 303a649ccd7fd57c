package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// ConsentFrom is a credential request as somebody sees it at an instant.
func ConsentFrom(q credential.Request, by identity.Caller, at time.Time) Consent {
	out := Consent{
		ID: q.ID, State: string(q.At(at)), Credential: q.Credential, Name: q.Name, Username: q.Username, Resource: q.Resource, ResourceName: q.ResourceName,
		Owner: q.Owner, OwnerName: q.OwnerName, Askers: []ConsentAsker{}, Asked: q.Asked, Lapses: q.Lapses,
		Decided: q.Decided, DecidedBy: q.DecidedBy, Note: q.Note, Yours: q.Owner == by.Person, Mine: q.AskedBy(by.Person),
	}
	for _, a := range q.Askers {
		out.Askers = append(out.Askers, ConsentAsker{Person: a.Person, Name: a.Name, At: a.At, Message: a.Message})
	}
	return out
}

// ConsentWeighedFrom is what rests on the consent to a login.
func ConsentWeighedFrom(c credential.Credential, f access.Resting, more bool) ConsentWeighed {
	out := ConsentWeighed{Managed: c.Managed, Viewers: []ViewingOne{}, Seen: []ConsentSeen{}, More: more}
	for _, m := range f.Viewers {
		out.Viewers = append(out.Viewers, ViewingOne{Person: m.Person, Name: m.Name})
	}
	for _, x := range f.Seen {
		out.Seen = append(out.Seen, ConsentSeen{
			Person: x.Person, Name: x.Name, Uses: x.Uses, First: x.First, Last: x.Last, Lost: x.Lost, MayKnow: x.MayKnow(c),
		})
	}
	return out
}

// ViewingFrom is which admins may view others' managed logins of a resource.
func ViewingFrom(r access.Resource, by identity.Caller) Viewing {
	out := Viewing{Admins: []ViewingOne{}, Groups: []id.Group{}, You: r.Views(by)}
	if v := r.Viewing; v != nil {
		out.All, out.Groups = v.All, append(out.Groups, v.Groups...)
		for _, x := range v.Admins {
			out.Admins = append(out.Admins, ViewingOne{Person: x.Person, Name: x.Name})
		}
	}
	return out
}
