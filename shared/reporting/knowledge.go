package reporting

import (
	"context"
	"strconv"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sheet"
	"github.com/valetkey/valetkey/shared/table"
)

// knows is how often it reads on when all of a page is not what is asked for: after
// that the page is empty and has a next.
const knows = 5

// Knowers finds a page of those who received something.
type Knowers func(table.Page) (all []credential.Received, next string, err error)

// Knowledge is a page of who received what, as it was asked for; client is "" for
// every one's. A file is called by what it is about.
func Knowledge(ctx context.Context, t *table.Table, by identity.Caller, ask api.KnowledgeAsk, client id.Client, about string, find Knowers) (api.Knowledge, error) {
	sought := credential.Sought{Lost: ask.Lost == "true", Current: ask.Current == "true", Client: client}
	out := api.Knowledge{Items: []api.KnowledgeLine{}, Next: ask.After}
	for range knows {
		all, next, err := find(table.Page{After: out.Next, Limit: ask.Limit})
		if err != nil {
			return api.Knowledge{}, err
		}
		lines, err := t.Knowing(ctx, by, all)
		if err != nil {
			return api.Knowledge{}, err
		}
		for _, k := range lines {
			if k.Reported(by) && sought.Holds(by, k) {
				out.Items = append(out.Items, api.KnowledgeLineFrom(k, by))
			}
		}
		if out.Next = next; next == "" || len(out.Items) > 0 {
			break
		}
	}
	if ask.Format == "csv" {
		out.File = knowledgeFile(out, ask.After == "", about+"-knowledge-"+by.At.UTC().Format(time.DateOnly)+".csv")
	}
	return out, nil
}

// knowledgeFile is a page as CSV: only the first has the line of names.
func knowledgeFile(k api.Knowledge, first bool, name string) *api.File {
	f := api.File{Name: name, Type: api.CSV, Next: k.Next}
	if first {
		f.Body = sheet.CSV("credential", "type", "client", "person", "member", "organization", "version", "current", "uses", "first", "last", "lost",
			"credentialId", "clientId", "personId")
	}
	for _, l := range k.Items {
		f.Body = append(f.Body, knowledgeCells(l)...)
	}
	return &f
}

func knowledgeCells(l api.KnowledgeLine) []byte {
	lost := ""
	if l.Lost != nil {
		lost = l.Lost.UTC().Format(time.RFC3339)
	}
	return sheet.CSV(l.Name, l.Type, l.ClientName, l.PersonName, l.Member, l.Organization, strconv.Itoa(l.Version), strconv.FormatBool(l.Current),
		strconv.Itoa(l.Uses), l.First.UTC().Format(time.RFC3339), l.Last.UTC().Format(time.RFC3339), lost,
		string(l.Credential), string(l.Client), string(l.Person))
}
