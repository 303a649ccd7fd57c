package tabletest

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

// Made says what kinds of items act adds, in order, like "AUDIT NOTICE OUT". An
// item is called by the first word of its sort key or, where that is an id or an
// instant, of its partition key.
func (w *World) Made(act func()) string {
	w.T.Helper()
	before := w.Items()
	act()
	var made []string
	for k := range w.Items() {
		if _, was := before[k]; !was {
			made = append(made, kindOf(k))
		}
	}
	slices.Sort(made)
	return strings.Join(made, " ")
}

var kind = regexp.MustCompile(`^[A-Z]+(#|$)`)

func kindOf(key string) string {
	pk, sk, _ := strings.Cut(key, " ")
	if k := kind.FindString(sk); k != "" {
		return strings.TrimSuffix(k, "#")
	}
	return strings.TrimSuffix(kind.FindString(pk), "#")
}

// Opens is what an organization can open of a credential now: the secret fields,
// or an error.
func (w *World) Opens(o id.Organization, c id.Credential) (credential.Secrets, error) {
	w.T.Helper()
	current := credential.Current{Version: credential.Version{Credential: c}}
	reader := credential.Reader{Credential: c, Organization: o}
	ring := identity.Keyring{Pair: identity.KeyPair{Organization: o}}
	w.Read(&current, &reader, &ring.Pair)
	opener, err := w.KeysAs("operator").Unwrap(context.Background(), identity.Call{At: T0}, ring)
	if err != nil {
		return credential.Secrets{}, err
	}
	return opener.Open(current.Version, reader)
}

// Waiting is the notices that were not told yet, the story's own left out.
func (w *World) Waiting() []change.Notice {
	w.T.Helper()
	var out []change.Notice
	for k := range w.Items() {
		pk, _, _ := strings.Cut(k, " ")
		which, ok := strings.CutPrefix(pk, "NOTICE#")
		if !ok || which == string(FayNotice) {
			continue
		}
		n := table.Notice{Notice: change.Notice{ID: id.Notice(which)}}
		w.Read(&n)
		out = append(out, n.Notice)
	}
	return out
}

// Told is the kinds of the notices that wait, in order.
func (w *World) Told() string {
	w.T.Helper()
	var kinds []string
	for _, n := range w.Waiting() {
		kinds = append(kinds, string(n.Kind))
	}
	slices.Sort(kinds)
	return strings.Join(kinds, " ")
}
