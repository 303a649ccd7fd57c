package demo

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
)

// vault is the cast and the props of the story about the everyday work of an IT
// provider: what it keeps for its clients, who may see that, and who knows it.
type vault struct {
	*telling
	mara, ned, sal, ola *person

	home           id.Organization
	alders, birchs id.Group // who works for which client
	alder, birch   api.Client
	plans          api.Folder // in Alder's
	firewall, till api.Filed
	wifi, licence  api.Filed
	server         id.Resource // of Alder's, just-in-time
	root           api.Credential
	nedID          string
	kept           api.Filed // Ned's own login for the server
	file           api.Import
	taken          api.LeftTaken
}

const (
	firewallPassword = "fire-Gantry-5180-clay"
	rotatedPassword  = "fire-Gantry-9021-silt"
	tillPassword     = "till-Mortar-3377-rush"
	wifiPassword     = "wifi-Trellis-2904-dune"
	licencePassword  = "mine-Cobble-7712-reed"
	rootPassword     = "root-Lintel-8466-loam"
	seedOfTill       = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
)

// planted are the secrets of the story, to be found wherever they leak.
var planted = []string{
	"Gantry-5180", "Gantry-9021", "Gantry-7745", "Mortar-3377", "Trellis-2904", "Cobble-7712", "Lintel-8466", "Parapet-1983",
	"Quarry-6001", "Sluice-4150", "Tarn-8821", seedOfTill,
}

// theVault: credentials in order, found by whom they are for and by nobody else
// (rules C1, C2, C9 to C14, F1 to F3, S7, G1, G4, G5).
func theVault(t *telling) error {
	v := &vault{
		telling: t,
		mara:    t.person("Mara Quist", "mara@fenwick.example", "mara has a long password"),
		ned:     t.person("Ned Aliyev", "ned@fenwick.example", "ned has a long password"),
		sal:     t.person("Sal Roth", "sal@fenwick.example", "sal has a long password"),
		ola:     t.person("Ola Berg", "ola@fenwick.example", "ola has a long password"),
	}
	return t.play(slices.Concat(v.filing(), v.finding(), v.opening(), v.narrowing(), v.lockedOne(), v.changing(),
		v.importing(), v.taking(), v.knowing(), v.leaving())...)
}

func (v *vault) in(path string) string { return at(v.home, path) }

func (v *vault) of(c api.Filed, path string) string {
	return v.in("/credentials/" + string(c.ID) + path)
}

// filing: everything in its place.
func (v *vault) filing() []namedStep {
	return []namedStep{
		{"Mara founds Fenwick IT; Ned and Sal join as technicians, Ola as an auditor", func() (err error) {
			if v.home, err = v.mara.signsUp("Fenwick IT"); err != nil {
				return err
			}
			for _, p := range []*person{v.ned, v.sal, v.ola} {
				role := "user"
				if p == v.ola {
					role = "auditor"
				}
				if err := v.mara.invites(v.home, p, role); err != nil {
					return err
				}
			}
			var me api.Me
			if err := v.ned.must(200, "GET", "/api/me", nil, &me); err != nil {
				return err
			}
			v.nedID = string(me.Person.ID)
			if v.alders, err = v.mara.groups(v.home, "Alder crew", v.ned); err != nil {
				return err
			}
			v.birchs, err = v.mara.groups(v.home, "Birch crew", v.sal)
			return err
		}},
		{"She adds two clients, Alder Dental for Ned's crew and Birch Bakery for Sal's: each is a folder, closed to the other", func() error {
			body := map[string]any{"name": "Alder Dental", "groups": []id.Group{v.alders}}
			if err := v.mara.must(201, "POST", v.in("/clients"), body, &v.alder); err != nil {
				return err
			}
			body = map[string]any{"name": "Birch Bakery", "groups": []id.Group{v.birchs}}
			return v.mara.must(201, "POST", v.in("/clients"), body, &v.birch)
		}},
		{"She files Alder's firewall, Birch's till with its sign-in codes, and at the top, for every member, the office Wi-Fi", func() error {
			if err := v.keeps(v.mara, &v.firewall, map[string]any{
				"name": "Edge firewall", "type": "Firewall", "username": "netadmin", "secret": firewallPassword, "url": "https://fw.alder.example",
				"tags": []string{"rack 2"}, "folder": v.alder.Folder, "belongsTo": "organization",
			}); err != nil {
				return err
			}
			if err := v.keeps(v.mara, &v.till, map[string]any{
				"name": "Till", "type": "Application", "username": "shop", "secret": tillPassword, "seed": seedOfTill,
				"folder": v.birch.Folder, "belongsTo": "organization",
			}); err != nil {
				return err
			}
			return v.keeps(v.mara, &v.wifi, map[string]any{"name": "Office Wi-Fi", "type": "Wireless", "secret": wifiPassword, "belongsTo": "organization"})
		}},
		{"Ned keeps a login of his own; only an admin adds one of the company's", func() error {
			body := map[string]any{"name": "Licence portal", "username": "ned", "secret": licencePassword, "belongsTo": "organization"}
			if err := v.ned.refused(403, "POST", v.in("/credentials"), body, "Only an admin"); err != nil {
				return err
			}
			body["belongsTo"] = "me"
			return v.keeps(v.ned, &v.licence, body)
		}},
	}
}

