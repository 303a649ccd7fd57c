// Vault-export lets an admin take credentials along: those that they may reveal now,
// each on record as received before it is opened (rules C11, C13, G4).
package main

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/sheet"
	"github.com/valetkey/valetkey/shared/table"
)

// most is how many credentials a page has at most.
const most = 25

type function struct{ door opening.Door }

func (f function) export(ctx context.Context, c identity.Call, in api.VaultExport) (api.Exported, error) {
	which, err := lists(in, c.Token.Person)
	if err != nil {
		return api.Exported{}, err
	}
	taken, err := f.door.Take(ctx, c, in.Organization, which, table.Page{After: in.After, Limit: cmp.Or(in.Limit, most)})
	if err != nil {
		return api.Exported{}, err
	}
	out := api.Exported{Items: []api.ExportedOne{}, Refused: []api.NotExported{}, Next: taken.Next}
	for _, r := range taken.Refused {
		out.Refused = append(out.Refused, api.NotExported{ID: r.Credential.ID, Name: r.Credential.Name, Reason: r.Why})
	}
	var rows []byte
	if in.Format == "csv" && in.After == "" {
		rows = sheet.CSV("folder", "client", "name", "type", "username", "password", "url", "tags", "notes")
	}
	for _, one := range taken.Items {
		e := exported(one)
		if in.Format != "csv" {
			out.Items = append(out.Items, e)
			continue
		}
		rows = append(rows, row(e)...)
	}
	out.CSV = string(rows)
	return out, nil
}

// lists are those whose credentials are asked for: of one place, all, or one's own.
func lists(in api.VaultExport, own id.Person) ([]credential.Audience, error) {
	var out []credential.Audience
	for _, l := range []struct {
		asked bool
		list  credential.Audience
	}{
		{in.Folder != "", credential.In(in.Folder)},
		{in.Client != "", credential.Audience(in.Client)},
		{in.All, credential.Everything},
		{in.Mine, credential.Audience(own)},
	} {
		if l.asked {
			out = append(out, l.list)
		}
	}
	if len(out) != 1 {
		return nil, fault.BadField("body", "names one of folder, client, all and mine")
	}
	return out, nil
}

// exported is a credential as it is taken along.
func exported(one opening.TakenOne) api.ExportedOne {
	c := one.Facts.Credential
	out := api.ExportedOne{
		ID: c.ID, Name: c.Name, Type: c.Type, Username: c.Username, Secret: one.Plain.Secret.Reveal(), URL: c.URL, Tags: c.Tags,
		Notes: one.Plain.Notes.Reveal(), ClientName: c.For, Resource: c.Resource, Version: c.Number, Codes: c.Codes,
	}
	for _, f := range slices.Backward(one.Facts.Path) {
		out.FolderPath = append(out.FolderPath, f.Name)
	}
	return out
}

// row is a credential as a line of a file. Import takes a ' away again from before
// what might be taken for a formula, so a cell that has one there gets another.
func row(e api.ExportedOne) []byte {
	cells := []string{strings.Join(e.FolderPath, "/"), e.ClientName, e.Name, e.Type, e.Username, e.Secret, e.URL, strings.Join(e.Tags, ","), e.Notes}
	for i, c := range cells {
		if bare := strings.TrimLeft(c, "'"); bare != c && sheet.Cell(bare) != bare {
			cells[i] = "'" + c
		}
	}
	return sheet.CSV(cells...)
}

func main() {
	f := function{door: opening.Door{
		Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		Keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}}
	lambdahttp.Start("vault-export", f.door.Table, f.export)
}
