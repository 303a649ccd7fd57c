package demo

import (
	"fmt"
	"net/http"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
)

// using: launches, what leaks nowhere, and a rotation that interrupts nobody.
func (l *lending) using() []namedStep {
	return []namedStep{
		{"Bob launches it: his browser gets what it needs to sign in", func() error { return l.launches(firstPassword) }},
		{"Bob may not reveal it", func() error { return l.bob.refused(403, "POST", l.use("reveal"), nil, "not see it") }},
		{"The password is in no list, page, log, mail or item of the table", func() error { return l.nowhere(mark) }},
		{"Olga sees who used it and when, and that he may know the password", func() error {
			var a api.Activity
			if err := l.olga.must(200, "GET", l.mine("/activity"), nil, &a); err != nil {
				return err
			}
			if len(a.Items) == 0 || a.Items[0].Action != "credential.launched" || a.Items[0].ActorName != "Bob Reyes" ||
				a.Items[0].ActorOrganization != "Blue Harbor IT" || len(a.People) != 1 || !a.People[0].MayKnow {
				return fmt.Errorf("the activity is %+v", a)
			}
			return nil
		}},
		{"Olga changes the password; Bob's next launch has the new one", func() error {
			body := map[string]any{"version": 1, "secret": secondPassword}
			path := "/api/organizations/" + string(l.home) + "/credentials/" + string(l.credential) + "/versions"
			if err := l.olga.must(201, "POST", path, body, nil); err != nil {
				return err
			}
			return l.launches(secondPassword)
		}},
	}
}

func (l *lending) launches(password string) error {
	var f api.Fill
	if err := l.bob.fills(l.use("launch"), &f); err != nil {
		return err
	}
	if f.Secret != password || f.Username != "olga.flowers" || f.Address != "https://social.example/login" {
		return fmt.Errorf("the launch does not fill in what Olga shared last")
	}
	return nil
}

// ending: the owner takes it back, and both records tell it all.
func (l *lending) ending() []namedStep {
	return []namedStep{
		{"Olga takes it back; Ann is mailed", func() error {
			if err := l.olga.must(200, "POST", l.mine("/revoke"), nil, nil); err != nil {
				return err
			}
			_, err := l.ann.mail("Olga Brandt took back access to Social account")
			return err
		}},
		{"Bob's next launch is 404, and it left his dashboard", func() error {
			if err := l.bob.refused(404, "POST", l.use("launch"), nil); err != nil {
				return err
			}
			return l.listed(l.bob, "")
		}},
		{"Ann's is 403, saying who took it back and when", func() error {
			if err := l.ann.refused(403, "POST", l.use("launch"), nil, "Olga Brandt took this back at 20"); err != nil {
				return err
			}
			return l.listed(l.ann, "revoked")
		}},
		{"Both records tell it all", func() error {
			if err := l.record(l.ann, l.organization, "delegation.asked", "delegation.shared", "resource.assigned",
				"credential.launched", "credential.launched", "delegation.revoked"); err != nil {
				return err
			}
			return l.record(l.olga, l.home, "delegation.claimed", "delegation.shared", "credential.launched",
				"credential.changed", "credential.launched", "delegation.revoked")
		}},
		{"Neither password is anywhere it should not be", func() error {
			if err := l.nowhere(mark); err != nil {
				return err
			}
			return l.nowhere(mark2)
		}},
	}
}

// listed checks how the resource stands on somebody's dashboard; "" for not at all.
func (l *lending) listed(p *person, state string) error {
	var all api.Resources
	if err := p.must(200, http.MethodGet, l.in("/resources"), nil, &all); err != nil {
		return err
	}
	got := ""
	for _, r := range all.Items {
		if r.ID == l.resource {
			got = r.State
		}
	}
	if got != state {
		return fmt.Errorf("on %s's dashboard it is %q instead of %q", p.name, got, state)
	}
	return nil
}

// record checks that an organization's record holds these acts, in this order.
func (l *lending) record(p *person, o id.Organization, acts ...string) error {
	var page api.AuditPage
	if err := p.must(200, "GET", "/api/organizations/"+string(o)+"/audit?limit=100", nil, &page); err != nil {
		return err
	}
	next := len(acts) - 1 // newest first
	for _, e := range page.Items {
		if next >= 0 && e.Action == acts[next] {
			next--
		}
	}
	if next >= 0 {
		return fmt.Errorf("%s's record lacks %s", p.name, acts[next])
	}
	return nil
}
