package webhook

import (
	"crypto/rand"
	"encoding/base64"
	"strings"

	"github.com/valetkey/valetkey/shared/secret"
)

// secretPrefix is how Standard Webhooks has a symmetric secret begin.
const secretPrefix = "whsec_"

// NewSecret makes the secret that a hook's deliveries are signed with: 256 bits,
// as Standard Webhooks writes them.
func NewSecret() secret.Text {
	var bits [32]byte
	rand.Read(bits[:])
	return secret.Text(secretPrefix + base64.StdEncoding.EncodeToString(bits[:]))
}

// Key is what signs: the bits of a secret. False for what is none of ours.
func Key(s secret.Text) ([]byte, bool) {
	text, ok := strings.CutPrefix(s.Reveal(), secretPrefix)
	if !ok {
		return nil, false
	}
	key, err := base64.StdEncoding.Strict().DecodeString(text)
	return key, err == nil && len(key) == 32
}
