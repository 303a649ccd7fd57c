package demo

import (
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
)

// giving: the provider shares with its site.
func (s *shared) giving() []namedStep {
	return []namedStep{
		{"Hal shares the router with everyone there, to read; Orla is mailed that, and finds it among hers", func() error {
			if err := s.shares(s.hal, s.home, s.router, s.plum, everyone("read"), "read"); err != nil {
				return err
			}
			if _, err := s.orla.mail("Halfmoon IT shared Edge router"); err != nil {
				return err
			}
			return s.has(s.omar, s.plum, "", "Door code", "Edge router")
		}},
		{"Omar reveals it, once: Hal sees that, by name and organization", func() error {
			if err := s.shows(s.omar, s.plum, s.router, routerPassword); err != nil {
				return err
			}
			return s.recorded(s.hal, s.home, "credential.revealed", "Edge router", "Omar Said")
		}},
		{"It is to read: Omar and Orla may not change it, disable it or share it on", func() error {
			anew := map[string]any{"version": 1, "secret": "edge-Ashlar-5591-reed"}
			if err := s.omar.refused(403, "POST", s.of(s.plum, s.router, "/versions"), anew); err != nil {
				return err
			}
			if err := s.orla.refused(403, "POST", s.of(s.plum, s.router, "/versions"), anew); err != nil {
				return err
			}
			if err := s.orla.refused(403, "POST", s.of(s.plum, s.router, "/disable"), nil); err != nil {
				return err
			}
			return s.orla.refused(403, "PUT", s.with(s.plum, s.router, s.home), everyone("read"), "is not shared on")
		}},
		{"Omar, whom no admin let share, shares nothing; nor does Orla with Pear Vineyard, of which she knows nothing", func() error {
			if err := s.omar.refused(403, "PUT", s.with(s.plum, s.door, s.home), everyone("read"), "Only an admin of Plum Orchard"); err != nil {
				return err
			}
			return s.orla.refused(404, "PUT", s.with(s.plum, s.door, s.pear), everyone("read"), "There is no such partner.")
		}},
	}
}

// back: the site shares with its provider, by the same steps.
func (s *shared) back() []namedStep {
	return []namedStep{
		{"Orla shares the door code with Tess alone, to read and write, with its change log; Hal, its admin, sees that it is there and may not open it", func() error {
			body := map[string]any{"mode": "write", "people": []id.Person{s.tessID}, "log": true}
			if err := s.orla.must(200, "POST", at(s.plum, "/lock/unlock"), map[string]string{"key": plumKey}, nil); err != nil {
				return err
			}
			if err := s.shares(s.orla, s.plum, s.door, s.home, body, "write"); err != nil {
				return err
			}
			if err := s.has(s.tess, s.home, "", "Backup server", "Door code", "Edge router", "Printer"); err != nil {
				return err
			}
			if err := s.hal.refused(403, "POST", s.of(s.home, s.door, "/reveal"), nil, "shares this with others of Halfmoon IT"); err != nil {
				return err
			}
			return s.shows(s.tess, s.home, s.door, doorPassword)
		}},
		{"Tess gives it a new version: it is Plum Orchard's too at once, and on both records as hers", func() error {
			if err := s.tess.must(201, "POST", s.of(s.home, s.door, "/versions"), map[string]any{"version": 1, "secret": doorAnew}, nil); err != nil {
				return err
			}
			if err := s.shows(s.omar, s.plum, s.door, doorAnew); err != nil {
				return err
			}
			if err := s.recorded(s.orla, s.plum, "credential.changed", "Door code", "Tess Ito"); err != nil {
				return err
			}
			return s.recorded(s.hal, s.home, "credential.changed", "Door code", "Tess Ito")
		}},
		{"Orla gives it another: Tess has that at once, though nobody there knows Plum Orchard's organization key", func() error {
			if err := s.orla.must(201, "POST", s.of(s.plum, s.door, "/versions"), map[string]any{"version": 2, "secret": doorLast}, nil); err != nil {
				return err
			}
			return s.shows(s.tess, s.home, s.door, doorLast)
		}},
	}
}

