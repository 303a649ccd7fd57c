package access_test

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// A provider shares a credential with its site: who gets in there is whom both sides
// allow, and the first closed gate answers to who may see it (rules G1, G7, S1, H6).
func TestWhatIsSharedOpensToWhomBothSidesAllow(t *testing.T) {
	at := identitytest.Nine
	ridge := identitytest.Organization("Ridge IT", identity.Provider)
	contoso := identitytest.Organization("Contoso", identity.Provider)
	contoso.Relation = &identity.Relation{Provider: ridge.ID, Name: ridge.Name, Since: at, Open: true, Turned: at}
	member := func(name string, role identity.Role, groups ...id.Group) identity.Caller {
		m := identitytest.Member(contoso, name, role)
		m.Groups = groups
		return identitytest.CallerIn(contoso, m, at.Add(time.Hour))
	}
	cora, cem, tom, val := member("Cora", identity.Admin), member("Cem", identity.User, "group_desk"), member("Tom", identity.User), member("Val", identity.Auditor)
	folder := filing.Folder{Organization: contoso.ID, ID: "folder_desk", Name: "Desk", Groups: []id.Group{"group_desk"}, Version: 1}
	before, ended := at.Add(-time.Minute), at
	for name, tt := range map[string]struct {
		edit func(*access.Facts)
		want credential.Mode
		says map[string]string // by name: "" for in, "404", or words of the refusal
	}{
		"for everyone": {nil, credential.Read, map[string]string{"Cora": "", "Cem": "", "Tom": "", "Val": "An auditor"}},
		"for one group": {func(f *access.Facts) {
			f.Reader.Share = &credential.Share{Groups: []credential.SharedGroup{{Group: "group_desk"}}}
		}, credential.Read, map[string]string{"Cora": "with others", "Cem": "", "Tom": "404"}},
		"for one person": {func(f *access.Facts) {
			f.Reader.Share = &credential.Share{People: []credential.SharedWith{{Person: tom.Person, Since: at}}}
		}, credential.Read, map[string]string{"Cora": "with others", "Cem": "404", "Tom": ""}},
		"for who was gone": {func(f *access.Facts) {
			f.Reader.Share = &credential.Share{People: []credential.SharedWith{{Person: tom.Person, Since: at.AddDate(-9, 0, 0)}}}
		}, credential.Read, map[string]string{"Tom": "404"}},
		"in their folder": {func(f *access.Facts) {
			f.Reader.Folder, f.Path = folder.ID, filing.Path{folder}
		}, credential.Read, map[string]string{"Cora": "", "Cem": "", "Tom": "404"}},
		"to use":           {func(f *access.Facts) { f.Reader.Mode = credential.Use }, credential.Read, map[string]string{"Cem": "not see it"}},
		"to use, and used": {func(f *access.Facts) { f.Reader.Mode = credential.Use }, credential.Use, map[string]string{"Cem": ""}},
		"stopped":          {func(f *access.Facts) { f.Reader.Ended, f.Reader.EndedBy = &ended, "Rhea" }, credential.Read, map[string]string{"Cora": "Rhea took this back", "Cem": "404"}},
		"at its end date":  {func(f *access.Facts) { e := cem.At; f.Reader.Ends = &e }, credential.Read, map[string]string{"Cora": "lent this until", "Cem": "404"}},
		"at its end date, written down": {func(f *access.Facts) {
			f.Reader.Ends, f.Reader.Ended, f.Reader.EndedBy = &ended, &ended, "Ridge IT"
		}, credential.Read, map[string]string{"Cora": "lent this until", "Cem": "404"}},
		"disabled there":   {func(f *access.Facts) { f.Reader.Share = &credential.Share{Everyone: true, Off: &before, OffBy: "Cora"} }, credential.Read, map[string]string{"Cora": "Cora disabled", "Cem": "Cora disabled"}},
		"disabled at home": {func(f *access.Facts) { f.Credential.Disabled = &before }, credential.Read, map[string]string{"Cem": "is disabled"}},
		"another's reader": {func(f *access.Facts) { f.Reader.Organization = "org_x" }, credential.Read, map[string]string{"Cora": "404", "Cem": "404"}},
		"another's home":   {func(f *access.Facts) { f.Reader.Home = "org_x" }, credential.Read, map[string]string{"Cora": "404", "Cem": "404"}},
		"no reader":        {func(f *access.Facts) { f.Reader.Version = 0 }, credential.Read, map[string]string{"Cora": "404", "Cem": "404"}},
		"the other's site": {func(f *access.Facts) {
			f.Credential.Home, f.Reader.Home, f.Site = "org_x", "org_x", identity.Organization{ID: "org_x", Version: 1}
		}, credential.Read, map[string]string{"Cem": "nothing to do"}},
		"a way of no share": {func(f *access.Facts) { f.Reader.Via, f.Reader.Share = credential.Own, nil }, credential.Read, map[string]string{"Cora": "404", "Cem": "404"}},
	} {
		for _, by := range []identity.Caller{cora, cem, tom, val} {
			says, asked := tt.says[by.Name]
			if !asked {
				continue
			}
			f := access.FactsOf(by.Person, contoso.ID, "", "cred_a")
			f.Credential = credential.Credential{ID: "cred_a", Home: ridge.ID, Name: "Router", Managed: true, Number: 1, Version: 2}
			f.Reader = credential.Reader{Credential: "cred_a", Organization: contoso.ID, Home: ridge.ID, Lender: ridge.Name, Via: credential.Shared, Mode: credential.Read, Share: &credential.Share{Everyone: true}, Version: 1}
			if tt.edit != nil {
				tt.edit(&f)
			}
			c, err := access.Enter(by, f, tt.want)
			switch {
			case says == "" && (err != nil || len(c.Entries) != 2 || c.Entries[1].Organization != ridge.ID || c.Entries[1].ActorName != by.Name): // rule H8
				t.Errorf("%s: %s: %v, on record %+v", name, by.Name, err, c.Entries)
			case says == "404" && fault.Of(err) != fault.NotFound, says != "" && says != "404" && (err == nil || !strings.Contains(err.Error(), says)):
				t.Errorf("%s: %s: %v", name, by.Name, err)
			}
		}
	}
}
