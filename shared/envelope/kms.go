package envelope

import (
	"context"
	"crypto/hpke"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
)

// warm is how long a running function may keep an organization's data key, in
// event time. The private key is never kept.
const warm = 5 * time.Minute

// Keys reaches the envelope's KMS key. Safe for concurrent use.
type Keys struct {
	client *kms.Client
	key    string

	mu   sync.Mutex
	kept map[id.Organization]dataKey
}

type dataKey struct {
	wrapped string
	plain   []byte
	since   time.Time
}

// New reaches the KMS key with the given id or ARN.
func New(cfg aws.Config, key string) *Keys {
	return &Keys{
		client: kms.NewFromConfig(cfg, func(o *kms.Options) { o.RetryMaxAttempts = 2 }),
		key:    key, kept: map[id.Organization]dataKey{},
	}
}

// Make makes the key pair of a new organization: one KMS call.
func (k *Keys) Make(ctx context.Context, o id.Organization) (identity.NewKeys, error) {
	return k.Next(ctx, o, 1)
}

// Next makes a key pair of an epoch, which is not locked: one KMS call.
func (k *Keys) Next(ctx context.Context, o id.Organization, epoch int) (identity.NewKeys, error) {
	where, err := pairPlace(o, epoch)
	if err != nil {
		return identity.NewKeys{}, err
	}
	data, err := k.newDataKey(ctx, o)
	if err != nil {
		return identity.NewKeys{}, err
	}
	private, public, err := newPair()
	if err != nil {
		return identity.NewKeys{}, err
	}
	sealed, err := sealBytes(data.plain, where, private)
	if err != nil {
		return identity.NewKeys{}, err
	}
	return identity.NewKeys{
		Organization: o, Epoch: epoch, Public: public,
		Pair: identity.KeyPair{Organization: o, Epoch: epoch, Private: sealed, DataKey: []byte(data.wrapped)},
	}, nil
}

func (k *Keys) newDataKey(ctx context.Context, o id.Organization) (dataKey, error) {
	made, err := k.client.GenerateDataKey(ctx, &kms.GenerateDataKeyInput{
		KeyId: &k.key, KeySpec: types.DataKeySpecAes256, EncryptionContext: forOrganization(o),
	})
	if err != nil {
		return dataKey{}, down(err)
	}
	return dataKey{wrapped: string(made.CiphertextBlob), plain: made.Plaintext}, nil
}

func newPair() (private, public []byte, err error) {
	pair, err := hpke.MLKEM768X25519().GenerateKey()
	if err != nil {
		return nil, nil, fmt.Errorf("envelope: make a key pair: %w", err)
	}
	if private, err = pair.Bytes(); err != nil {
		return nil, nil, fmt.Errorf("envelope: write a key pair: %w", err)
	}
	return private, pair.PublicKey().Bytes(), nil
}

// Unwrap readies the opening of what was sealed to an organization: at most one
// KMS call, none if this function made it less than five minutes of event time
// ago. It opens no secret yet.
//
// Errors: Locked if the organization is locked, and the session has not unlocked it.
func (k *Keys) Unwrap(ctx context.Context, c identity.Call, ring identity.Keyring) (Opener, error) {
	var p Part
	pair := ring.Pair
	if pair.Lock != 0 {
		var err error
		if p, err = PartOf(c, ring); err != nil {
			return Opener{}, err
		}
	}
	plain, err := k.private(ctx, c.At, pair, p)
	if err != nil {
		return Opener{}, err
	}
	private, err := hpke.MLKEM768X25519().NewPrivateKey(plain)
	if err != nil {
		return Opener{}, fmt.Errorf("envelope: read the key pair of %s: %w", pair.Organization, err)
	}
	return Opener{organization: pair.Organization, epoch: pair.Epoch, private: private}, nil
}

