package filing

import (
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Placed makes a folder whose id is known before it is made: who makes it a second
// time finds that it is there. It is for whom the folder above is for, or for
// admins only.
func Placed(by identity.Caller, f id.Folder, above Path, name string, closed bool) (Folder, change.Change, error) {
	made, c, err := NewFolder(by, above, name, nil, closed)
	if err != nil {
		return Folder{}, change.Change{}, err
	}
	made.ID = f
	c.Records[0] = made
	c.Entries[0] = by.Entry(audit.FolderCreated, string(f), made.Name, c.Entries[0].Detail)
	return made, c, nil
}
