package access_test

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// Rules H2, H6, H7, G7: what people do with what another organization shares with
// theirs: give it a new version, read its change log, and no more.
func TestWhoWritesWhatIsSharedAndReadsItsLogIsOneTable(t *testing.T) {
	at := identitytest.Nine
	ridge := identitytest.Organization("Ridge IT", identity.Provider)
	contoso := identitytest.Organization("Contoso", identity.Provider)
	ridge.Relation = &identity.Relation{Provider: contoso.ID, Name: contoso.Name, Since: at, Open: true, Turned: at} // its site
	member := func(name string, role identity.Role) identity.Caller {
		return identitytest.CallerIn(contoso, identitytest.Member(contoso, name, role), at.Add(time.Hour))
	}
	cora, cem, tom, val := member("Cora", identity.Admin), member("Cem", identity.User), member("Tom", identity.User), member("Val", identity.Auditor)
	folder := filing.Folder{Organization: contoso.ID, ID: "folder_desk", Name: "Desk", Version: 1}
	type says map[string]string // by name: "" for allowed, "404", or words of the refusal
	for name, tt := range map[string]struct {
		edit         func(*access.Facts)
		renews, logs says
	}{
		"as it is":           {nil, says{"Cem": "", "Tom": "404", "Cora": "with others", "Val": "An auditor"}, says{"Cem": "", "Tom": "404", "Cora": "with others", "Val": "with others"}},
		"to be read":         {func(f *access.Facts) { f.Reader.Share.Write = false }, says{"Cem": "to be read, not to be changed"}, says{"Cem": ""}},
		"to be used":         {func(f *access.Facts) { f.Reader.Mode = credential.Use }, says{"Cem": "not see it"}, says{"Cem": ""}},
		"without its log":    {func(f *access.Facts) { f.Reader.Share.Log = false }, says{"Cem": ""}, says{"Cem": "without its change log", "Tom": "404"}},
		"for everyone":       {func(f *access.Facts) { f.Reader.Share.Everyone = true }, says{"Cora": "", "Tom": "", "Val": "An auditor"}, says{"Cora": "", "Tom": "", "Val": ""}},
		"disabled there":     {func(f *access.Facts) { f.Reader.Share.Off, f.Reader.Share.OffBy = &at, "Cora" }, says{"Cem": "Cora disabled this share"}, says{"Cem": ""}},
		"at its end date":    {func(f *access.Facts) { e := cem.At; f.Reader.Ends = &e }, says{"Cem": "404"}, says{"Cem": "404"}},
		"its site is closed": {func(f *access.Facts) { r := *f.Site.Relation; r.Open, f.Site.Relation = false, &r }, says{"Cem": "closed to its people"}, says{"Cem": "closed to its people", "Tom": "404"}},
		"the relation ended": {func(f *access.Facts) { r := *f.Site.Relation; r.Ended, f.Site.Relation = &at, &r }, says{"Cem": "nothing to do"}, says{"Cem": "nothing to do"}},
		"of its own": {func(f *access.Facts) {
			f.Reader.Via, f.Reader.Share, f.Credential.Home = credential.Own, nil, contoso.ID
		}, says{"Cem": "", "Val": ""}, says{"Cora": "", "Cem": "for those who may change it"}},
	} {
		for _, by := range []identity.Caller{cora, cem, tom, val} {
			f := access.FactsOf(by.Person, contoso.ID, "", "cred_a")
			f.Credential = credential.Credential{ID: "cred_a", Home: ridge.ID, Name: "Router", Managed: true, Number: 1, Version: 2}
			f.Reader = credential.Reader{
				Credential: "cred_a", Organization: contoso.ID, Home: ridge.ID, Lender: ridge.Name, Via: credential.Shared, Mode: credential.Read, Version: 1,
				Share: &credential.Share{People: []credential.SharedWith{{Person: cem.Person, Since: at}}, Write: true, Log: true},
				Filed: credential.Filed{Folder: folder.ID},
			}
			f.Site, f.Path = ridge, filing.Path{folder}
			if tt.edit != nil {
				tt.edit(&f)
			}
			granted, err := access.Grant(by, f)
			right(t, name+": "+by.Name+" renews", err, tt.renews, by.Name)
			if shared := f.Reader.Via == credential.Shared && err == nil; shared != (granted.Reader.Version != 0) || shared && len(granted.While) != 2 {
				t.Errorf("%s: %s is granted %+v", name, by.Name, granted)
			}
			found := access.Found{Credential: f.Reader.Had(f.Credential), Reader: f.Reader, Path: f.Path, Site: f.Site}
			right(t, name+": "+by.Name+" reads the log", found.MayReadLog(by), tt.logs, by.Name)
			if f.Reader.Via != credential.Shared {
				continue
			}
			err = found.Told(by, credential.MayWrite(by, f.Credential)) // to amend, disable, move or restore it
			if found.Shows(by) != (fault.Of(err) == fault.Forbidden) || found.Shows(by) && !strings.Contains(err.Error(), "Ridge IT shares this with Contoso") {
				t.Errorf("%s: %s is told %v", name, by.Name, err)
			}
			if ch, err := access.Export(by, f); err == nil || len(ch.Records) != 0 {
				t.Errorf("%s: %s takes it along", name, by.Name)
			}
			if ch, err := access.Earlier(by, f, credential.Version{Credential: "cred_a", Number: 1, Stored: 1}); err == nil || len(ch.Records) != 0 {
				t.Errorf("%s: %s sees an earlier version", name, by.Name)
			}
		}
	}
}

func right(t *testing.T, what string, err error, want map[string]string, who string) {
	t.Helper()
	switch says, asked := want[who]; {
	case !asked:
	case says == "" && err != nil, says == "404" && fault.Of(err) != fault.NotFound:
		t.Errorf("%s: %v", what, err)
	case says != "" && says != "404" && (err == nil || !strings.Contains(err.Error(), says)):
		t.Errorf("%s: %v, not %q", what, err, says)
	}
}
