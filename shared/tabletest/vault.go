package tabletest

import (
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
)

// The people of Ridge IT, a provider that keeps credentials of its own and of its
// clients.
var (
	Ridge   = organization("Ridge IT")
	Network = id.New[id.Group](netting.At, netting.ID, 0) // a group: Sol is in it
	Rhea    = person("Rhea", "rhea@ridge.example")        // its admin
	Sol     = person("Sol", "sol@ridge.example")          // a user, who works on networks
	Tam     = person("Tam", "tam@ridge.example")          // a user of no group
	Val     = person("Val", "val@ridge.example")          // its auditor

	netting = calling(before(29*day), "people who work on networks")
)

// Where Ridge keeps what: a client's folder for those who work on networks, with a
// folder in it, and one for admins only.
var (
	contoso   = calling(before(25*day), "Contoso is a client")
	firewalls = calling(before(24*day), "a folder for firewalls")
	vaulted   = calling(before(23*day), "a folder for admins")
	spare     = calling(before(22*day), "a folder with nothing in it")

	Contoso       = identity.Mint[id.Client](contoso, 0)
	ContosoFolder = identity.Mint[id.Folder](contoso, 0)
	Firewalls     = identity.Mint[id.Folder](firewalls, 0)
	Spare         = identity.Mint[id.Folder](spare, 0)
	Closed        = identity.Mint[id.Folder](vaulted, 0)
)

// NoFolder is an id that nothing has.
var NoFolder = id.New[id.Folder](T0, "no folder", 0)

// Filed is a credential that Ridge keeps for no resource.
type Filed struct {
	Name   string
	ID     id.Credential
	Secret secret.Text
	made   identity.Call
}

// What is filed: at the top, in the folder of a client's folder, for admins only,
// Sol's own, and Tam's own, which is disabled.
var (
	Wifi      = filed("Office wifi", 22)
	Edge      = filed("Edge firewall", 21)
	Registrar = filed("Domain registrar", 20)
	Insurance = filed("Bicycle insurance", 19)
	Locker    = filed("Old locker", 18)
)

// Former is what Registrar's secret was before Rhea changed it, and Codes the
// set-up key that Edge has.
const (
	Former = secret.Text("the former secret of Domain registrar")
	Codes  = secret.Text("JBSWY3DPEHPK3PXQ")
)

func filed(name string, days time.Duration) Filed {
	c := calling(before(days*day), name)
	return Filed{Name: name, ID: identity.Mint[id.Credential](c, 0), Secret: secret.Text("the secret of " + name), made: c}
}

// vault is what Ridge keeps.
func (s *story) vault() {
	s.found(Ridge, "Ridge IT", identity.Provider, belongs{Rhea, identity.Admin}, belongs{Sol, identity.User}, belongs{Tam, identity.User}, belongs{Val, identity.Auditor})
	sol := identity.Member{Organization: Ridge, Person: Sol.ID}
	s.read(&sol)
	rhea := s.as(Rhea, Ridge, netting.At, "people who work on networks")
	_, ch, err := identity.NewGroup(rhea, "Network", []identity.Member{sol})
	s.keep(rhea.Call, ch, err)

	network := identity.Group{Organization: Ridge, ID: Network}
	s.read(&network)
	rhea = s.as(Rhea, Ridge, contoso.At, "Contoso is a client")
	_, _, ch, err = filing.NewClient(rhea, "Contoso", []identity.Group{network})
	s.keep(rhea.Call, ch, err)
	s.folder(firewalls, "Firewalls", s.path(ContosoFolder), false)
	s.folder(vaulted, "Owners only", nil, true)
	s.folder(spare, "Spare", s.path(ContosoFolder), false)

	s.file(Rhea, Wifi, credential.Credential{Username: "staff", Type: "Wireless"}, nil)
	s.file(Rhea, Edge, credential.Credential{Username: "admin", Type: "Firewall", Tags: []string{"edge"}, URL: "https://fw.contoso.example"}, s.path(Firewalls))
	s.file(Rhea, Registrar, credential.Credential{Username: "ridge"}, s.path(Closed))
	s.rotate(calling(before(10*day), "the registrar's new secret"))
	s.file(Sol, Insurance, credential.Credential{Username: "sol", Owner: Sol.ID}, nil)
	s.file(Tam, Locker, credential.Credential{Owner: Tam.ID}, nil)
	locker := credential.Credential{ID: Locker.ID}
	s.read(&locker)
	tam := s.as(Tam, Ridge, before(9*day), "disable the locker")
	_, ch, err = credential.Disable(tam, locker, nil)
	s.keep(tam.Call, ch, err)
	s.keep(edgeLaunch, change.Change{Records: []change.Record{EdgeTicket}}, nil)
}

