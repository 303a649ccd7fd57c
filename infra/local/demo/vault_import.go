package demo

import (
	"fmt"
	"strings"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
)

// importPassword is that of two rows of the file.
const importPassword = "brought-Quarry-6001-moth"

// brought is a file as Chrome writes it: two rows with one password, a weak one,
// one that is there already, one that a spreadsheet would calculate, and one that
// is no row.
var broughtHeader = []string{"name", "url", "username", "password", "note"}

const broughtRows = "Registrar,https://registrar.example,fenwick," + importPassword + ",\r\n" +
	"Backup portal,https://backup.example,fenwick," + importPassword + ",\"two lines\r\nof notes\"\r\n" +
	"Old printer,https://printer.example,admin,admin1234,\r\n" +
	"Edge firewall,https://fw.alder.example,netadmin,brought-Sluice-4150-fir,\r\n" +
	"\"=HYPERLINK(\"\"https://evil.example\"\")\",https://cells.example,cells,brought-Tarn-8821-oak,\r\n" +
	"no row\r\n"

// importing: a file is brought in, whole rows or none, and taken back (rule C13).
func (v *vault) importing() []namedStep {
	return []namedStep{
		{"Mara brings a file from a browser. The dry run says of each row what would become of it, and keeps nothing", func() error {
			body := map[string]any{"name": "passwords.csv", "header": broughtHeader}
			if err := v.mara.must(201, "POST", v.in("/imports"), body, &v.file); err != nil {
				return err
			}
			if err := v.rows("/check", "new", "new", "new", "duplicate", "new", "refused"); err != nil {
				return err
			}
			return v.lists(v.mara, "?folder="+string(v.file.Folder))
		}},
		{"She sends the rows; no answer comes, so she sends them again: nothing is there twice, the duplicate is named, the broken row too", func() error {
			if err := v.rows("/rows", "made", "made", "made", "duplicate", "made", "refused"); err != nil {
				return err
			}
			if err := v.rows("/rows", "there", "there", "there", "duplicate", "there", "refused"); err != nil {
				return err
			}
			return v.lists(v.mara, "?folder="+string(v.file.Folder), "=HYPERLINK(\"https://evil.example\")", "Backup portal", "Old printer", "Registrar")
		}},
		{"It starts in a folder for admins only: Ned finds none of it", func() error {
			return v.finds(v.ned, "registrar")
		}},
		{"Health, without any password being shown: the printer's is weak, and the same one is used for registrar and backup", v.judged},
		{"She files the registrar's login under Alder, and undoes the import: all goes but that, which is named", func() error {
			var page api.FiledPage
			if err := v.mara.must(200, "GET", v.in("/credentials?folder="+string(v.file.Folder)), nil, &page); err != nil {
				return err
			}
			if err := v.moves(v.alder.Folder, named(page.Items, "Registrar")); err != nil {
				return err
			}
			var undone api.ImportUndone
			if err := v.mara.must(200, "POST", v.in("/imports/"+string(v.file.ID)+"/undo"), map[string]any{}, &undone); err != nil {
				return err
			}
			if undone.Removed != 3 || undone.Next != "" || len(undone.Stay) != 1 || undone.Stay[0].Name != "Registrar" {
				return fmt.Errorf("undone: %+v", undone)
			}
			return v.finds(v.mara, "backup")
		}},
	}
}

// rows sends the file's rows, and checks what becomes of each.
func (v *vault) rows(where string, want ...string) error {
	var out api.ImportRows
	body := map[string]any{"first": 1, "csv": broughtRows}
	if err := v.mara.must(200, "POST", v.in("/imports/"+string(v.file.ID)+where), body, &out); err != nil {
		return err
	}
	var got []string
	for _, r := range out.Rows {
		got = append(got, r.Outcome)
	}
	return claim(nil, strings.Join(got, " ") == strings.Join(want, " "), "the rows are %q instead of %q", got, want)
}

func named(all []api.Filed, name string) id.Credential {
	for _, f := range all {
		if f.Name == name {
			return f.ID
		}
	}
	return ""
}

// judged checks what is said of the passwords.
func (v *vault) judged() error {
	var page api.HealthPage
	if err := v.mara.must(200, "POST", v.in("/vault/health"), map[string]string{"of": "organization"}, &page); err != nil {
		return err
	}
	by := map[string]api.Health{}
	for _, h := range page.Items {
		by[h.Name] = h
	}
	printer, registrar, backup := by["Old printer"], by["Registrar"], by["Backup portal"]
	switch {
	case printer.Strength >= 3 || printer.Reason == "":
		return fmt.Errorf("of the printer it says %+v", printer)
	case registrar.Reused == "" || registrar.Reused != backup.Reused:
		return fmt.Errorf("registrar and backup are marked %q and %q", registrar.Reused, backup.Reused)
	case by["Edge firewall"].Reused == registrar.Reused || by["Edge firewall"].Strength < 3:
		return fmt.Errorf("of the firewall it says %+v", by["Edge firewall"])
	}
	return nil
}

// taking: what one may see, one may take along, on record.
func (v *vault) taking() []namedStep {
	return []namedStep{
		{"She exports what is kept for Alder, on record: the server's login, to which she has no way, is named and stays", func() error {
			a, err := v.mara.ask("POST", v.in("/vault/export"), map[string]any{"client": v.alder.ID, "format": "csv"})
			if err != nil {
				return err
			}
			var out struct { // not api.Exported: a secret is never read into what could be printed
				CSV     string
				Refused []api.NotExported
			}
			if err := a.expect(200, "the export", &out); err != nil {
				return err
			}
			if !strings.Contains(out.CSV, firewallPassword) || !strings.Contains(out.CSV, importPassword) || strings.Contains(out.CSV, rootPassword) {
				return fmt.Errorf("the export is of %d lines", strings.Count(out.CSV, "\n"))
			}
			if len(out.Refused) != 1 || out.Refused[0].Name != "Server root" || !strings.Contains(out.Refused[0].Reason, "not assigned") {
				return fmt.Errorf("refused: %+v", out.Refused)
			}
			return v.recorded("credential.exported", "Registrar", "Mara Quist")
		}},
	}
}
