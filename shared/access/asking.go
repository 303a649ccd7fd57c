package access

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// AskingIn is what somebody asks with, and what is known of it.
type AskingIn struct {
	Resource   Resource
	Standing   Standing          // the caller's
	Pending    Request           // the one that Standing.Pending names
	Others     []identity.Member // who might decide: only the eligible count
	Assignment id.Assignment     // "" for the way that decides first
	Length     int               // seconds; 0: the longest there is
	Reason     string
}

// AskingFor names the facts of a request, to be read.
func AskingFor(o id.Organization, r id.Resource, p id.Person) AskingIn {
	return AskingIn{Resource: Resource{Organization: o, ID: r}, Standing: Standing{Resource: r, Person: p}}
}

// Needs is how many others must be able to decide what is asked; 0 where nobody
// has to, be it because one waits already.
func (f AskingIn) Needs(by identity.Caller) int {
	w, err := f.way(by, locked)
	if err != nil || f.waits(by) {
		return 0
	}
	return w.Policy.Needs
}

// waits reports whether the caller's request waits already. One that they made
// before they were removed, and came back, does not (rule F5).
func (f AskingIn) waits(by identity.Caller) bool { return f.Pending.pending(by.At, by.Since) }

// pending reports whether the request waits at an instant for a decision, asked by
// who has been a member since then.
func (r Request) pending(at, member time.Time) bool {
	return r.Version != 0 && r.At(at) == RequestPending && !r.Asked.Before(member)
}

// made is a request by a way, as it is asked.
func (f AskingIn) made(by identity.Caller, w Way) Request {
	return Request{
		Organization: by.Organization, ID: identity.Mint[id.Request](by.Call, 0), Resource: f.Resource.ID, ResourceName: f.Resource.Name,
		Person: by.Person, Name: by.Name, Want: Entering, Assignment: w.Assignment.ID, Credential: w.Assignment.Credential, Policy: w.Policy, Extends: w.Open,
		Reason: strings.TrimSpace(f.Reason), Length: f.Length, Bodies: f.Resource.Approvers, Asked: by.At, Lapses: by.At.Add(w.Policy.wait()), State: RequestPending,
	}
}

// request is what is asked, by the way that decides, or why it cannot be asked.
func (f AskingIn) request(by identity.Caller) (Request, error) {
	w, err := f.way(by, locked)
	if err != nil {
		return Request{}, err
	}
	q := f.made(by, w)
	switch {
	case !w.Policy.JustInTime && f.Length != 0:
		return q, fault.BadField("body.length", "is only for access that ends: this is regained for good")
	case !w.Policy.JustInTime:
		q.Want = Regaining
	case f.Length == 0:
		q.Length = w.Policy.Longest
	}
	if q.Want == Entering && (q.Length < 1 || q.Length > w.Policy.Longest) {
		return q, fault.BadField("body.length", "is 1 to %d seconds here", w.Policy.Longest)
	}
	if q.Reason == "" && (w.Policy.Automatic || w.Policy.Reason) {
		return q, fault.BadField("body.reason", "is needed here")
	}
	q.Granted = q.Length
	return q, nil
}

// way is the way that is asked about: of all credentials, one that is wanted before
// one that is not; of one credential, the way that decides.
func (f AskingIn) way(by identity.Caller, wanted func(Way) bool) (Way, error) {
	if f.Resource.Version == 0 || by.Role == identity.Auditor {
		return Way{}, fault.Absent("resource")
	}
	found := false
	var all []Way
	for _, a := range f.Resource.Assignments {
		if !a.Holds(by) || f.Assignment != "" && a.ID != f.Assignment {
			continue
		}
		found = true
		if w, ok := f.deciding(by, a.Credential); ok && !slices.ContainsFunc(all, func(o Way) bool { return o.Assignment.ID == w.Assignment.ID }) {
			all = append(all, w)
		}
	}
	switch {
	case !found:
		return Way{}, fault.Absent("resource")
	case len(all) == 0:
		return Way{}, fault.New(fault.Conflict, "%s is open to you: there is nothing to ask for.", f.Resource.Name)
	}
	return slices.MinFunc(all, func(a, b Way) int { return cmp.Or(first(wanted(a), wanted(b)), favour(a, b)) }), nil
}

// deciding is the way to ask for with a credential, the named one if one is. Nobody
// asks for a login of their own, nor for what standing access lends already; who
// views others' logins there asks by a way without a credential, too (rule G4).
func (f AskingIn) deciding(by identity.Caller, c id.Credential) (Way, bool) {
	ways := f.Resource.Ways(by, f.Standing, c)
	standing := func(w Way) bool { return w.Open && !w.Policy.JustInTime }
	for _, w := range ways {
		lent := slices.ContainsFunc(ways, func(o Way) bool { return standing(o) && f.Resource.voids(o.Assignment, w.Assignment) })
		if (c != "" || f.Resource.Views(by)) && !standing(w) && !lent && (f.Assignment == "" || w.Assignment.ID == f.Assignment) {
			return w, true
		}
	}
	return Way{}, false
}

func locked(w Way) bool { return !w.Open }
