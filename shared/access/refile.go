package access

import (
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
)

// Follow has a credential found where it is now, after its folder was moved or is for
// others, or its client has another name. Nothing else of it moves; of what is
// another's, nothing at its home.
func (f Filing) Follow(found Found) change.Change {
	var ch change.Change
	was, c := found.Credential, found.Credential
	is := f.Now(credential.FiledAs(c))
	if is == credential.FiledAs(c) {
		return ch
	}
	c.Gate, c.Client, c.For = is.Gate, is.Client, is.For
	if found.Reader.Version != 0 {
		found.post(&ch, c)
	} else {
		ch.Keep(credential.Repost(&ch, was, c))
	}
	for _, folder := range f.Path {
		ch.Check(folder)
	}
	return ch
}

// Now is where something is filed as its folder is now; as it was, if it was moved on
// meanwhile.
func (f Filing) Now(was credential.Filed) credential.Filed {
	if len(f.Path) == 0 || f.Path[0].ID != was.Folder || f.Path.Held() != nil || f.Path.ClientOf() != f.Client.ID {
		return was
	}
	return credential.Filed{Folder: was.Folder, Client: f.Client.ID, For: f.Client.Name, Gate: f.Path.Audience().Gate}
}

// post keeps where an organization files what another shares with it, and has it found
// there.
func (f Found) post(ch *change.Change, c credential.Credential) {
	r := f.Reader
	r.Filed = credential.FiledAs(c)
	ch.Check(c)
	ch.Keep(r.Repost(ch, c))
}
