package importing_test

import (
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
	"github.com/valetkey/valetkey/shared/importing"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/sheet"
)

var update = flag.Bool("update", false, "write what is said of each format anew")

var (
	nine  = identitytest.Nine
	team  = identitytest.Organization("Elm Street", identity.Provider)
	mo    = identitytest.Caller(identitytest.Member(team, "Mo", identity.Admin), nine)
	types = filing.Usual
)

// said is a fault with its fields, as a caller is told it.
func said(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return fmt.Sprint(err)
	}
	out := f.Message
	for _, x := range f.Fields {
		out = x.Name + " " + x.Reason
	}
	return out
}

// begun is an import of a file with a header.
func begun(t testing.TB, format importing.Format, header []string, columns ...importing.Column) importing.Import {
	t.Helper()
	im, _, err := importing.Begin(mo, importing.File{Name: "a file", Header: importing.Header{Names: header, Format: format, Columns: columns}})
	if err != nil {
		t.Fatal(said(err))
	}
	im.Version = 1
	return im
}

// hand is how the file that is mapped by hand is.
var hand = importing.Header{Format: importing.Mapped, Columns: []importing.Column{
	{Name: "What", Field: importing.Name},
	{Name: "Login", Field: importing.Username},
	{Name: "PIN", Field: importing.Secret},
	{Name: "Colour", Field: importing.Extra},
	{Name: "Where", Field: importing.URL},
}}

// golden is what is read of a format's file, as a person would look at it.
func golden(t *testing.T, format importing.Format) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", string(format)+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	first, rest, _ := strings.Cut(string(raw), "\n")
	f := importing.File{Name: "a file", Separator: ","}
	if format == importing.Mapped {
		f.Separator, f.Header = ";", hand
	}
	r := csv.NewReader(strings.NewReader(first))
	r.Comma = rune(f.Separator[0])
	if f.Header.Names, err = r.Read(); err != nil {
		t.Fatal(err)
	}
	im, _, err := importing.Begin(mo, f)
	if err != nil {
		t.Fatal(said(err))
	}
	if im.Format != format {
		t.Errorf("%s was taken for %s", format, im.Format)
	}
	rows, err := im.Read(secret.Text(rest), 1, types)
	if err != nil {
		t.Fatal(said(err))
	}
	var b strings.Builder
	for _, c := range im.Columns {
		fmt.Fprintf(&b, "%s: %s\n", c.Name, c.Field)
	}
	for _, x := range rows {
		c, s := x.Credential, x.Secrets
		fmt.Fprintf(&b, "\nrow %d %s%s\n name %q\n type %q\n username %q\n url %q\n tags %q\n folder %q\n client %q\n secret %q\n seed %q\n notes %q\n said %q\n",
			x.Number, x.Field, x.Why, c.Name, c.Type, c.Username, c.URL, c.Tags, x.Folder, x.Client, s.Secret.Reveal(), s.Seed.Reveal(), s.Notes.Reveal(), x.Said)
	}
	return b.String()
}

func TestEveryFormatIsReadAsItsProgramWritesIt(t *testing.T) { // rule C13
	for _, format := range []importing.Format{
		importing.Bitwarden, importing.OnePassword, importing.KeePass, importing.KeePassXC, importing.LastPass, importing.Chrome,
		importing.Passportal, importing.Valetkey, importing.Mapped,
	} {
		got, file := golden(t, format), filepath.Join("testdata", string(format)+".golden")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is read as\n%s\nand should be\n%s", format, got, want)
		}
	}
}

var bitwarden = []string{"folder", "favorite", "type", "name", "notes", "fields", "reprompt", "login_uri", "login_username", "login_password", "login_totp"}

func TestRowsAreReadWhateverEndsTheirLines(t *testing.T) {
	im := begun(t, "", bitwarden)
	row := func(n string) string { return ",,login," + n + ",,,0,,me,1," }
	for name, page := range map[string]string{
		"LF": row("a") + "\n" + row("b") + "\n", "no end": row("a") + "\n" + row("b"), "CRLF": row("a") + "\r\n" + row("b") + "\r\n",
		"CR": row("a") + "\r" + row("b") + "\r", "a mark": "\ufeff" + row("a") + "\n" + row("b"), "empty lines": row("a") + "\n\n" + row("b") + "\n\n",
	} {
		rows, err := im.Read(secret.Text(page), 7, types)
		if err != nil || len(rows) != 2 || rows[0].Number != 7 || rows[1].Number != 8 || rows[0].Credential.Name != "a" || rows[1].Credential.Name != "b" || rows[1].Refused() {
			t.Errorf("%s: %+v, %v", name, rows, err)
		}
	}
}

