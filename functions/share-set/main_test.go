package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "share-set")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{opening.Door{Table: w.Table, Keys: w.Keys}}.set)
	return w
}

func TestAProviderSharesWithItsSite(t *testing.T) { // rules H1, H2, H3
	w := told(t)
	got := Read[api.Share](w.Replay())
	if got.Mode != "read" || !got.Everyone || got.PartnerName != "Orchard" || got.By != "Hal" || !got.Since.Equal(T0) {
		t.Errorf("%+v", got)
	}
	for _, o := range []id.Organization{Halyard, Orchard} {
		if e := w.Record(o)[0]; e.Action != audit.CredentialShared || e.ActorName != "Hal" {
			t.Errorf("on record of %s: %+v", o, e.Entry)
		}
	}
	r := credential.Reader{Credential: Pump.ID, Organization: Orchard}
	if w.Read(&r); r.Via != credential.Shared || len(r.Key.Bytes) == 0 {
		t.Errorf("%+v", r)
	}
}

func TestASiteSharesWithItsProvider(t *testing.T) { // rule H1, both ways by the same steps
	w := told(t)
	got := Read[api.Share](w.Replay(As(Orla), Path("organization", Orchard), Path("credential", Cellar.ID), Path("partner", Halyard)))
	if got.PartnerName != "Halyard" || got.By != "Orla" {
		t.Errorf("%+v", got)
	}
}
