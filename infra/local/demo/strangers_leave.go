package demo

import (
	"fmt"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
)

// removed: the asker goes, and the request stays the organization's (rule D4).
func (s *strange) removed() []namedStep {
	var me api.Me
	return []namedStep{
		{"Ann asks Gus for Info line; Dan removes Ann: to her the organization no longer exists", func() (err error) {
			if s.line, err = s.ann.asks(s.harbor, "Info line", s.gus.email); err != nil {
				return err
			}
			if _, s.gusToken, err = s.gus.linked("asks to use your account Info line"); err != nil {
				return err
			}
			if err := s.ann.must(200, "GET", "/api/me", nil, &me); err != nil {
				return err
			}
			if err := s.dan.must(204, "DELETE", at(s.harbor, "/members/"+string(me.Person.ID)), nil, nil); err != nil {
				return err
			}
			if err := s.ann.refused(404, "GET", at(s.harbor, "/resources"), nil); err != nil {
				return err
			}
			_, err = s.ann.mail("no longer a member")
			return err
		}},
		{"Dan is the last admin: he can neither leave nor become a user", func() error {
			if err := s.dan.refused(409, "POST", at(s.harbor, "/leave"), nil, "admin"); err != nil {
				return err
			}
			var dan api.Me
			if err := s.dan.must(200, "GET", "/api/me", nil, &dan); err != nil {
				return err
			}
			return s.dan.refused(409, "POST", at(s.harbor, "/members/"+string(dan.Person.ID)+"/role"), map[string]string{"role": "user"}, "last admin")
		}},
	}
}

// carriedOn: a colleague has the place of who asked.
func (s *strange) carriedOn() []namedStep {
	return []namedStep{
		{"Gus shares Info line: Dan is told in Ann's place, puts himself on it, and signs in with it", func() error {
			in, err := s.gus.joins(s.gusToken)
			if err != nil {
				return err
			}
			body := map[string]any{"username": "gus", "secret": "line-secret-4410", "seed": "JBSWY3DPEHPK3PXP"}
			var d api.Delegation
			if err := s.gus.must(200, "POST", s.lends(in, "/share"), body, &d); err != nil {
				return err
			}
			if _, err := s.dan.mail("Gus Lindt shared access to Info line"); err != nil {
				return err
			}
			var f api.Fill
			if err := s.dan.launches(s.harbor, s.line.ID, d.Credential, &f); err != nil {
				return err
			}
			if f.Secret != "line-secret-4410" || len(f.Code) != 6 {
				return fmt.Errorf("the launch has not what Gus shared, with the current code")
			}
			return s.nowhere("JBSWY3DPEHPK3PXP")
		}},
		{"Ann is invited again, as a user: nothing of what she had comes back", func() error {
			if err := s.dan.must(201, "POST", at(s.harbor, "/invitations"), map[string]string{"email": s.ann.email, "role": "user"}, nil); err != nil {
				return err
			}
			_, token, err := s.ann.linked("invites you")
			if err != nil {
				return err
			}
			var in api.SignedIn
			accept := map[string]string{"token": token, "password": s.ann.password, "carry": "bearer"}
			if err := s.ann.must(201, "POST", "/api/invitations/accept", accept, &in); err != nil {
				return err
			}
			s.ann.token = in.Token
			var all api.Resources
			if err := s.ann.must(200, "GET", at(s.harbor, "/resources"), nil, &all); err != nil {
				return err
			}
			if len(all.Items) != 0 {
				return fmt.Errorf("she has %d resources", len(all.Items))
			}
			return s.ann.refused(403, "GET", at(s.harbor, "/members"), nil, "Only an admin")
		}},
	}
}

// launches puts the person on a resource and launches it.
func (p *person) launches(o id.Organization, r id.Resource, c id.Credential, f *api.Fill) error {
	var me api.Me
	if err := p.must(200, "GET", "/api/me", nil, &me); err != nil {
		return err
	}
	body := map[string]any{"member": me.Person.ID, "credential": c}
	if err := p.must(201, "POST", at(o, "/resources/"+string(r)+"/assignments"), body, nil); err != nil {
		return err
	}
	return p.fills(at(o, "/resources/"+string(r)+"/credentials/"+string(c)+"/launch"), f)
}

// elsewhere: an owner who administers an organization of her own.
func (s *strange) elsewhere() []namedStep {
	return []namedStep{
		{"Eve founds Tide Flowers, which keeps a login of its own for Web shop", func() (err error) {
			if s.tide, err = s.eve.signsUp("Tide Flowers"); err != nil {
				return err
			}
			body := map[string]any{"name": "Web shop", "address": "https://web-shop.example/login"}
			if err := s.eve.must(201, "POST", at(s.tide, "/resources"), body, &s.till); err != nil {
				return err
			}
			body = map[string]any{"name": "Shop admin", "username": "tide", "secret": "tide-secret-9021", "belongsTo": "organization"}
			return s.eve.must(201, "POST", at(s.tide, "/resources/"+string(s.till.ID)+"/credentials"), body, &s.login)
		}},
		{"Dan asks Eve for Web shop; she claims it, and cannot answer with the login of Tide Flowers while she may not see that herself", func() (err error) {
			if s.shop, err = s.dan.asks(s.harbor, "Web shop", s.eve.email); err != nil {
				return err
			}
			_, token, err := s.eve.linked("asks to use your account Web shop")
			if err != nil {
				return err
			}
			if err := s.eve.must(200, "POST", "/api/delegations/claim", map[string]string{"token": token}, &s.claimed); err != nil {
				return err
			}
			return s.eve.refused(403, "POST", s.tides("/lend"), s.lend(), "not assigned")
		}},
	}
}

