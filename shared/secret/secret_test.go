package secret_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"

	"github.com/valetkey/valetkey/shared/secret"
)

const planted = "correct horse"

type outer struct {
	Name   string
	Secret secret.Text
	Again  *secret.Text
	List   []secret.Text
	Map    map[string]secret.Text
}

func everywhere() outer {
	s := secret.Text(planted)
	return outer{"x", s, &s, []secret.Text{s}, map[string]secret.Text{"a": s}}
}

// clean fails if text holds the planted secret, as text, in hex or as numbers.
func clean(t *testing.T, how, text string) {
	t.Helper()
	low := strings.ToLower(text)
	for _, form := range []string{planted, fmt.Sprintf("%x", planted), fmt.Sprint([]byte(planted)), fmt.Sprintf("% x", planted)} {
		if strings.Contains(low, strings.Trim(form, "[]")) {
			t.Errorf("%s shows the secret: %s", how, text)
		}
	}
	if text == "" {
		t.Errorf("%s shows nothing at all", how)
	}
}

// Two verbs are not here: of %w and %p fmt asks no method. go vet refuses both.
func TestNoVerbPrintsASecret(t *testing.T) {
	for _, verb := range []string{
		"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "% x", "%#x", "%d", "%c", "%U", "%b", "%t", "%e", "%T %[1]v", "%20s", "%.3s", "%!",
	} {
		clean(t, verb, fmt.Sprintf(verb, secret.Text(planted)))
		clean(t, verb+" of a struct", fmt.Sprintf(verb, everywhere()))
		clean(t, verb+" of a pointer", fmt.Sprintf(verb, &outer{Secret: planted}))
	}
	clean(t, "an argument too many", fmt.Sprintf(strings.Repeat("x", 2), secret.Text(planted)))
	clean(t, "an error", fmt.Errorf("wrong: %w, %v", errors.New("x"), secret.Text(planted)).Error())
	clean(t, "Sprint", fmt.Sprint("a", secret.Text(planted), 1))
	clean(t, "String", secret.Text(planted).String())
}

func TestNoLogHoldsASecret(t *testing.T) {
	var out bytes.Buffer
	for _, h := range []slog.Handler{slog.NewJSONHandler(&out, nil), slog.NewTextHandler(&out, nil)} {
		l := slog.New(h).With("bound", secret.Text(planted))
		l.Info("a", "text", secret.Text(planted), "struct", everywhere(), "group", slog.GroupValue(slog.Any("in", secret.Text(planted))))
		l.LogAttrs(context.Background(), slog.LevelError, "b", slog.Any("list", []secret.Text{planted}))
	}
	clean(t, "a log", out.String())
}

func TestNoEncodingHoldsASecret(t *testing.T) {
	asJSON, err := json.Marshal(everywhere())
	if err != nil {
		t.Fatal(err)
	}
	clean(t, "JSON", string(asJSON))
	asXML, err := xml.Marshal(struct {
		XMLName xml.Name `xml:"x"`
		S       secret.Text
	}{S: planted})
	if err != nil {
		t.Fatal(err)
	}
	clean(t, "XML", string(asXML))
	item, err := attributevalue.MarshalMapWithOptions(everywhere(), func(o *attributevalue.EncoderOptions) { o.UseEncodingMarshalers = true })
	if err != nil {
		t.Fatal(err)
	}
	asItem, err := json.Marshal(item)
	if err != nil {
		t.Fatal(err)
	}
	clean(t, "an item", string(asItem))
}

func TestASecretIsReadFromJSONLikeAnyText(t *testing.T) {
	var in struct{ S secret.Text }
	if err := json.Unmarshal([]byte(`{"S":"correct horse"}`), &in); err != nil || in.S.Reveal() != planted || in.S.Len() != len(planted) {
		t.Errorf("read %d bytes, %v", in.S.Len(), err)
	}
}

func TestAHolderHidesAllOfAStructButItsJSON(t *testing.T) {
	type answer struct {
		secret.Holder
		Secret string `json:"secret"`
	}
	a := answer{Secret: planted}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		clean(t, verb, fmt.Sprintf(verb, a))
		clean(t, verb+" of a pointer", fmt.Sprintf(verb, &a))
		clean(t, verb+" inside", fmt.Sprintf(verb, struct{ A answer }{a}))
	}
	var out bytes.Buffer
	slog.New(slog.NewJSONHandler(&out, nil)).Info("a", "answer", a, "pointer", &a)
	slog.New(slog.NewTextHandler(&out, nil)).Info("a", "answer", a, "pointer", &a)
	clean(t, "a log", out.String())
	if body, err := json.Marshal(a); err != nil || string(body) != `{"secret":"correct horse"}` {
		t.Errorf("it marshals as %s, %v", body, err)
	}
}