func (k *Keys) dataKey(ctx context.Context, at time.Time, pair identity.KeyPair) ([]byte, error) {
	k.mu.Lock()
	kept, ok := k.kept[pair.Organization]
	k.mu.Unlock()
	if age := at.Sub(kept.since); ok && kept.wrapped == string(pair.DataKey) && age >= 0 && age < warm {
		return kept.plain, nil
	}
	out, err := k.client.Decrypt(ctx, &kms.DecryptInput{
		KeyId: &k.key, CiphertextBlob: pair.DataKey, EncryptionContext: forOrganization(pair.Organization),
	})
	if err != nil {
		return nil, down(err)
	}
	k.mu.Lock()
	for o, old := range k.kept { // what is too old to be used is not kept either
		if at.Sub(old.since) >= warm {
			delete(k.kept, o)
		}
	}
	k.kept[pair.Organization] = dataKey{wrapped: string(pair.DataKey), plain: out.Plaintext, since: at}
	k.mu.Unlock()
	return out.Plaintext, nil
}

// SealLink seals a token or code until it is mailed: one KMS call. thing names
// what it belongs to; it opens for nothing else.
func (k *Keys) SealLink(ctx context.Context, thing string, token secret.Text) ([]byte, error) {
	out, err := k.client.Encrypt(ctx, &kms.EncryptInput{
		KeyId: &k.key, Plaintext: []byte(token.Reveal()), EncryptionContext: forLink(thing),
	})
	if err != nil {
		return nil, down(err)
	}
	return out.CiphertextBlob, nil
}

// OpenLink opens what SealLink sealed, for the sender of the mail.
func (k *Keys) OpenLink(ctx context.Context, thing string, sealed []byte) (secret.Text, error) {
	out, err := k.client.Decrypt(ctx, &kms.DecryptInput{
		KeyId: &k.key, CiphertextBlob: sealed, EncryptionContext: forLink(thing),
	})
	if err != nil {
		return "", down(err)
	}
	return secret.Text(out.Plaintext), nil
}

// SealHook seals the secret that a webhook's deliveries are signed with: one KMS
// call. It opens for this hook of this organization and nothing else.
func (k *Keys) SealHook(ctx context.Context, o id.Organization, hook id.Webhook, key secret.Text) ([]byte, error) {
	if o == "" || hook == "" {
		return nil, errPlace
	}
	out, err := k.client.Encrypt(ctx, &kms.EncryptInput{
		KeyId: &k.key, Plaintext: []byte(key.Reveal()), EncryptionContext: forHook(o, hook),
	})
	if err != nil {
		return nil, down(err)
	}
	return out.CiphertextBlob, nil
}

// OpenHook opens what SealHook sealed, for whoever signs.
func (k *Keys) OpenHook(ctx context.Context, o id.Organization, hook id.Webhook, sealed []byte) (secret.Text, error) {
	if o == "" || hook == "" {
		return "", errPlace
	}
	out, err := k.client.Decrypt(ctx, &kms.DecryptInput{
		KeyId: &k.key, CiphertextBlob: sealed, EncryptionContext: forHook(o, hook),
	})
	if err != nil {
		return "", down(err)
	}
	return secret.Text(out.Plaintext), nil
}

// The encryption contexts: AWS writes them into its own log, so they hold ids only.

func forOrganization(o id.Organization) map[string]string {
	return map[string]string{"purpose": "organization-key", "organization": string(o)}
}

func forHook(o id.Organization, hook id.Webhook) map[string]string {
	return map[string]string{"purpose": "webhook", "organization": string(o), "webhook": string(hook)}
}

func forLink(thing string) map[string]string {
	return map[string]string{"purpose": "link", "thing": thing}
}

// down says that KMS cannot be asked. A ciphertext that KMS refuses is another
// matter: something was tampered with, and nobody can mend that by waiting.
func down(err error) error {
	var refused *types.InvalidCiphertextException
	if errors.As(err, &refused) {
		return fmt.Errorf("envelope: KMS refuses a ciphertext: %w", err)
	}
	return &fault.Error{
		Kind: fault.Unavailable, Message: "The key service does not answer. Nothing was done; try again in a moment.",
		RetryAfter: 5 * time.Second, Cause: err,
	}
}
