package tabletest

import (
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/importing"
)

// The people of Elm Street, a provider that brings its passwords in.
var (
	ElmStreet = organization("Elm Street")
	Mo        = person("Mo", "mo@elmstreet.example")   // its admin
	Lin       = person("Lin", "lin@elmstreet.example") // a user
	Nel       = person("Nel", "nel@elmstreet.example") // its auditor

	tailspin = calling(before(25*day), "Tailspin is a client")
	bringing = calling(before(5*day), "Mo imports a file")

	Tailspin       = identity.Mint[id.Client](tailspin, 0)
	TailspinFolder = identity.Mint[id.Folder](tailspin, 0)
	Brought        = identity.Mint[id.Import](bringing, 0) // an import, of whose file Mo has sent one row
)

// BroughtHeader is the first line of the file that Mo imports, Bitwarden's.
var BroughtHeader = []string{"folder", "favorite", "type", "name", "notes", "fields", "reprompt", "login_uri", "login_username", "login_password", "login_totp"}

// Lobby is the credential that was imported, of the file's first row.
var Lobby = Filed{Name: "Lobby printer", ID: id.New[id.Credential](bringing.At, string(Brought), 1), Secret: "the secret of the lobby's printer"}

// BroughtRows are the file's next rows: new ones, one like the first, and one whose
// columns are shifted.
const BroughtRows = "Site/Floor 2,,login,Switch,rack 4,,0,https://switch.elm.example,admin,the switch's password," + string(Codes) + "\n" +
	",,login,Lobby Printer,,,0,,Admin,another password,\n" +
	",,note,Alarm,\"ring twice,\nthen wait\",,0,,,,\n" +
	"a password,that has slipped\n"

// imports is what Elm Street brings in.
func (s *story) imports() {
	s.found(ElmStreet, "Elm Street", identity.Provider, belongs{Mo, identity.Admin}, belongs{Lin, identity.User}, belongs{Nel, identity.Auditor})
	_, _, ch, err := filing.NewClient(s.as(Mo, ElmStreet, tailspin.At, "Tailspin is a client"), "Tailspin", nil)
	s.keep(tailspin, ch, err)

	mo := s.as(Mo, ElmStreet, bringing.At, "Mo imports a file")
	if s.err != nil {
		return
	}
	im, ch, err := importing.Begin(mo, importing.File{Name: "passwords.csv", Header: importing.Header{Names: BroughtHeader}})
	s.keep(bringing, ch, err)
	home := identity.Organization{ID: ElmStreet}
	s.read(&im, &home)
	if s.err != nil {
		return
	}
	path, err := s.table.PathOf(s.ctx, ElmStreet, im.Folder)
	s.fail("its folder", err)
	sealed, err := envelope.Seal(credential.Place{Home: ElmStreet, Credential: Lobby.ID, Number: 1}, credential.Secrets{Secret: Lobby.Secret}, credential.To(home))
	s.fail("seal", err)
	row := importing.Row{Number: 1, Credential: credential.Credential{Name: Lobby.Name, Username: "admin"}}
	_, ch, err = importing.Make(mo, im, row, access.Filing{Path: path}, home, sealed)
	for _, t := range im.Blocks(1, 1) {
		ch.Keep(t.Done([]importing.Judged{{Row: row, Outcome: importing.Made}}))
	}
	s.keep(calling(bringing.At, "the lobby's printer"), ch, err)
}