func (v *vault) keeps(p *person, made *api.Filed, body map[string]any) error {
	return p.must(201, "POST", v.in("/credentials"), body, made)
}

// finding: each finds what they may see, and nothing else.
func (v *vault) finding() []namedStep {
	return []namedStep{
		{"Ned types “al fir” and has Alder's firewall; “rack”, “netad” and “fw” find it too", func() error {
			for _, words := range []string{"al fir", "rack", "netad", "FW"} {
				if err := v.finds(v.ned, words, "Edge firewall"); err != nil {
					return err
				}
			}
			return nil
		}},
		{"Sal finds nothing of Alder's, nor its name; Ned nothing of Birch's; the Wi-Fi is for both", func() error {
			if err := v.finds(v.sal, "fir"); err != nil {
				return err
			}
			if err := v.lists(v.sal, "", "Office Wi-Fi", "Till"); err != nil {
				return err
			}
			return v.lists(v.ned, "", "Edge firewall", "Licence portal", "Office Wi-Fi")
		}},
		{"Mara and Ola, who see the company's, do not find what is Ned's own, nor by its address", func() error {
			for _, p := range []*person{v.mara, v.ola} {
				if err := v.lists(p, "", "Edge firewall", "Office Wi-Fi", "Till"); err != nil {
					return err
				}
				if err := v.finds(p, "licence"); err != nil {
					return err
				}
				if err := p.refused(404, "POST", v.of(v.licence, "/reveal"), nil); err != nil {
					return err
				}
			}
			return v.lists(v.mara, "?client="+string(v.alder.ID), "Edge firewall")
		}},
	}
}

// finds checks what a search of somebody's answers, by name.
func (v *vault) finds(p *person, words string, want ...string) error {
	var found api.FiledFound
	if err := p.must(200, "GET", v.in("/credentials/search?words="+url.QueryEscape(words)), nil, &found); err != nil {
		return err
	}
	return sameNames(p, found.Items, want)
}

// lists checks what a list of somebody's has, by name.
func (v *vault) lists(p *person, query string, want ...string) error {
	var page api.FiledPage
	if err := p.must(200, "GET", v.in("/credentials"+query), nil, &page); err != nil {
		return err
	}
	return sameNames(p, page.Items, want)
}

func sameNames(p *person, got []api.Filed, want []string) error {
	var names []string
	for _, f := range got {
		names = append(names, f.Name)
	}
	return claim(nil, slices.Equal(names, want), "%s sees %q instead of %q", p.name, names, want)
}

