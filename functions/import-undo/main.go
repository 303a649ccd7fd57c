// Import-undo takes away what an import made and nobody has touched since, a part at
// a time, and names what stays (rule C13).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/intake"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) undo(ctx context.Context, c identity.Call, in api.ImportUndo) (api.ImportUndone, error) {
	return intake.Undo(ctx, f.table, c, in.Organization, in.Import, in.From, said)
}

// said is what is said of what was taken away.
func said(done intake.Undone) api.ImportUndone {
	out := api.ImportUndone{Removed: done.Removed, Stay: []api.ImportStays{}, Next: done.Next}
	for _, s := range done.Stay {
		out.Stay = append(out.Stay, api.ImportStays{Row: s.Row, Credential: s.Credential.ID, Name: s.Credential.Name, Why: s.Why})
	}
	return out
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("import-undo", f.table, f.undo)
}
