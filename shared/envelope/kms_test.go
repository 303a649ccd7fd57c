package envelope_test

import (
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/kms"
	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

var nine = time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)

// world is a KMS of its own, and Keys that reach it.
type world struct {
	kms    *kms.Service
	ledger *ledger.Ledger
	keys   *envelope.Keys
}

func start(t *testing.T) world {
	t.Helper()
	w := world{ledger: &ledger.Ledger{}}
	s, err := kms.Start(kms.Options{File: filepath.Join(t.TempDir(), "key"), Ledger: w.ledger})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	w.kms = s
	w.keys = w.another(t)
	return w
}

// another is another function's Keys, which keep nothing of the first's.
func (w world) another(t *testing.T) *envelope.Keys {
	t.Helper()
	key, err := caller.Key(caller.Operator)
	if err != nil {
		t.Fatal(err)
	}
	return envelope.New(aws.Config{
		Region: "us-east-1", BaseEndpoint: aws.String(w.kms.URL()),
		Credentials: credentials.NewStaticCredentialsProvider(key, caller.Secret, ""),
	}, w.kms.ARN())
}

// calls are the operations asked of KMS since the last time.
func (w world) calls() []string {
	var out []string
	for _, e := range w.ledger.Entries() {
		out = append(out, e.Operation)
	}
	w.ledger.Reset()
	return out
}

func (w world) made(t *testing.T) identity.NewKeys {
	t.Helper()
	made, err := w.keys.Make(t.Context(), "org_a")
	if err != nil {
		t.Fatal(err)
	}
	w.calls()
	return made
}

func TestMakingAKeyPairIsOneCallAndKeepsNothingInTheClear(t *testing.T) {
	w := start(t)
	made, err := w.keys.Make(t.Context(), "org_a")
	if err != nil {
		t.Fatal(err)
	}
	if got := w.calls(); !reflect.DeepEqual(got, []string{"GenerateDataKey"}) {
		t.Errorf("asks %v", got)
	}
	if made.Organization != "org_a" || made.Pair.Organization != "org_a" || made.Epoch != 1 || made.Pair.Epoch != 1 || len(made.Public) != 1216 {
		t.Errorf("%s, epoch %d, a public key of %d bytes", made.Organization, made.Epoch, len(made.Public))
	}
	opener, err := w.keys.Unwrap(t.Context(), identity.Call{At: nine}, identity.Keyring{Pair: made.Pair})
	if err != nil {
		t.Fatal(err)
	}
	p := credential.Place{Home: "org_a", Credential: "cred_a", Number: 1}
	s, err := envelope.Seal(p, credential.Secrets{Secret: "x"}, credential.Recipient{Organization: "org_a", Epoch: 1, Public: made.Public})
	if err != nil {
		t.Fatal(err)
	}
	got, err := opener.Open(credential.Version{Home: "org_a", Credential: "cred_a", Number: 1, Fields: s.Fields}, credential.Reader{Organization: "org_a", Key: s.Keys["org_a"]})
	if err != nil || got.Secret.Reveal() != "x" {
		t.Errorf("the pair does not open what is sealed to it: %v", err)
	}
	if _, err := w.keys.Make(t.Context(), ""); err == nil || len(w.calls()) > 1 {
		t.Error("a pair for no organization is made")
	}
}

func TestAUseIsAtMostOneCallAndNoneWithinFiveMinutesOfEventTime(t *testing.T) {
	w := start(t)
	pair := w.made(t).Pair
	for _, tt := range []struct {
		name  string
		after time.Duration
		want  int
	}{
		{"the first use", 0, 1},
		{"at once again", 0, 0},
		{"at the last instant", 5*time.Minute - time.Millisecond, 0},
		{"after five minutes", 5 * time.Minute, 1},
		{"five minutes after that", 10*time.Minute - time.Millisecond, 0},
		{"with an event from before", 4 * time.Minute, 1},
	} {
		if _, err := w.keys.Unwrap(t.Context(), identity.Call{At: nine.Add(tt.after)}, identity.Keyring{Pair: pair}); err != nil {
			t.Fatal(err)
		}
		if got := w.calls(); len(got) != tt.want {
			t.Errorf("%s: asks %v", tt.name, got)
		}
	}
	other, err := w.another(t).Make(t.Context(), "org_a") // the same organization, keys replaced
	if err != nil {
		t.Fatal(err)
	}
	w.calls()
	if _, err := w.keys.Unwrap(t.Context(), identity.Call{At: nine.Add(4 * time.Minute)}, identity.Keyring{Pair: other.Pair}); err != nil || len(w.calls()) != 1 {
		t.Errorf("a replaced pair is opened with the old data key: %v", err)
	}
}

func TestAPairOfAnotherOrganizationOrEpochDoesNotOpen(t *testing.T) {
	w := start(t)
	pair := w.made(t).Pair
	for name, edit := range map[string]func(*identity.KeyPair){
		"another organization": func(p *identity.KeyPair) { p.Organization = "org_b" },
		"another epoch":        func(p *identity.KeyPair) { p.Epoch = 2 },
		"no organization":      func(p *identity.KeyPair) { p.Organization = "" },
		"no epoch":             func(p *identity.KeyPair) { p.Epoch = 0 },
		"another data key":     func(p *identity.KeyPair) { p.DataKey = append([]byte{}, p.DataKey[:len(p.DataKey)-1]...) },
		"another private key":  func(p *identity.KeyPair) { p.Private = append([]byte{1}, p.Private[2:]...) },
		"nothing sealed":       func(p *identity.KeyPair) { p.Private = nil },
	} {
		p := pair
		edit(&p)
		_, err := w.another(t).Unwrap(t.Context(), identity.Call{At: nine}, identity.Keyring{Pair: p})
		if err == nil || fault.Of(err) == fault.Unavailable {
			t.Errorf("%s: %v", name, err) // nobody can mend it by waiting: it is not said to be down
		}
	}
}

