package demo

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/infra/local/stack"
)

// zipped is a text as a careless cache would keep it: in JSON, compressed, in base64.
func zipped(t *testing.T, text string) string {
	t.Helper()
	raw, err := json.Marshal(map[string]string{"kept": text})
	must(t, err)
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err = w.Write(raw)
	must(t, err)
	must(t, w.Close())
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

func TestALeakIsSeenWhereverItIs(t *testing.T) {
	l := badDay(t)
	keep := func(attribute string, v types.AttributeValue, sk string) {
		key := map[string]types.AttributeValue{"PK": &types.AttributeValueMemberS{Value: "LEAK#" + t.Name()}, "SK": &types.AttributeValueMemberS{Value: sk}}
		item := map[string]types.AttributeValue{"PK": key["PK"], "SK": key["SK"]}
		if attribute != "" {
			item[attribute] = v
		}
		_, err := l.stack.DB().PutItem(t.Context(), &dynamodb.PutItemInput{TableName: aws.String(stack.Table), Item: item})
		must(t, err)
		_, err = l.stack.DB().DeleteItem(t.Context(), &dynamodb.DeleteItemInput{TableName: aws.String(stack.Table), Key: key})
		must(t, err)
	}
	text := func(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }
	for i, tt := range []struct {
		where string
		leak  func(secret string, seen *evidence)
	}{
		{"a record of the stream", func(s string, _ *evidence) { keep("what", text(s), "an item that is gone again") }},
		{"a record of the stream", func(s string, _ *evidence) { keep("", nil, "WORD#"+s+"#x") }},
		{"a record of the stream", func(s string, _ *evidence) {
			keep("what", text(base64.StdEncoding.EncodeToString([]byte("x"+s+"y"))), "in base64")
		}},
		{"a record of the stream", func(s string, _ *evidence) { keep("what", text(zipped(t, s)), "compressed") }},
		{"the file due-sweep.log", func(s string, _ *evidence) {
			path := filepath.Join(l.stack.Logs(), "due-sweep.log")
			before, err := os.ReadFile(path)
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			must(t, os.WriteFile(path, append(slices.Clone(before), "level=INFO secret="+s+"\n"...), 0o600))
			t.Cleanup(func() { must(t, os.WriteFile(path, before, 0o600)) })
		}},
		{"the answer 200 of GET /api/organizations/o/credentials", func(s string, seen *evidence) {
			seen.answered("GET", "/api/organizations/o/credentials", 200, fmt.Appendf(nil, `{"items":[{"name":%q}]}`, s))
		}},
		{"the answer 200 of POST /api/organizations/o/credentials/c/reveal", func(s string, seen *evidence) { // beside the field that is the secret
			seen.answered("POST", "/api/organizations/o/credentials/c/reveal", 200, fmt.Appendf(nil, `{"secret":%q,"username":%q}`, s, s))
		}},
		{"the answer 403 of POST /api/organizations/o/credentials/c/reveal", func(s string, seen *evidence) {
			seen.answered("POST", "/api/organizations/o/credentials/c/reveal", 403, fmt.Appendf(nil, `{"secret":%q}`, s))
		}},
	} {
		seen := &evidence{}
		secret := fmt.Sprintf("leak-Quarry-%d-%s", 7000+i, filepath.Base(t.TempDir()))
		seen.typed("POST", "/api/organizations/o/credentials", fmt.Appendf(nil, `{"name":"x","secret":%q}`, secret))
		if found, _, err := seen.look(t.Context(), l.stack); err != nil || len(found) != 0 {
			t.Fatalf("%s: before anything leaks: %v, %v", tt.where, found, err)
		}
		tt.leak(secret, seen)
		found, _, err := seen.look(t.Context(), l.stack)
		if err != nil || !slices.ContainsFunc(found, func(f string) bool { return strings.HasPrefix(f, tt.where+" holds") }) {
			t.Errorf("%d: a leak into %s is not seen: %v, %v", i, tt.where, found, err)
		}
	}
}

func TestWhatHandsASecretOverIsNoLeakAndItsTokenIsPlanted(t *testing.T) {
	seen := &evidence{}
	seen.typed("POST", "/api/organizations/o/credentials", []byte(`{"name":"x","secret":"kept-Anvil-4410-ash","notes":"kept-Bellows-51"}`))
	seen.answered("POST", "/api/organizations/o/credentials/c/reveal", 200, []byte(`{"username":"x","secret":"kept-Anvil-4410-ash","notes":"kept-Bellows-51"}`))
	seen.answered("POST", "/api/organizations/o/vault/export", 200, []byte(`{"items":[{"name":"x","secret":"kept-Anvil-4410-ash"}],"csv":"x,kept-Anvil-4410-ash","refused":[]}`))
	seen.answered("POST", "/api/sessions", 201, []byte(`{"token":"a-token-of-a-session","organization":"o"}`))
	if len(seen.secrets) != 3 || seen.secrets["a-token-of-a-session"] == "" {
		t.Errorf("planted are %v", seen.secrets)
	}
	for _, l := range seen.heard {
		if where := seen.needles().in(l.data, 0); where != "" {
			t.Errorf("%s holds what was typed at %s", l.where, where)
		}
	}
}

func TestASecretThatNobodyWouldRecognizeIsRefused(t *testing.T) {
	seen := &evidence{}
	seen.typed("POST", "/api/organizations/o/credentials", []byte(`{"name":"x","secret":"another"}`))
	if len(seen.weak) != 1 {
		t.Errorf("refused are %v", seen.weak)
	}
}

func TestPasswordsInRowsAreSecretsOfTheirOwn(t *testing.T) {
	seen := &evidence{}
	seen.typed("POST", "/api/organizations/o/imports/i/rows", []byte(`{"first":1,"csv":"name,password\nTill,till-Mortar-3377-rush\n"}`))
	if seen.secrets["till-Mortar-3377-rush"] == "" {
		t.Errorf("planted are %v", seen.secrets)
	}
}

func TestASecretIsSeenInEveryForm(t *testing.T) {
	const s = "quoted \"Anvil\" & 4410"
	seen := &evidence{}
	seen.plants(s, "here")
	n := seen.needles()
	for name, data := range map[string]string{
		"as it is": "x" + s, "JSON": `{"a":"quoted \"Anvil\" \u0026 4410"}`, "HTML": "quoted &#34;Anvil&#34; &amp; 4410", "an address": "?q=quoted+%22Anvil%22+%26+4410",
		"hex": fmt.Sprintf("%x", s), "numbers": fmt.Sprint([]byte(s)), "base64": base64.URLEncoding.EncodeToString([]byte("ab" + s + "c")), "compressed": zipped(t, s),
	} {
		if n.in([]byte(data), 0) == "" {
			t.Errorf("in %s it is not seen", name)
		}
	}
	if n.in([]byte("quoted Anvil 4411"), 0) != "" {
		t.Error("what it is not is seen")
	}
}
