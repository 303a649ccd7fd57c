package demo

import (
	"fmt"
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/api"
)

const (
	ownRootPassword = "ned-Parapet-1983-gorse"
	changedPassword = "fire-Gantry-7745-chalk"
)

// knowing: who may still know a secret, and what is due for that (rule C12).
func (v *vault) knowing() []namedStep {
	return []namedStep{
		{"Who knows which secrets: Ned the firewall's, the Wi-Fi is Sal's, the root login Ned's for the minutes he was let in", func() error {
			if err := v.knows(v.firewall, "Ned Aliyev", true, false); err != nil {
				return err
			}
			return v.due() // the end of an access period alone asks for nothing
		}},
		{"Ned leaves Alder's crew: the firewall and the root login, which he may still know, are due for rotation", func() error {
			if err := v.mara.must(200, "DELETE", v.in("/groups/"+string(v.alders)+"/members/"+v.nedID), nil, nil); err != nil {
				return err
			}
			if err := v.ned.refused(404, "POST", v.of(v.firewall, "/reveal"), nil); err != nil {
				return err
			}
			if err := v.within(30*time.Second, func() error { return v.due("Edge firewall", "Server root") }); err != nil {
				return err
			}
			return v.knows(v.firewall, "Ned Aliyev", true, true)
		}},
		{"Typing the same password again changes nothing of that; another one does", func() error {
			if err := v.renews(firewallPassword); err != nil {
				return err
			}
			if err := v.due("Edge firewall", "Server root"); err != nil {
				return err
			}
			if err := v.renews(changedPassword); err != nil {
				return err
			}
			if err := v.within(30*time.Second, func() error { return v.due("Server root") }); err != nil {
				return err
			}
			return v.knows(v.firewall, "Ned Aliyev", false, true)
		}},
	}
}

// due checks what is listed as due for rotation.
func (v *vault) due(want ...string) error { return v.lists(v.ola, "?state=due", want...) }

// renews gives the firewall a new password, from the version that is current.
func (v *vault) renews(secret string) error {
	var page api.FiledPage
	if err := v.mara.must(200, "GET", v.in("/credentials"), nil, &page); err != nil {
		return err
	}
	i := slices.IndexFunc(page.Items, func(f api.Filed) bool { return f.ID == v.firewall.ID })
	return v.mara.must(201, "POST", v.of(v.firewall, "/versions"), map[string]any{"version": page.Items[i].Version, "secret": secret}, nil)
}

// knows checks what is said of somebody who received a secret.
func (v *vault) knows(c api.Filed, who string, current, lost bool) error {
	var page api.Knowledge
	if err := v.ola.must(200, "GET", v.of(c, "/knowledge"), nil, &page); err != nil {
		return err
	}
	for _, l := range page.Items {
		if l.PersonName == who {
			return claim(nil, l.Current == current && (l.Lost != nil) == lost, "of %s it says %+v", who, l)
		}
	}
	return fmt.Errorf("%s is not said to know %s", who, c.Name)
}

// leaving: what is somebody's own waits for them, and for nobody else (rule C14).
func (v *vault) leaving() []namedStep {
	return []namedStep{
		{"Before Ned is removed, Mara sees the login for Alder's server that he kept to himself, and may request it; of what is his alone there is no word", func() error {
			var l api.Leaving
			if err := v.mara.must(200, "GET", v.in("/members/"+v.nedID+"/leaving"), nil, &l); err != nil {
				return err
			}
			return claim(nil, l.Count == 1 && len(l.Unmanaged) == 1 && l.Unmanaged[0].Name == "Server, Ned" && l.Days == 30, "it says %+v", l)
		}},
		{"She removes him. Both open for nobody now: not for him, and for no admin", func() error {
			if err := v.mara.must(204, "DELETE", v.in("/members/"+v.nedID), nil, nil); err != nil {
				return err
			}
			for _, p := range []*person{v.ned, v.mara} {
				for _, c := range []api.Filed{v.licence, v.kept} {
					if a, err := p.ask("POST", v.of(c, "/reveal"), nil); err != nil || a.status < 403 || a.status > 404 {
						return claim(err, false, "%s is answered %d", p.name, a.status)
					}
				}
			}
			return nil
		}},
		{"He is mailed that two wait for him, for 30 days; he signs in, sees which, and takes them into his own account", func() error {
			if _, err := v.ned.mail("What is yours at Fenwick IT waits for you"); err != nil {
				return err
			}
			var page api.LeftPage
			if err := v.ned.must(200, "GET", "/api/me/left", nil, &page); err != nil {
				return err
			}
			if len(page.Items) != 1 || len(page.Items[0].Credentials) != 2 {
				return fmt.Errorf("what waits is %+v", page.Items)
			}
			return v.ned.must(200, "POST", "/api/me/left/"+string(v.home), map[string]any{}, &v.taken)
		}},
		{"There they are his, as they were; at Fenwick IT nothing is left of them", v.his},
		{"Of all these passwords none is in any answer that may hold none, mail, log or item of the table", func() error {
			for _, text := range planted {
				if err := v.nowhere(text); err != nil {
					return fmt.Errorf("%s: %w", text, err)
				}
			}
			return nil
		}},
	}
}

// his checks that Ned took what was his.
func (v *vault) his() error {
	if len(v.taken.Items) != 2 || v.taken.More {
		return fmt.Errorf("taken: %+v", v.taken)
	}
	for _, one := range v.taken.Items {
		if one.Outcome != "taken" {
			return fmt.Errorf("%s: %s", one.Outcome, one.Reason)
		}
		var shown api.Revealed
		if err := v.ned.open(200, at(v.taken.Home, "/credentials/"+string(one.Taken)+"/reveal"), &shown); err != nil {
			return err
		}
		if shown.Secret != licencePassword && shown.Secret != ownRootPassword {
			return fmt.Errorf("he is shown another secret")
		}
	}
	var page api.LeftPage
	err := v.ned.must(200, "GET", "/api/me/left", nil, &page)
	return claim(err, len(page.Items) == 0, "there still waits %+v", page.Items)
}