func (s *strange) lend() map[string]any {
	return map[string]any{"resource": s.till.ID, "credential": s.login.ID}
}

// tides is an address of the request that Eve claimed, in Tide Flowers.
func (s *strange) tides(path string) string {
	return at(s.tide, "/delegations/"+string(s.claimed.Delegation)+path)
}

// lent: what her organization keeps is lent, and it sees each use.
func (s *strange) lent() []namedStep {
	return []namedStep{
		{"Assigned to it, she lends it: Dan signs in with it, and Tide Flowers sees that he did", func() error {
			var me api.Me
			if err := s.eve.must(200, "GET", "/api/me", nil, &me); err != nil {
				return err
			}
			on := map[string]any{"member": me.Person.ID, "credential": s.login.ID, "mode": "read"}
			if err := s.eve.must(201, "POST", at(s.tide, "/resources/"+string(s.till.ID)+"/assignments"), on, nil); err != nil {
				return err
			}
			if err := s.eve.must(200, "POST", s.tides("/lend"), s.lend(), nil); err != nil {
				return err
			}
			if _, err := s.dan.mail("shared access to Web shop"); err != nil {
				return err
			}
			var f api.Fill
			if err := s.dan.launches(s.harbor, s.shop.ID, s.login.ID, &f); err != nil {
				return err
			}
			if f.Secret != "tide-secret-9021" {
				return fmt.Errorf("the launch has not what Tide Flowers keeps")
			}
			var a api.Activity
			if err := s.eve.must(200, "GET", s.tides("/activity"), nil, &a); err != nil {
				return err
			}
			if len(a.People) != 1 || a.People[0].Name != "Dan Voss" || a.People[0].Uses != 1 {
				return fmt.Errorf("the activity is %+v", a)
			}
			return nil
		}},
	}
}

// leaving: an owner closes her account.
func (s *strange) leaving() []namedStep {
	return []namedStep{
		{"Olga closes her account: what she lent ends first, Dan is told, and her sign-in is gone", func() error {
			var gone api.Closed
			if err := s.olga.must(200, "POST", "/api/me/close", map[string]string{"password": s.olga.password}, &gone); err != nil {
				return err
			}
			if gone.Ended != 1 || gone.Left || !gone.Gone {
				return fmt.Errorf("closing answered %+v", gone)
			}
			if _, err := s.dan.mail("Olga Brandt took back access to Flower page"); err != nil {
				return err
			}
			if err := s.dan.stands(s.harbor, s.page.ID, "revoked"); err != nil {
				return err
			}
			if err := s.olga.refused(401, "GET", "/api/me", nil); err != nil {
				return err
			}
			again := map[string]string{"email": s.olga.email, "password": s.olga.password}
			return s.olga.refused(401, "POST", "/api/sessions", again, "do not belong together")
		}},
	}
}

// lapsing: an owner who never answers. The clock is moved, so this comes last.
func (s *strange) lapsing() []namedStep {
	return []namedStep{
		{"Dan asks Lou, who never answers: he is reminded once, after a week", func() error {
			if _, err := s.dan.asks(s.harbor, "Quiet page", s.lou.email); err != nil {
				return err
			}
			if _, err := s.lou.mail("asks to use your account Quiet page"); err != nil {
				return err
			}
			for range 2 { // sweeping twice reminds once
				if err := s.sweep(7*24*time.Hour + time.Minute); err != nil {
					return err
				}
			}
			_, token, err := s.lou.linked("Quiet page")
			if err != nil {
				return err
			}
			return s.zoe.must(200, "POST", "/api/delegations/see", map[string]string{"token": token}, nil)
		}},
		{"After two weeks it has lapsed, and Dan is told", func() error {
			if err := s.sweep(14*24*time.Hour + time.Minute); err != nil {
				return err
			}
			if _, err := s.dan.mail("Quiet page lapsed"); err != nil {
				return err
			}
			all, err := s.stack.Mailbox().Mails(s.ctx, s.lou.email)
			if err == nil && len(all) != 2 {
				err = fmt.Errorf("the owner got %d mails", len(all))
			}
			return err
		}},
		{"What people lent and changed is nowhere it should not be", func() error { return s.nowhere(mark) }},
	}
}

// sweep calls the clock's worker as if it were that much later.
func (t *telling) sweep(later time.Duration) error {
	r, err := t.stack.Clock().Fire(t.ctx, "due-sweep", time.Now().Add(later))
	if err == nil && r.Failed {
		err = fmt.Errorf("due-sweep: %s", r.Payload)
	}
	return err
}
