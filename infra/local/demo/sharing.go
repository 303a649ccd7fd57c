package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
)

// shared is the cast and the props of the story about a provider and its client, who
// share with each other.
type shared struct {
	*telling
	hal, tess, orla, omar *person

	home, plum, pear        id.Organization // the provider, and its sites
	router, backup, printer api.Filed       // the provider's
	door                    api.Filed       // the site's
	private                 api.Folder      // of the site's, for admins
	tessID                  id.Person
}

const (
	routerPassword  = "edge-Pantile-6120-moss"
	backupPassword  = "tape-Gudgeon-4417-fern"
	printerPassword = "page-Corbel-9038-lark"
	doorPassword    = "door-Mullion-2756-sage"
	doorAnew        = "door-Transom-8814-teal"
	doorLast        = "door-Lucarne-3395-clay"
	plumKey         = "quince hinge 4471 maple lantern gate"
)

// sharing: a provider and its site share in both directions, each side's secrets closed
// to the other until then (rules S1 to S5, H1 to H8, G7, C12).
func sharing(t *telling) error {
	s := &shared{
		telling: t,
		hal:     t.person("Hal Brandt", "hal@halfmoon.example", "hal has a long password"),
		tess:    t.person("Tess Ito", "tess@halfmoon.example", "tess has a long password"),
		orla:    t.person("Orla Finn", "orla@plum.example", "orla has a long password"),
		omar:    t.person("Omar Said", "omar@plum.example", "omar has a long password"),
	}
	return t.play(slices.Concat(s.founding(), s.locking(), s.giving(), s.back(), s.several(), s.apart(), s.disabling(), s.stopping(), s.parting())...)
}

// of is an address of a credential, as an organization has it.
func (s *shared) of(o id.Organization, c api.Filed, path string) string {
	return at(o, "/credentials/"+string(c.ID)+path)
}

// with is the address of how a credential is shared.
func (s *shared) with(o id.Organization, c api.Filed, partner id.Organization) string {
	return s.of(o, c, "/shares/"+string(partner))
}

func (s *shared) keeps(p *person, o id.Organization, made *api.Filed, name, secret string) error {
	return p.must(201, "POST", at(o, "/credentials"), map[string]any{"name": name, "username": "admin", "secret": secret, "belongsTo": "organization"}, made)
}

// shows checks that somebody is shown a secret.
func (s *shared) shows(p *person, o id.Organization, c api.Filed, want string) error {
	var shown api.Revealed
	if err := p.open(200, s.of(o, c, "/reveal"), &shown); err != nil {
		return err
	}
	return claim(nil, shown.Secret == want, "%s is shown another secret", p.name)
}

// has waits until a list of somebody's has these, by name.
func (s *shared) has(p *person, o id.Organization, query string, want ...string) error {
	return s.within(30*time.Second, func() error {
		var page api.FiledPage
		if err := p.must(200, "GET", at(o, "/credentials"+query), nil, &page); err != nil {
			return err
		}
		return sameNames(p, page.Items, want)
	})
}

