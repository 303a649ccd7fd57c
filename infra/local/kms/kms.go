// Package kms is an AWS KMS endpoint with one symmetric key, for one machine:
// GenerateDataKey, Encrypt, Decrypt and DescribeKey, with encryption contexts.
//
// The key lies in a file beside the other local state and protects nothing from
// the developer. There are no key policies, aliases, rotation or asymmetric keys.
package kms

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"

	"github.com/valetkey/valetkey/infra/grants"
	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/infra/local/loopback"
	"github.com/valetkey/valetkey/infra/local/permit"
)

const arnPrefix = "arn:aws:kms:us-east-1:000000000000:key/"

// Options say how to serve.
type Options struct {
	File    string // where the key is kept; made with mode 0600 if it is not there
	Roles   permit.Roles
	Ledger  *ledger.Ledger
	Serving func(process string) string // the request id of the call a process is serving
}

// Service is a running endpoint.
type Service struct {
	options Options
	server  *loopback.Server
	key     key
	failing atomic.Bool
}

// Start serves on a free port of the loopback interface.
func Start(o Options) (*Service, error) {
	k, err := loadKey(o.File)
	if err != nil {
		return nil, fmt.Errorf("the local KMS key: %w", err)
	}
	s := &Service{options: o, key: k}
	s.server, err = loopback.Serve(0, s)
	return s, err
}

// URL is the endpoint's address.
func (s *Service) URL() string { return s.server.URL() }

// ARN names the key.
func (s *Service) ARN() string { return arnPrefix + s.key.id }

// Down refuses connections until Up.
func (s *Service) Down() { s.server.Down() }

// Up ends Down.
func (s *Service) Up() error { return s.server.Up() }

// Fail answers every call with KMSInternalException while on is true.
func (s *Service) Fail(on bool) { s.failing.Store(on) }

// Stop ends the service.
func (s *Service) Stop() { s.server.Down() }

// input is every field of the four operations.
type input struct {
	KeyID         string            `json:"KeyId"`
	Plaintext     []byte            `json:"Plaintext"`
	Ciphertext    []byte            `json:"CiphertextBlob"`
	Context       map[string]string `json:"EncryptionContext"`
	KeySpec       string            `json:"KeySpec"`
	NumberOfBytes int               `json:"NumberOfBytes"`
}

// ServeHTTP speaks the AWS JSON protocol, version 1.1.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	who, err := caller.Of(r)
	if err != nil {
		refuse(w, &fault{http.StatusBadRequest, "UnrecognizedClientException", err.Error()})
		return
	}
	operation := strings.TrimPrefix(r.Header.Get("X-Amz-Target"), "TrentService.")
	entry := ledger.Entry{Service: ledger.KMS, Caller: who, Operation: operation}
	if s.options.Serving != nil {
		entry.Request = s.options.Serving(who.Process)
	}
	output, err := s.serve(who, operation, r.Body)
	if f := (*fault)(nil); errors.As(err, &f) {
		entry.Fault = f.kind
		s.options.Ledger.Add(entry)
		refuse(w, f)
		return
	}
	s.options.Ledger.Add(entry)
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	_ = json.NewEncoder(w).Encode(output)
}

func (s *Service) serve(who caller.Caller, operation string, body io.Reader) (map[string]any, error) {
	if s.failing.Load() {
		return nil, &fault{http.StatusInternalServerError, "KMSInternalException", "the request was rejected because an internal exception occurred"}
	}
	var in input
	if err := json.NewDecoder(body).Decode(&in); err != nil {
		return nil, &fault{http.StatusBadRequest, "SerializationException", err.Error()}
	}
	ask := grants.Ask{Action: "kms:" + operation, On: grants.EnvelopeKey, Purpose: in.Context["purpose"]}
	if err := s.options.Roles.Check(who, ask); err != nil {
		return nil, &fault{http.StatusBadRequest, "AccessDeniedException", "User: " + err.Error()}
	}
	if err := s.checkKey(operation, in.KeyID); err != nil {
		return nil, err
	}
	switch operation {
	case "Encrypt":
		return s.encrypt(in)
	case "Decrypt":
		return s.decrypt(in)
	case "GenerateDataKey":
		return s.generateDataKey(in)
	case "DescribeKey":
		return map[string]any{"KeyMetadata": map[string]any{
			"KeyId": s.key.id, "Arn": s.ARN(), "Enabled": true, "KeyState": "Enabled",
			"KeySpec": "SYMMETRIC_DEFAULT", "KeyUsage": "ENCRYPT_DECRYPT",
		}}, nil
	}
	return nil, &fault{http.StatusBadRequest, "UnknownOperationException", operation}
}

func (s *Service) checkKey(operation, id string) error {
	switch {
	case id == s.key.id, id == s.ARN(), id == "" && operation == "Decrypt":
		return nil
	case id == "":
		return &fault{http.StatusBadRequest, "ValidationException", "KeyId must not be null"}
	}
	return &fault{http.StatusBadRequest, "NotFoundException", fmt.Sprintf("Key '%s' does not exist", id)}
}

func (s *Service) encrypt(in input) (map[string]any, error) {
	if n := len(in.Plaintext); n < 1 || n > 4096 {
		return nil, &fault{http.StatusBadRequest, "ValidationException", "Plaintext must have 1 to 4096 bytes"}
	}
	return map[string]any{
		"CiphertextBlob": s.key.seal(in.Plaintext, in.Context), "KeyId": s.ARN(), "EncryptionAlgorithm": "SYMMETRIC_DEFAULT",
	}, nil
}

func (s *Service) decrypt(in input) (map[string]any, error) {
	plain, err := s.key.open(in.Ciphertext, in.Context)
	if err != nil {
		// KMS says nothing of what is wrong: the bytes, the key or the context.
		return nil, &fault{http.StatusBadRequest, "InvalidCiphertextException", ""}
	}
	return map[string]any{"Plaintext": plain, "KeyId": s.ARN(), "EncryptionAlgorithm": "SYMMETRIC_DEFAULT"}, nil
}

func (s *Service) generateDataKey(in input) (map[string]any, error) {
	n := in.NumberOfBytes
	switch {
	case in.KeySpec == "AES_256" && n == 0:
		n = 32
	case in.KeySpec == "AES_128" && n == 0:
		n = 16
	case in.KeySpec != "" || n < 1 || n > 1024:
		return nil, &fault{http.StatusBadRequest, "ValidationException", "give either KeySpec or NumberOfBytes, 1 to 1024"}
	}
	plain := random(n)
	return map[string]any{"Plaintext": plain, "CiphertextBlob": s.key.seal(plain, in.Context), "KeyId": s.ARN()}, nil
}

// fault is an error answer.
type fault struct {
	status  int
	kind    string
	message string
}

func (f *fault) Error() string { return f.kind + ": " + f.message }

func refuse(w http.ResponseWriter, f *fault) {
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.WriteHeader(f.status)
	_ = json.NewEncoder(w).Encode(map[string]string{"__type": f.kind, "message": f.message})
}