func TestALinkOpensForItsThingOnly(t *testing.T) {
	w := start(t)
	sealed, err := w.keys.SealLink(t.Context(), "deleg_a", "the token")
	if err != nil || strings.Contains(string(sealed), "token") {
		t.Fatalf("%q, %v", sealed, err)
	}
	if got, err := w.keys.OpenLink(t.Context(), "deleg_a", sealed); err != nil || got.Reveal() != "the token" {
		t.Errorf("%v", err)
	}
	if got := w.calls(); !reflect.DeepEqual(got, []string{"Encrypt", "Decrypt"}) {
		t.Errorf("asks %v", got)
	}
	for _, thing := range []string{"deleg_b", "", "organization-key"} {
		if got, err := w.keys.OpenLink(t.Context(), thing, sealed); err == nil || got != "" || fault.Of(err) == fault.Unavailable {
			t.Errorf("for %q: %v", thing, err)
		}
	}
	pair := w.made(t).Pair
	if _, err := w.keys.OpenLink(t.Context(), "org_a", pair.DataKey); err == nil {
		t.Error("an organization's data key opens as a link")
	}
}

func TestAWebhooksSecretOpensForItsHookOfItsOrganizationOnly(t *testing.T) {
	w := start(t)
	sealed, err := w.keys.SealHook(t.Context(), "org_a", "hook_a", "whsec_the key")
	if err != nil || strings.Contains(string(sealed), "the key") {
		t.Fatalf("%q, %v", sealed, err)
	}
	if got, err := w.keys.OpenHook(t.Context(), "org_a", "hook_a", sealed); err != nil || got.Reveal() != "whsec_the key" {
		t.Errorf("%v", err)
	}
	if got := w.calls(); !reflect.DeepEqual(got, []string{"Encrypt", "Decrypt"}) {
		t.Errorf("asks %v", got)
	}
	for _, tt := range []struct {
		o    id.Organization
		hook id.Webhook
	}{{"org_b", "hook_a"}, {"org_a", "hook_b"}, {"", "hook_a"}, {"org_a", ""}, {"hook_a", "org_a"}} {
		if got, err := w.keys.OpenHook(t.Context(), tt.o, tt.hook, sealed); err == nil || got != "" || fault.Of(err) == fault.Unavailable {
			t.Errorf("for %v: %v", tt, err)
		}
	}
	for _, tt := range []struct {
		o    id.Organization
		hook id.Webhook
	}{{"", "hook_a"}, {"org_a", ""}} {
		if _, err := w.keys.SealHook(t.Context(), tt.o, tt.hook, "x"); err == nil {
			t.Errorf("it is sealed for %v", tt)
		}
	}
	if _, err := w.keys.OpenLink(t.Context(), "hook_a", sealed); err == nil {
		t.Error("it opens as a link")
	}
	link, err := w.keys.SealLink(t.Context(), "hook_a", "x")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.keys.OpenHook(t.Context(), "org_a", "hook_a", link); err == nil {
		t.Error("a link opens as a webhook's secret")
	}
}

func TestKMSDownIsAClearUnavailable(t *testing.T) {
	w := start(t)
	pair := w.made(t).Pair
	sealed, err := w.keys.SealLink(t.Context(), "deleg_a", "the token")
	if err != nil {
		t.Fatal(err)
	}
	w.kms.Fail(true)
	w.closed(t, "answers with an error", pair, sealed)
	w.kms.Down()
	w.closed(t, "is gone", pair, sealed)
}

// closed holds every call against a KMS that does not answer, all at once.
func (w world) closed(t *testing.T, how string, pair identity.KeyPair, sealed []byte) {
	t.Helper()
	keys := w.another(t)
	acts := map[string]func() error{
		"make": func() error { return second(keys.Make(t.Context(), "org_a")) },
		"unwrap": func() error {
			return second(keys.Unwrap(t.Context(), identity.Call{At: nine}, identity.Keyring{Pair: pair}))
		},
		"seal link": func() error { return second(keys.SealLink(t.Context(), "deleg_a", "x")) },
		"open link": func() error { return second(keys.OpenLink(t.Context(), "deleg_a", sealed)) },
		"seal hook": func() error { return second(keys.SealHook(t.Context(), "org_a", "hook_a", "x")) },
		"open hook": func() error { return second(keys.OpenHook(t.Context(), "org_a", "hook_a", sealed)) },
	}
	var all sync.WaitGroup
	for act, do := range acts {
		all.Go(func() {
			err := do()
			f, ok := err.(*fault.Error)
			if !ok || f.Kind != fault.Unavailable || f.RetryAfter <= 0 || strings.Contains(f.Message, "127.0.0.1") || f.Cause == nil {
				t.Errorf("KMS %s, %s: %v", how, act, err)
			}
		})
	}
	all.Wait()
}

func second[T any](_ T, err error) error { return err }