// EdgeTicket is of Sol's launch of Edge, half a minute ago, and EdgeToken what the
// browser has of it.
var (
	edgeLaunch = calling(before(access.TicketLife/2), "Sol launches Edge")
	EdgeToken  = linkText(string(identity.Mint[id.Ticket](edgeLaunch, 0)))
	EdgeTicket = access.Ticket{
		ID: identity.Mint[id.Ticket](edgeLaunch, 0), Organization: Ridge, Person: Sol.ID, Session: Sol.SessionID, Credential: Edge.ID, Number: 1,
		Origin: "https://fw.contoso.example", Hash: mustLink(EdgeToken).Hash(), Expires: edgeLaunch.At.Add(access.TicketLife),
	}
)

// path reads the path of a folder of Ridge.
func (s *story) path(f id.Folder) filing.Path {
	if s.err != nil {
		return nil
	}
	p, err := s.table.PathOf(s.ctx, Ridge, f)
	s.fail("path", err)
	return p
}

func (s *story) folder(at identity.Call, name string, above filing.Path, closed bool) {
	rhea := s.as(Rhea, Ridge, at.At, at.ID[len("story "):])
	if s.err != nil {
		return
	}
	_, ch, err := filing.NewFolder(rhea, above, name, nil, closed)
	s.keep(rhea.Call, ch, err)
}

func (s *story) file(p Person, f Filed, c credential.Credential, in filing.Path) {
	home := identity.Organization{ID: Ridge}
	where := access.Filing{Path: in, Client: filing.Client{Organization: Ridge, ID: in.ClientOf()}}
	s.read(&home, &where.Client)
	by := s.as(p, Ridge, f.made.At, f.Name)
	if s.err != nil {
		return
	}
	says := credential.Secrets{Secret: f.Secret}
	switch f.ID {
	case Registrar.ID:
		says.Secret = Former
	case Edge.ID:
		seed, err := credential.ParseSeed("seed", Codes)
		s.fail("a seed", err)
		says.Seed = seed
	}
	sealed, err := envelope.Seal(credential.Place{Home: Ridge, Credential: f.ID, Number: 1}, says, credential.To(home))
	s.fail("seal", err)
	c.Name = f.Name
	_, ch, err := access.AddCredential(by, where, c, sealed)
	s.keep(by.Call, ch, err)
}

// rotate gives the registrar's credential the secret that it has.
func (s *story) rotate(at identity.Call) {
	f := credential.Changing{
		Credential: credential.Credential{ID: Registrar.ID}, Seen: 1,
		Current: credential.Current{Version: credential.Version{Credential: Registrar.ID}},
		Readers: []credential.Reader{{Credential: Registrar.ID, Organization: Ridge}},
	}
	home := identity.Organization{ID: Ridge}
	s.read(&f.Credential, &f.Current, &f.Readers[0], &home)
	rhea := s.as(Rhea, Ridge, at.At, at.ID[len("story "):])
	if s.err != nil {
		return
	}
	sealed, err := envelope.Seal(credential.Place{Home: Ridge, Credential: Registrar.ID, Number: 2}, credential.Secrets{Secret: Registrar.Secret}, credential.To(home))
	s.fail("seal", err)
	_, ch, err := credential.Change(rhea, f, sealed)
	s.keep(rhea.Call, ch, err)
}
