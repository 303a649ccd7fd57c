package tabletest

import "github.com/valetkey/valetkey/shared/id"

func blueHarbor(a Account) map[string]string {
	return map[string]string{"organization": string(BlueHarbor), "resource": string(a.Resource), "credential": string(a.Credential), "assignment": string(a.Assignment)}
}

// member is somebody of Blue Harbor, and its group.
func member(p Person) map[string]string {
	return map[string]string{"organization": string(BlueHarbor), "person": string(p.ID), "group": string(SocialTeam)}
}

// northQuays is an account of North Quay, and a request there.
func northQuays(a Account, q id.Request) map[string]string {
	return map[string]string{"organization": string(NorthQuay), "resource": string(a.Resource), "assignment": string(a.Assignment), "request": string(q)}
}

// ridge is Ridge IT, and a credential that it keeps.
func ridge(c id.Credential) map[string]string {
	return map[string]string{"organization": string(Ridge), "credential": string(c)}
}

// folders is one of Ridge IT's, and its client.
func folders(f id.Folder) map[string]string {
	return map[string]string{"organization": string(Ridge), "folder": string(f), "client": string(Contoso)}
}

// sites is a site of Ridge IT's, as Ridge or, as a partner, somebody there sees it.
func sites(by, site id.Organization) map[string]string {
	return map[string]string{"organization": string(by), "site": string(site), "partner": string(site), "invitation": string(PatInvitation), "person": string(Cem.ID)}
}

// shared is a credential as one side of Halyard and Orchard has it; the partner is the
// other.
func shared(by id.Organization, f Filed, partner id.Organization) map[string]string {
	return map[string]string{"organization": string(by), "credential": string(f.ID), "partner": string(partner)}
}

// southFen is South Fen, with its resource, a login for that and a credential request.
func southFen(c id.Credential) map[string]string {
	return map[string]string{"organization": string(SouthFen), "resource": string(Intranet), "credential": string(c), "consent": string(PipRequest)}
}

// fernHill is somebody of Fern Hill.
func fernHill(p Person) map[string]string {
	return map[string]string{"organization": string(FernHill), "person": string(p.ID)}
}

// elmStreet is Elm Street, with what it imports.
func elmStreet() map[string]string {
	return map[string]string{"organization": string(ElmStreet), "import": string(Brought)}
}

// earlier is the first version of a credential that Ridge IT keeps.
func earlier(c id.Credential) map[string]string {
	return map[string]string{"organization": string(Ridge), "credential": string(c), "number": "1"}
}

func olgas(a Account) map[string]string {
	return map[string]string{"organization": string(OlgaHome), "delegation": string(a.Delegation), "credential": string(a.Credential)}
}

// hooks is a webhook of Blue Harbor.
func hooks(h id.Webhook) map[string]string {
	return map[string]string{"organization": string(BlueHarbor), "webhook": string(h)}
}

var fays = map[string]string{"organization": string(BlueHarbor), "invitation": string(FayInvitation)}
