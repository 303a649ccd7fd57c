package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
)

const planted = "Zq9planted"

// messages is every message of the route table, and what they are made of.
func messages() map[string]reflect.Type {
	out := map[string]reflect.Type{}
	var add func(t reflect.Type)
	add = func(t reflect.Type) {
		switch {
		case t == nil || t == reflect.TypeFor[time.Time]() || t == reflect.TypeFor[secret.Holder]():
		case t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice:
			add(t.Elem())
		case t.Kind() == reflect.Struct:
			out[t.Name()] = t
			for i := range t.NumField() {
				add(t.Field(i).Type)
			}
		}
	}
	for _, r := range api.Routes {
		add(r.In)
		add(r.Out)
	}
	return out
}

// secretName tells the fields that hold a secret by what they are called.
var secretName = regexp.MustCompile(`^(Secret|Password|Token|Ticket|Code|Notes|Cookie|CSV)$`)

// plant fills the secret fields of a message, and counts them.
func plant(v reflect.Value) int {
	n := 0
	for i := range v.NumField() {
		f, t := v.Field(i), v.Type().Field(i)
		switch {
		case secretName.MatchString(t.Name) && f.Kind() == reflect.String, f.Type() == reflect.TypeFor[secret.Text]():
			f.SetString(planted)
			n++
		case f.Kind() == reflect.Struct && f.Type() != reflect.TypeFor[time.Time]():
			n += plant(f)
		case f.Kind() == reflect.Slice && f.Type().Elem().Kind() == reflect.Struct && f.Type().Elem() != reflect.TypeFor[time.Time]():
			f.Set(reflect.MakeSlice(f.Type(), 1, 1))
			n += plant(f.Index(0))
		case f.Kind() == reflect.Pointer && f.Type().Elem().Kind() == reflect.Struct && f.Type().Elem() != reflect.TypeFor[time.Time]():
			f.Set(reflect.New(f.Type().Elem()))
			n += plant(f.Elem())
		}
	}
	return n
}

func TestNoMessageIsLoggedWithItsSecret(t *testing.T) {
	found := 0
	for name, typ := range messages() {
		m := reflect.New(typ)
		found += plant(m.Elem())
		var out bytes.Buffer
		for _, h := range []slog.Handler{slog.NewJSONHandler(&out, nil), slog.NewTextHandler(&out, nil)} {
			slog.New(h).Info("a", "message", m.Elem().Interface(), "pointer", m.Interface())
		}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			fmt.Fprintf(&out, verb, m.Elem().Interface())
			fmt.Fprintf(&out, verb, m.Interface())
		}
		if text := out.String(); strings.Contains(text, planted) || strings.Contains(text, fmt.Sprintf("%x", planted)) {
			t.Errorf("%s is logged with its secret", name)
		}
	}
	if found < 15 {
		t.Errorf("only %d secret fields are found: the test sees too little", found)
	}
}

// The answers that hand a secret over, and no others, say it in JSON.
func TestOnlyTheseAnswersHandASecretOver(t *testing.T) {
	want := map[string]string{"SignedIn": "token", "CodeMailed": "token", "Fill": "secret", "Launched": "ticket", "Revealed": "secret", "SignInCode": "code", "WebhookSecret": "secret", "Exported": "secret", "LockShown": "code", "GateKey": "key", "GateWay": "address"}
	for _, r := range api.Routes {
		if r.Out == nil {
			continue
		}
		m := reflect.New(r.Out)
		plant(m.Elem())
		body, err := json.Marshal(m.Interface())
		if err != nil {
			t.Fatal(err)
		}
		if shows := bytes.Contains(body, []byte(planted)); shows != (want[r.Out.Name()] != "") || shows != r.Secret {
			t.Errorf("%s: its answer shows a secret: %v; its row says %v", r.Name, shows, r.Secret)
		}
	}
}

func TestEveryRowOfTheTableIsWhole(t *testing.T) {
	names, addresses := map[string]bool{}, map[string]bool{}
	shape := regexp.MustCompile(`^[a-z]+-[a-z]+(-[a-z]+)?$`)
	parameter := regexp.MustCompile(`\{([a-z]+)\}`)
	for _, r := range api.Routes {
		if names[r.Name] || addresses[r.Method+r.Path] || !shape.MatchString(r.Name) || r.Summary == "" || r.In == nil || r.Who == "" {
			t.Errorf("%s: its name or address is taken, or something is missing", r.Name)
		}
		names[r.Name], addresses[r.Method+r.Path] = true, true
		if !r.Proxy && (r.Status == 204) != (r.Out == nil) || r.Proxy && r.Out != nil || r.Status < 200 || r.Status > 299 && !r.Proxy {
			t.Errorf("%s: a %d with the answer %v", r.Name, r.Status, r.Out)
		}
		if inside := strings.HasPrefix(r.Path+"/", "/api/organizations/{organization}/"); inside == (r.Who == "anyone" || r.Who == "anybody") {
			t.Errorf("%s: %s at %s", r.Name, r.Who, r.Path)
		}
		tags := map[string]bool{}
		for _, f := range reflect.VisibleFields(r.In) {
			if name := f.Tag.Get("path"); name != "" {
				tags[name] = true
			}
		}
		for _, m := range parameter.FindAllStringSubmatch(r.Path, -1) {
			if !tags[m[1]] {
				t.Errorf("%s: nothing takes {%s}", r.Name, m[1])
			}
			delete(tags, m[1])
		}
		if len(tags) != 0 {
			t.Errorf("%s: %v are not in its address", r.Name, tags)
		}
		if got, ok := api.Named(r.Name); !ok || got.Path != r.Path {
			t.Errorf("%s is not found by its name", r.Name)
		}
	}
	if _, ok := api.Named("nothing"); ok {
		t.Error("what is not there is found")
	}
}

func TestReadingWritesNothing(t *testing.T) {
	for _, r := range api.Routes {
		if w := r.Whole(); r.Method == "GET" && !r.Proxy && (len(w.Write) != 0 || len(w.Check) != 0 || len(w.Envelope) != 0) {
			t.Errorf("%s is read, and may write %v, check %v, ask %v", r.Name, w.Write, w.Check, w.Envelope)
		}
		if r.Touch.Mails {
			t.Errorf("%s mails: only outbox-mail does", r.Name)
		}
	}
}

// Whoever opens a link sends none of our headers: what a GET of these writes, only a
// proxy with its key can have written (promise 6).
func TestOnlyTheseReadingsWriteAndOnlyForWhoShowsAKey(t *testing.T) {
	var all []string
	for _, r := range api.Routes {
		if !r.Proxy {
			continue
		}
		all = append(all, r.Name)
		if _, key := reflect.New(r.In).Elem().FieldByName("Key").Interface().(secret.Text); !key || r.Who != identity.Anyone {
			t.Errorf("%s takes no key", r.Name)
		}
	}
	if !slices.Equal(all, []string{"gate-enter", "gate-check"}) {
		t.Errorf("%v", all)
	}
}

func TestWholeLeavesTheTableAsItIs(t *testing.T) {
	before := fmt.Sprintf("%+v", api.Routes)
	for _, r := range api.Routes {
		first, second := r.Whole(), r.Whole()
		if !reflect.DeepEqual(first, second) {
			t.Errorf("%s: twice is not the same", r.Name)
		}
	}
	if fmt.Sprintf("%+v", api.Routes) != before {
		t.Error("the table is changed by reading it")
	}
}
