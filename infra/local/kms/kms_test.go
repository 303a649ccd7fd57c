package kms_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	awskms "github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/aws/smithy-go"

	"github.com/valetkey/valetkey/infra/grants"
	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/kms"
	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/infra/local/permit"
	"github.com/valetkey/valetkey/shared/api"
)

func service(t *testing.T, file string) (*kms.Service, *ledger.Ledger) {
	t.Helper()
	opener, err := grants.From(api.Touch{Envelope: []api.Envelope{api.OpenKey}})
	if err != nil {
		t.Fatal(err)
	}
	var l ledger.Ledger
	s, err := kms.Start(kms.Options{File: file, Roles: permit.Roles{"opener": opener}, Ledger: &l})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s, &l
}

func client(t *testing.T, s *kms.Service, as string) *awskms.Client {
	t.Helper()
	key, err := caller.Key(as)
	if err != nil {
		t.Fatal(err)
	}
	return awskms.New(awskms.Options{
		Region: "us-east-1", BaseEndpoint: aws.String(s.URL()), RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider(key, caller.Secret, ""),
	})
}

var about = map[string]string{"purpose": "organization-key", "organization": "org_1"}

func TestOnlyTheSameContextOpens(t *testing.T) {
	s, _ := service(t, filepath.Join(t.TempDir(), "key"))
	c, ctx := client(t, s, caller.Operator), context.Background()
	made, err := c.GenerateDataKey(ctx, &awskms.GenerateDataKeyInput{KeyId: aws.String(s.ARN()), KeySpec: types.DataKeySpecAes256, EncryptionContext: about})
	if err != nil || len(made.Plaintext) != 32 {
		t.Fatalf("%d bytes, %v", len(made.Plaintext), err)
	}
	open := func(blob []byte, context map[string]string) ([]byte, error) {
		out, err := c.Decrypt(ctx, &awskms.DecryptInput{CiphertextBlob: blob, EncryptionContext: context})
		if err != nil {
			return nil, err
		}
		return out.Plaintext, nil
	}
	if plain, err := open(made.CiphertextBlob, map[string]string{"organization": "org_1", "purpose": "organization-key"}); err != nil || !bytes.Equal(plain, made.Plaintext) {
		t.Errorf("the same context: %v", err)
	}
	tampered := bytes.Clone(made.CiphertextBlob)
	tampered[len(tampered)-1] ^= 1
	for name, tt := range map[string]struct {
		blob    []byte
		context map[string]string
	}{
		"no context":        {made.CiphertextBlob, nil},
		"another value":     {made.CiphertextBlob, map[string]string{"purpose": "organization-key", "organization": "org_2"}},
		"one more":          {made.CiphertextBlob, map[string]string{"purpose": "organization-key", "organization": "org_1", "x": ""}},
		"the cut elsewhere": {made.CiphertextBlob, map[string]string{"purpos": "eorganization-key", "organization": "org_1"}},
		"tampered":          {tampered, about},
		"nothing":           {[]byte{1}, about},
	} {
		var refused *types.InvalidCiphertextException
		if _, err := open(tt.blob, tt.context); !errors.As(err, &refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnUnknownKeyIsNotFound(t *testing.T) {
	s, _ := service(t, filepath.Join(t.TempDir(), "key"))
	_, err := client(t, s, caller.Operator).Encrypt(context.Background(), &awskms.EncryptInput{KeyId: aws.String("other"), Plaintext: []byte("x")})
	var missing *types.NotFoundException
	if !errors.As(err, &missing) {
		t.Errorf("%v", err)
	}
}

func TestAFunctionMayOnlyWhatItsRowSaysAndIsCounted(t *testing.T) {
	s, l := service(t, filepath.Join(t.TempDir(), "key"))
	blob, err := client(t, s, caller.Operator).Encrypt(context.Background(), &awskms.EncryptInput{KeyId: aws.String(s.ARN()), Plaintext: []byte("x"), EncryptionContext: about})
	if err != nil {
		t.Fatal(err)
	}
	c := client(t, s, "opener")
	if _, err := c.Decrypt(context.Background(), &awskms.DecryptInput{CiphertextBlob: blob.CiphertextBlob, EncryptionContext: about}); err != nil {
		t.Errorf("what it may: %v", err)
	}
	_, sealing := c.Encrypt(context.Background(), &awskms.EncryptInput{KeyId: aws.String(s.ARN()), Plaintext: []byte("x"), EncryptionContext: about})
	_, elsewhere := c.Decrypt(context.Background(), &awskms.DecryptInput{CiphertextBlob: blob.CiphertextBlob, EncryptionContext: map[string]string{"purpose": "link"}})
	for name, err := range map[string]error{"encrypt": sealing, "another purpose": elsewhere} {
		if code(err) != "AccessDeniedException" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if seen := l.Of("opener"); len(seen) != 3 || seen[0].Operation != "Decrypt" || seen[0].Fault != "" || seen[2].Fault != "AccessDeniedException" {
		t.Errorf("ledger %+v", seen)
	}
}

func TestTheServiceHasBadDays(t *testing.T) {
	s, _ := service(t, filepath.Join(t.TempDir(), "key"))
	encrypt := func() error {
		_, err := client(t, s, caller.Operator).Encrypt(context.Background(), &awskms.EncryptInput{KeyId: aws.String(s.ARN()), Plaintext: []byte("x")})
		return err
	}
	s.Fail(true)
	if err := encrypt(); code(err) != "KMSInternalException" {
		t.Errorf("failing: %v", err)
	}
	s.Fail(false)
	s.Down()
	if err := encrypt(); err == nil || !strings.Contains(err.Error(), "connection refused") {
		t.Errorf("down: %v", err)
	}
	if err := s.Up(); err != nil {
		t.Fatal(err)
	}
	if err := encrypt(); err != nil {
		t.Errorf("up again: %v", err)
	}
}

func TestTheKeyIsKeptForItsOwnerOnlyAndABrokenOneIsNotReplaced(t *testing.T) {
	file := filepath.Join(t.TempDir(), "key")
	first, _ := service(t, file)
	second, _ := service(t, file)
	if first.ARN() != second.ARN() {
		t.Errorf("%s, then %s", first.ARN(), second.ARN())
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	if err := os.WriteFile(file, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := kms.Start(kms.Options{File: file}); err == nil {
		t.Error("a broken key was replaced")
	}
}

func code(err error) string {
	var e smithy.APIError
	if errors.As(err, &e) {
		return e.ErrorCode()
	}
	return ""
}