// bulk has Hal do something to several at once, and checks what happened to each.
func (s *shared) bulk(body map[string]any, want string, which ...api.Filed) (api.ShareDone, error) {
	ids := []id.Credential{}
	for _, c := range which {
		ids = append(ids, c.ID)
	}
	body["credentials"] = ids
	var out api.ShareDone
	err := s.hal.must(200, "POST", at(s.home, "/partners/"+string(s.plum)+"/shares"), body, &out)
	return out, claim(err, outcomes(out) == want, "%s instead of %s: %+v", outcomes(out), want, out)
}

// several: a mixed selection, amended and stopped.
func (s *shared) several() []namedStep {
	return []namedStep{
		{"Hal selects all four, to be used and not seen: two are shared, the router is updated, the door code is refused, each with its reason", func() error {
			out, err := s.bulk(everyone("use"), "[updated shared shared refused]", s.router, s.backup, s.printer, s.door)
			if err != nil {
				return err
			}
			return claim(nil, out.Items[3].Reason == "Plum Orchard shares this with others of Halfmoon IT, not with you.", "it says %q", out.Items[3].Reason)
		}},
		{"Once more says that they are so already", func() error {
			_, err := s.bulk(everyone("use"), "[unchanged unchanged unchanged refused]", s.router, s.backup, s.printer, s.door)
			return err
		}},
		{"From now on Omar signs in with the router, and does not see it", func() error {
			return s.omar.refused(403, "POST", s.of(s.plum, s.router, "/reveal"), nil, "You may sign in with this credential, not see it.")
		}},
		{"Hal amends the backup server to be read, for two weeks", func() error {
			body := everyone("read")
			body["ends"] = time.Now().AddDate(0, 0, 14).UTC().Format(time.RFC3339)
			if err := s.shares(s.hal, s.home, s.backup, s.plum, body, "read"); err != nil {
				return err
			}
			return s.shows(s.omar, s.plum, s.backup, backupPassword)
		}},
	}
}

// apart: each side files it as it likes, and touches nothing there.
func (s *shared) apart() []namedStep {
	return []namedStep{
		{"Orla files the backup server in a folder of hers, for admins: shut to Omar, and nothing has moved at Halfmoon IT", func() error {
			if err := s.orla.must(201, "POST", at(s.plum, "/folders"), map[string]any{"name": "Servers", "closed": true}, &s.private); err != nil {
				return err
			}
			var out api.Moved
			body := map[string]any{"credentials": []id.Credential{s.backup.ID}, "folder": s.private.ID}
			if err := s.orla.must(200, "POST", at(s.plum, "/credentials/move"), body, &out); err != nil {
				return err
			}
			if err := claim(nil, len(out.Items) == 1 && out.Items[0].Outcome == "moved", "it was %+v", out); err != nil {
				return err
			}
			if err := s.omar.refused(404, "POST", s.of(s.plum, s.backup, "/reveal"), nil); err != nil {
				return err
			}
			if err := s.shows(s.orla, s.plum, s.backup, backupPassword); err != nil {
				return err
			}
			return s.shows(s.tess, s.home, s.backup, backupPassword)
		}},
		{"Hal files it in a folder of his that Tess may not look into: Orla has it as before", func() error {
			var f api.Folder
			if err := s.hal.must(201, "POST", at(s.home, "/folders"), map[string]any{"name": "Servers", "closed": true}, &f); err != nil {
				return err
			}
			body := map[string]any{"credentials": []id.Credential{s.backup.ID}, "folder": f.ID}
			if err := s.hal.must(200, "POST", at(s.home, "/credentials/move"), body, nil); err != nil {
				return err
			}
			if err := s.tess.refused(404, "POST", s.of(s.home, s.backup, "/reveal"), nil); err != nil {
				return err
			}
			return s.shows(s.orla, s.plum, s.backup, backupPassword)
		}},
	}
}

