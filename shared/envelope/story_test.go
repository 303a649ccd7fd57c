package envelope

import (
	"crypto/hpke"
	"testing"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
)

const (
	homeID = id.Organization("org_01J00000000000000000000000")
	teamID = id.Organization("org_01J00000000000000000000001")
	credID = id.Credential("cred_01J00000000000000000000002")
)

var place = credential.Place{Home: homeID, Credential: credID, Number: 3}

// pair is an organization's key pair, and its Opener.
func pair(t *testing.T, o id.Organization, epoch int) (credential.Recipient, Opener) {
	t.Helper()
	private, err := hpke.MLKEM768X25519().GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	return credential.Recipient{Organization: o, Epoch: epoch, Public: private.PublicKey().Bytes()},
		Opener{organization: o, epoch: epoch, private: private}
}

// stored is what is stored of a sealed version for one of its readers.
func stored(s credential.Sealed, o id.Organization) (credential.Version, credential.Reader) {
	return credential.Version{Home: s.Place.Home, Credential: s.Place.Credential, Number: s.Place.Number, Fields: s.Fields},
		credential.Reader{Organization: o, Key: s.Keys[o]}
}