// founding: a provider, what it keeps, and a client that becomes a site.
func (s *shared) founding() []namedStep {
	return []namedStep{
		{"Hal founds Halfmoon IT; Tess joins. He files a router, a backup server and a printer", func() (err error) {
			if s.home, err = s.hal.signsUp("Halfmoon IT"); err != nil {
				return err
			}
			if err := s.hal.invites(s.home, s.tess, "user"); err != nil {
				return err
			}
			var me api.Me
			if err := s.tess.must(200, "GET", "/api/me", nil, &me); err != nil {
				return err
			}
			s.tessID = me.Person.ID
			for _, one := range []struct {
				made         *api.Filed
				name, secret string
			}{{&s.router, "Edge router", routerPassword}, {&s.backup, "Backup server", backupPassword}, {&s.printer, "Printer", printerPassword}} {
				if err := s.keeps(s.hal, s.home, one.made, one.name, one.secret); err != nil {
					return err
				}
			}
			return nil
		}},
		{"He adds Plum Orchard and Pear Vineyard as sites, and opens Plum Orchard to its people", func() error {
			for _, one := range []struct {
				site *id.Organization
				name string
			}{{&s.plum, "Plum Orchard"}, {&s.pear, "Pear Vineyard"}} {
				var made api.Site
				if err := s.hal.must(201, "POST", at(s.home, "/sites"), map[string]string{"name": one.name}, &made); err != nil {
					return err
				}
				*one.site = made.ID
			}
			return s.hal.must(200, "POST", at(s.home, "/sites/"+string(s.plum)+"/on"), nil, nil)
		}},
		{"Orla, its first admin, activates it by mail", func() error {
			return s.hal.invitesAt(at(s.home, "/sites/"+string(s.plum)+"/invitations"), s.orla, "admin")
		}},
		{"Neither side sees anything of the other", func() error {
			if err := s.orla.refused(404, "POST", s.of(s.plum, s.router, "/reveal"), nil); err != nil {
				return err
			}
			if err := s.hal.refused(404, "GET", at(s.plum, "/credentials"), nil); err != nil {
				return err
			}
			return s.has(s.orla, s.plum, "")
		}},
	}
}

// locking: nothing is shared before the site has its organization key.
func (s *shared) locking() []namedStep {
	return []namedStep{
		{"Hal would share the router, and is told that Plum Orchard has no organization key yet", func() error {
			return s.hal.refused(409, "PUT", s.with(s.home, s.router, s.plum), everyone("read"), "Plum Orchard has no organization key yet")
		}},
		{"Orla sets it, is shown a recovery code once, and has Omar join", func() error {
			var shown api.LockShown
			a, err := s.orla.ask("POST", at(s.plum, "/lock"), map[string]string{"key": plumKey})
			if err == nil {
				err = a.expect(201, "the organization key", &shown)
			}
			if err := claim(err, shown.Code != "", "she is shown no recovery code"); err != nil {
				return err
			}
			return s.orla.invites(s.plum, s.omar, "user")
		}},
		{"She keeps the site's door code; Omar opens it only after he typed the organization key", func() error {
			if err := s.keeps(s.orla, s.plum, &s.door, "Door code", doorPassword); err != nil {
				return err
			}
			if err := s.omar.refused(403, "POST", s.of(s.plum, s.door, "/reveal"), nil, "locked"); err != nil {
				return err
			}
			if err := s.omar.must(200, "POST", at(s.plum, "/lock/unlock"), map[string]string{"key": plumKey}, nil); err != nil {
				return err
			}
			return s.shows(s.omar, s.plum, s.door, doorPassword)
		}},
	}
}

// everyone are the options of a share for all of theirs.
func everyone(mode string) map[string]any { return map[string]any{"mode": mode, "everyone": true} }

// shares has somebody share a credential, and checks how it is shared then.
func (s *shared) shares(p *person, o id.Organization, c api.Filed, with id.Organization, body map[string]any, mode string) error {
	var out api.Share
	if err := p.must(200, "PUT", s.with(o, c, with), body, &out); err != nil {
		return err
	}
	return claim(nil, out.Mode == mode && out.Partner == with, "it is shared %+v", out)
}

// recorded checks that an act on a thing is on an organization's record, as somebody's.
func (s *shared) recorded(p *person, o id.Organization, action, thing, actor string) error {
	var page api.AuditPage
	if err := p.must(200, "GET", at(o, "/audit?limit=100"), nil, &page); err != nil {
		return err
	}
	there := slices.ContainsFunc(page.Items, func(e api.AuditEntry) bool {
		return e.Action == action && strings.Contains(e.ThingName, thing) && e.ActorName == actor
	})
	return claim(nil, there, "no %s of %s by %s is on record", action, thing, actor)
}

// outcomes are what a bulk did to each, in one line.
func outcomes(d api.ShareDone) string {
	var out []string
	for _, one := range d.Items {
		out = append(out, one.Outcome)
	}
	return fmt.Sprint(out)
}
