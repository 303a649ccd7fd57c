package demo

import (
	"slices"

	"github.com/valetkey/valetkey/shared/api"
)

// lockedOne: a just-in-time resource's credential is not to be had through its
// folder (rule G4).
func (v *vault) lockedOne() []namedStep {
	return []namedStep{
		{"Alder's server opens for an hour when a reason is given. Its root login is filed in Alder's folder, and Ned's crew is assigned with it; Ned adds a login of his own", v.serves},
		{"Ned finds it in the folder and is refused: it is locked, the folder is no way around that", func() error {
			if err := v.finds(v.ned, "root", "Server root"); err != nil {
				return err
			}
			for _, way := range []string{"/reveal", "/launch"} {
				if err := v.ned.refused(403, "POST", v.in("/credentials/"+string(v.root.ID)+way), nil, "is locked"); err != nil {
					return err
				}
			}
			return nil
		}},
		{"With a reason it is open, also by its folder; ended, it is shut there at once", func() error {
			var q api.Request
			body := map[string]any{"length": 600, "reason": "The raid is degraded"}
			if err := v.ned.must(201, "POST", v.in("/resources/"+string(v.server)+"/requests"), body, &q); err != nil {
				return err
			}
			var shown api.Revealed
			if err := v.ned.open(200, v.in("/credentials/"+string(v.root.ID)+"/reveal"), &shown); err != nil {
				return err
			}
			if err := claim(nil, shown.Secret == rootPassword, "he is shown another secret"); err != nil {
				return err
			}
			if err := v.ned.must(200, "POST", v.in("/requests/"+string(q.ID)+"/end"), nil, nil); err != nil {
				return err
			}
			return v.ned.refused(403, "POST", v.in("/credentials/"+string(v.root.ID)+"/reveal"), nil, "is locked")
		}},
		{"An admin gets in through an assignment like anyone: Mara has none", func() error {
			return v.mara.refused(403, "POST", v.in("/credentials/"+string(v.root.ID)+"/reveal"), nil, "You are not assigned")
		}},
	}
}

func (v *vault) serves() error {
	var r api.Resource
	if err := v.mara.must(201, "POST", v.in("/resources"), map[string]string{"name": "Alder server", "address": "https://srv.alder.example"}, &r); err != nil {
		return err
	}
	v.server = r.ID
	on := v.in("/resources/" + string(r.ID))
	login := map[string]any{"name": "Server root", "username": "root", "secret": rootPassword, "belongsTo": "organization"}
	if err := v.mara.must(201, "POST", on+"/credentials", login, &v.root); err != nil {
		return err
	}
	policy := map[string]any{"justInTime": true, "longest": 3600, "automatic": true, "reason": true}
	if err := v.mara.must(200, "POST", on+"/policy", policy, nil); err != nil {
		return err
	}
	body := map[string]any{"group": v.alders, "credential": v.root.ID, "mode": "read"}
	if err := v.mara.must(201, "POST", on+"/assignments", body, nil); err != nil {
		return err
	}
	if err := v.moves(v.alder.Folder, v.root.ID); err != nil {
		return err
	}
	own := map[string]any{"name": "Server, Ned", "username": "ned", "secret": ownRootPassword, "belongsTo": "me"}
	return v.ned.must(201, "POST", on+"/credentials", own, &v.kept)
}

// changing: nobody's change is lost, no earlier secret either (rules C9, C10).
func (v *vault) changing() []namedStep {
	return []namedStep{
		{"Mara changes the firewall's password; from the page she still has open she does it again, and is told who changed it and when", func() error {
			body := map[string]any{"version": 1, "secret": rotatedPassword}
			if err := v.mara.must(201, "POST", v.of(v.firewall, "/versions"), body, nil); err != nil {
				return err
			}
			return v.mara.refused(409, "POST", v.of(v.firewall, "/versions"), body, "Mara Quist changed it at 20")
		}},
		{"Ned has the new one. Mara looks at the earlier one, on record, and restores it: that is version 3", func() error {
			if err := v.shows(v.ned, v.firewall, rotatedPassword); err != nil {
				return err
			}
			var shown api.Revealed
			if err := v.mara.open(200, v.of(v.firewall, "/versions/1/reveal"), &shown); err != nil {
				return err
			}
			if err := claim(nil, shown.Secret == firewallPassword, "version 1 says something else"); err != nil {
				return err
			}
			if err := v.mara.must(201, "POST", v.of(v.firewall, "/versions/1/restore"), map[string]any{"version": 2}, nil); err != nil {
				return err
			}
			return v.shows(v.ned, v.firewall, firewallPassword)
		}},
		{"The change log tells who made, moved, changed and restored it, and no secret", func() error {
			var log api.ChangeLog
			if err := v.mara.must(200, "GET", v.of(v.firewall, "/versions"), nil, &log); err != nil {
				return err
			}
			var kinds []string
			for _, l := range log.Items {
				kinds = append(kinds, l.Kind)
			}
			return claim(nil, slices.Equal(kinds, []string{"restored", "renewed", "moved", "created"}), "it tells %q", kinds)
		}},
		{"Disabled, it opens for nobody; enabled, for whom it did", func() error {
			if err := v.mara.must(200, "POST", v.of(v.wifi, "/disable"), nil, nil); err != nil {
				return err
			}
			if err := v.sal.refused(403, "POST", v.of(v.wifi, "/reveal"), nil, "is disabled"); err != nil {
				return err
			}
			if err := v.mara.must(200, "POST", v.of(v.wifi, "/enable"), nil, nil); err != nil {
				return err
			}
			return v.shows(v.sal, v.wifi, wifiPassword)
		}},
	}
}