// opening: to see it is on record; whom it is not for is told of nothing.
func (v *vault) opening() []namedStep {
	return []namedStep{
		{"Ned reveals the firewall's password, and that is on record; Sal is answered as if there were none", func() error {
			if err := v.shows(v.ned, v.firewall, firewallPassword); err != nil {
				return err
			}
			if err := v.sal.refused(404, "POST", v.of(v.firewall, "/reveal"), nil); err != nil {
				return err
			}
			return v.recorded("credential.revealed", "Edge firewall", "Ned Aliyev")
		}},
		{"Ola, the auditor, sees that it is there and opens nothing", func() error {
			return v.ola.refused(403, "POST", v.of(v.firewall, "/reveal"), nil, "An auditor opens no secret")
		}},
		{"Sal has the till's sign-in code of this moment; the seed that makes it is shown to nobody", func() error {
			var code api.SignInCode
			a, err := v.sal.ask("POST", v.of(v.till, "/code"), map[string]any{})
			if err == nil {
				err = a.expect(200, "the code", &code)
			}
			if err != nil {
				return err
			}
			return claim(nil, len(code.Code) == 6 && code.Ends > 0, "the code is %d characters, good for %d seconds", len(code.Code), code.Ends)
		}},
	}
}

// shows checks that somebody is shown a secret.
func (v *vault) shows(p *person, c api.Filed, want string) error {
	var shown api.Revealed
	if err := p.open(200, v.of(c, "/reveal"), &shown); err != nil {
		return err
	}
	return claim(nil, shown.Secret == want, "%s is shown another secret", p.name)
}

// recorded checks that an act on a thing is on record as somebody's.
func (v *vault) recorded(action, thing, actor string) error {
	var page api.AuditPage
	if err := v.mara.must(200, "GET", v.in("/audit?limit=100"), nil, &page); err != nil {
		return err
	}
	there := slices.ContainsFunc(page.Items, func(e api.AuditEntry) bool {
		return e.Action == action && strings.Contains(e.ThingName, thing) && e.ActorName == actor
	})
	return claim(nil, there, "no %s of %s by %s is on record", action, thing, actor)
}

// narrowing: a folder's own groups only narrow what the one above allows (F3).
func (v *vault) narrowing() []namedStep {
	return []namedStep{
		{"In Alder's folder she would make Plans for Sal's crew: refused, for Alder's does not let them in, and a folder only narrows", func() error {
			body := map[string]any{"name": "Plans", "parent": v.alder.Folder, "groups": []id.Group{v.birchs}}
			return v.mara.refused(400, "POST", v.in("/folders"), body, "body.groups", "Birch crew does not see the folder above")
		}},
		{"She makes it for admins only, and files the firewall there: from that instant it is shut to Ned, and he does not find it", func() error {
			body := map[string]any{"name": "Plans", "parent": v.alder.Folder, "closed": true}
			if err := v.mara.must(201, "POST", v.in("/folders"), body, &v.plans); err != nil {
				return err
			}
			if err := v.moves(v.plans.ID, v.firewall.ID); err != nil {
				return err
			}
			if err := v.ned.refused(404, "POST", v.of(v.firewall, "/reveal"), nil); err != nil {
				return err
			}
			return v.finds(v.ned, "fir")
		}},
		{"She lets Plans be for whom Alder's is: Ned is in again, and finds it; a folder is not hung below itself", func() error {
			if err := v.mara.must(200, "POST", v.in("/folders/"+string(v.plans.ID)+"/groups"), map[string]any{"groups": []id.Group{}}, nil); err != nil {
				return err
			}
			if err := v.shows(v.ned, v.firewall, firewallPassword); err != nil {
				return err
			}
			return v.mara.refused(409, "POST", v.in("/folders/"+string(v.alder.Folder)+"/parent"), map[string]any{"parent": v.plans.ID})
		}},
	}
}

// moves files credentials elsewhere.
func (v *vault) moves(to id.Folder, which ...id.Credential) error {
	var out api.Moved
	if err := v.mara.must(200, "POST", v.in("/credentials/move"), map[string]any{"credentials": which, "folder": to}, &out); err != nil {
		return err
	}
	for _, one := range out.Items {
		if one.Outcome != "moved" {
			return fmt.Errorf("%s was %s: %s", one.Credential, one.Outcome, one.Reason)
		}
	}
	return nil
}