func TestARowThatCannotBeKeptSaysWhyAndNothingElse(t *testing.T) { // rule C13
	im := begun(t, "", bitwarden)
	long := func(n int) string { return strings.Repeat("é", n) }
	for _, tt := range []struct{ row, field, why string }{
		{",,login,a,,,0,,me,1", "", "number of columns"},
		{",,login,a,,,0,,me,1,,", "", "number of columns"},
		{",,,,,,,,,1,", "name", "is empty"},
		{",,," + long(121) + ",,,,,,1,", "name", "longer"},
		{",,,a,,,,," + long(321) + ",1,", "username", "longer"},
		{",,,a,,,,,," + long(10_001) + ",", "secret", "longer"},
		{",,,a," + long(10_001) + ",,,,,1,", "notes", "longer"},
		{",," + long(41) + ",a,,,,,,1,", "tags", "longer"},
		{"a/b/c/d/e/f/g,,,a,,,,,,1,", "folder", "deeper"},
		{long(121) + ",,,a,,,,,,1,", "folder", "longer"},
	} {
		rows, err := im.Read(secret.Text(tt.row), 1, types)
		if err != nil || len(rows) != 1 || rows[0].Field != tt.field || !strings.Contains(rows[0].Why, tt.why) {
			t.Errorf("%.30s: %+v, %v", tt.row, rows, err)
			continue
		}
		if r := rows[0]; r.Credential.Name != "" || r.Secrets.Secret != "" || len(r.Folder) > 0 || r.Client != "" {
			t.Errorf("%.30s: a refused row says %+v", tt.row, r)
		}
	}
	ok := ",,," + long(120) + "," + long(10_000) + ",,,," + long(320) + "," + long(10_000) + ","
	if rows, err := im.Read(secret.Text(ok), 1, types); err != nil || rows[0].Refused() {
		t.Errorf("the longest row: %v %v", rows[0].Why, err)
	}
}