// disabling: the receiver disables the share, the creator the credential.
func (s *shared) disabling() []namedStep {
	return []namedStep{
		{"Orla disables the share of it: shut there, to herself too, and as ever at Halfmoon IT; she enables it again", func() error {
			if err := s.orla.must(200, "POST", s.received(s.backup, "/off"), nil, nil); err != nil {
				return err
			}
			if err := s.orla.refused(403, "POST", s.of(s.plum, s.backup, "/reveal"), nil, "Orla Finn disabled this share"); err != nil {
				return err
			}
			if err := s.shows(s.hal, s.home, s.backup, backupPassword); err != nil {
				return err
			}
			if err := s.orla.must(200, "POST", s.received(s.backup, "/on"), nil, nil); err != nil {
				return err
			}
			return s.shows(s.orla, s.plum, s.backup, backupPassword)
		}},
		{"Hal disables the credential itself: nobody opens it on either side, and Orla may not enable it; he does", func() error {
			if err := s.hal.must(200, "POST", s.of(s.home, s.backup, "/disable"), nil, nil); err != nil {
				return err
			}
			if err := s.orla.refused(403, "POST", s.of(s.plum, s.backup, "/reveal"), nil, "This credential is disabled."); err != nil {
				return err
			}
			if err := s.orla.refused(403, "POST", s.of(s.plum, s.backup, "/enable"), nil); err != nil {
				return err
			}
			return s.hal.must(200, "POST", s.of(s.home, s.backup, "/enable"), nil, nil)
		}},
	}
}

// received is an address of what Halfmoon IT shares with Plum Orchard, as that has it.
func (s *shared) received(c api.Filed, verb string) string {
	return s.of(s.plum, c, "/received"+verb)
}

// stopping: one share, and then the others in one go.
func (s *shared) stopping() []namedStep {
	return []namedStep{
		{"Hal stops the backup server: closed there at once. Orla is mailed, and it is due for rotation at Halfmoon IT", func() error {
			if err := s.hal.must(204, "DELETE", s.with(s.home, s.backup, s.plum), nil, nil); err != nil {
				return err
			}
			if err := s.orla.refused(403, "POST", s.of(s.plum, s.backup, "/reveal"), nil); err != nil {
				return err
			}
			if err := s.omar.refused(404, "POST", s.of(s.plum, s.backup, "/reveal"), nil); err != nil {
				return err
			}
			if _, err := s.orla.mail("Halfmoon IT stopped sharing Backup server"); err != nil {
				return err
			}
			return s.has(s.hal, s.home, "?state=due", "Backup server")
		}},
		{"He stops the others in one go: the router, which Omar saw, is due too; of the backup server it says that it is not shared", func() error {
			out, err := s.bulk(map[string]any{"stop": true}, "[stopped stopped unchanged]", s.router, s.printer, s.backup)
			if err != nil {
				return err
			}
			if err := s.has(s.hal, s.home, "?state=due", "Backup server", "Edge router"); err != nil {
				return err
			}
			return claim(nil, out.Items[2].Reason == "It is not shared with Plum Orchard.", "it says %q", out.Items[2].Reason)
		}},
	}
}

// parting: the relation ends, and with it all that is shared.
func (s *shared) parting() []namedStep {
	return []namedStep{
		{"Orla ends the relation: Tess is shut out of the door code at once, and nothing is shared any more in either direction", func() error {
			if err := s.shows(s.tess, s.home, s.door, doorLast); err != nil {
				return err
			}
			if err := s.orla.must(204, "POST", at(s.plum, "/partners/"+string(s.home)+"/end"), map[string]string{"name": "Halfmoon IT"}, nil); err != nil {
				return err
			}
			if a, err := s.tess.ask("POST", s.of(s.home, s.door, "/reveal"), nil); err != nil || a.status != 403 && a.status != 404 {
				return claim(err, false, "she is answered %d", a.status)
			}
			if err := s.orla.refused(404, "PUT", s.with(s.plum, s.door, s.home), everyone("read"), "There is no such partner."); err != nil {
				return err
			}
			return s.hal.refused(404, "PUT", s.with(s.home, s.printer, s.plum), everyone("read"), "There is no such partner.")
		}},
		{"Plum Orchard keeps what it created, and Halfmoon IT finds nothing of it", func() error {
			if err := s.shows(s.omar, s.plum, s.door, doorLast); err != nil {
				return err
			}
			if err := s.has(s.omar, s.plum, "", "Door code"); err != nil {
				return err
			}
			return s.has(s.tess, s.home, "", "Edge router", "Printer")
		}},
		{"No secret of the story is in any answer, mail, log or item", func() error {
			for _, mark := range []string{"Pantile-6120", "Gudgeon-4417", "Corbel-9038", "Mullion-2756", "Transom-8814", "Lucarne-3395", "quince hinge"} {
				if err := s.nowhere(mark); err != nil {
					return claim(nil, false, "%s: %v", mark, err)
				}
			}
			return nil
		}},
	}
}