func TestOurOwnExportIsReadBackAsItWas(t *testing.T) { // design 8: what a spreadsheet would run is guarded by a '
	im := begun(t, "", []string{"folder", "client", "name", "type", "username", "password", "url", "tags", "notes"})
	for _, text := range []string{"=1+1", "'quoted", "+49 30", "-", "@x", " =1", "plain", "'", "''=1", "'=1", "\u200b=1", "＝1"} {
		cell := text
		if bare := strings.TrimLeft(text, "'"); bare != text && sheet.Cell(bare) != bare {
			cell = "'" + text // as the export writes what begins with a ' of its own
		}
		line := sheet.CSV("", "", "a name", "", "", cell, "", "", "")
		rows, err := im.Read(secret.Text(line), 1, types)
		if err != nil || rows[0].Refused() {
			t.Errorf("%q: %v %v", text, rows, err)
			continue
		}
		if got := rows[0].Secrets.Secret.Reveal(); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
	im.Format = importing.Chrome
	if rows, _ := im.Read(",,a,,,'=1,,,", 1, types); rows[0].Secrets.Secret != "'=1" {
		t.Errorf("another's cell became %q", rows[0].Secrets.Secret.Reveal())
	}
}

func TestARowAlwaysHasTheSameIDAndNoTwoHaveOne(t *testing.T) {
	im := begun(t, "", bitwarden)
	seen := map[id.Credential]int{}
	for row := 1; row <= 2000; row++ {
		c := im.Credential(row)
		if seen[c] != 0 || c != im.Credential(row) || !id.Valid("cred", string(c)) {
			t.Fatalf("row %d has the id of row %d", row, seen[c])
		}
		seen[c] = row
	}
	other := im
	other.ID = "import_another"
	if seen[other.Credential(1)] != 0 {
		t.Error("two imports share a row's id")
	}
	folders := map[id.Folder]bool{}
	for _, names := range [][]string{nil, {"a"}, {"a", "b"}, {"a\n1 b"}, {"a b"}} {
		for _, of := range []id.Client{"", "client_1"} {
			folders[im.FolderOf(of, names)] = true
		}
	}
	if len(folders) != 10 {
		t.Errorf("ten folders have %d ids", len(folders))
	}
}

func TestTwoAreTheSameByNameUsernameAndHostAndNeverBySecret(t *testing.T) {
	of := func(name, user, url string) string {
		return importing.Key(credential.Credential{Name: name, Username: user, URL: url})
	}
	a := of("Office  Wifi", "Staff", "https://www.wifi.example/login")
	for _, same := range []string{of("office wifi", "staff", "https://wifi.example"), of("Öffice wifi", "STAFF ", "http://wifi.example/x?y")} {
		if same != a {
			t.Errorf("%q is not %q", same, a)
		}
	}
	for _, other := range []string{of("office wifi", "", "https://wifi.example"), of("office wifi 2", "staff", "https://wifi.example"), of("office wifi", "staff", "https://wifi.example:8443"), of("office wifi", "staff", "")} {
		if other == a {
			t.Errorf("%q is %q", other, a)
		}
	}
}

func TestProgressIsWhereToGoOn(t *testing.T) {
	im := begun(t, "", bitwarden)
	page := func(first, n int, o importing.Outcome) []importing.Judged {
		var out []importing.Judged
		for row := first; row < first+n; row++ {
			out = append(out, importing.Judged{Row: importing.Row{Number: row}, Outcome: o})
		}
		return out
	}
	blocks := im.Blocks(1, 500)
	if len(blocks) != 3 || len(im.Blocks(200, 2)) != 2 || len(im.Blocks(201, 200)) != 1 {
		t.Fatalf("%d blocks", len(blocks))
	}
	for i, b := range blocks {
		blocks[i] = b.Begun(1, 450).Done(page(1, 150, importing.Made)).Done(page(151, 10, importing.Duplicate)).Done(page(200, 2, importing.Refused))
	}
	p := importing.Sum(blocks)
	if p.Seen != 450 || p.Made != 150 || p.Duplicates != 10 || p.Refused != 2 || p.Next != 161 || len(p.Problems) != 12 {
		t.Errorf("%+v", p)
	}
	again := blocks[0].Begun(1, 200)
	if again.Rows[:150] != blocks[0].Rows[:150] {
		t.Error("a row that is made is not, when its page arrives again")
	}
	if got := importing.Sum(blocks[1:]); got.Next != 1 {
		t.Errorf("without the first page it goes on at %d", got.Next)
	}
	if got := importing.Sum([]importing.Tally{blocks[0].Done(page(1, 150, importing.Refused))}); got.Made != 150 || len(got.Problems) != 11 { // what was made is not forgotten
		t.Errorf("refused when sent again: %+v", got)
	}
	if got := importing.Sum([]importing.Tally{blocks[0].Done(page(1, 200, importing.There))}); got.Next != 201 || got.Made != 200 || len(got.Problems) != 0 {
		t.Errorf("a whole block: %+v", got)
	}
}

func TestOnlyAnAdminBeginsOrUndoesAnImport(t *testing.T) { // rule C13
	for _, role := range []identity.Role{identity.User, identity.Reviewer, identity.Auditor} {
		by := identitytest.Caller(identitytest.Member(team, "Lin", role), nine)
		if _, _, err := importing.Begin(by, importing.File{Name: "a file", Header: importing.Header{Names: bitwarden}}); fault.Of(err) != fault.Forbidden {
			t.Errorf("%s begins: %v", role, err)
		}
		if _, _, err := importing.Undo(by, begun(t, "", bitwarden)); fault.Of(err) != fault.Forbidden {
			t.Errorf("%s undoes: %v", role, err)
		}
	}
	im, ch, err := importing.Begin(mo, importing.File{Name: strings.Repeat("é", 120), Header: importing.Header{Names: bitwarden}})
	if err != nil || len([]rune(im.FolderName)) > 120 || len(ch.Entries) != 2 {
		t.Errorf("a long name: %q, %+v, %v", im.FolderName, ch.Entries, err)
	}
	done, ch, err := importing.Undo(mo, im)
	if err == nil || len(ch.Records) > 0 {
		t.Errorf("what was never kept is undone: %+v", done)
	}
}

// FuzzReading reads any page of any format: it is refused by its field, or every
// row of it is refused or fits what is kept; and nothing that was read is told.
func FuzzReading(f *testing.F) {
	for _, seed := range []string{",,login,a,,,0,,me,1,\n", "\"a\nb\",,,x,,,,,,,", "'=1,;\t", "\ufeffa\r\rb", "PK\x03\x04", "\"", "a\"b", "\x00", "\ufffd"} {
		f.Add(seed, 1)
	}
	f.Fuzz(func(t *testing.T, page string, first int) {
		if first < 1 || first > importing.MaxRows || len(page) > 20_000 {
			return
		}
		im := begun(t, "", bitwarden)
		rows, err := im.Read(secret.Text(page), first, types)
		if err != nil {
			var wrong *fault.Error
			if !errors.As(err, &wrong) || wrong.Kind != fault.Invalid || wrong.Fields[0].Name != "body.csv" || len(wrong.Fields[0].Reason) > 150 {
				t.Fatalf("%q: %v", page, err)
			}
			return
		}
		for i, r := range rows {
			c := r.Credential
			if r.Number != first+i || !r.Refused() && (c.Name == "" || len([]rune(c.Name)) > 120 || len(r.Folder) > 6 || len(c.Tags) > credential.MaxTags) {
				t.Fatalf("%q: row %+v", page, r)
			}
		}
	})
}
