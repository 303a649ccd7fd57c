package tabletest

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Asked is what the recorded event of a route asks: what Requests says or, for a
// route that it says nothing of, what can be made of the row.
func Asked(r api.Route) Request {
	if q, ok := Requests[r.Name]; ok {
		return q
	}
	return example(r)
}

// example is a request with one value for everything that the row's message
// needs, by who may knock.
func example(r api.Route) Request {
	q := Request{
		By: map[identity.Who]Person{identity.Anybody: Ann, identity.Members: Bob, identity.Admins: Ann, identity.Readers: Cyd}[r.Who],
		Path: map[string]string{
			"organization": string(BlueHarbor), "resource": string(Router.Resource), "credential": string(Router.Credential),
			"assignment": string(Router.Assignment), "delegation": string(Social.Delegation), "group": string(SocialTeam),
			"person": string(Bob.ID), "invitation": string(FayInvitation), "notice": string(AnnNotice),
		},
	}
	if r.In != nil {
		q.Body = exampleOf(r.In)
	}
	return q
}

// exampleOf is the required fields of a message's body; nil if it has none at all.
func exampleOf(t reflect.Type) Fields {
	var out Fields
	for f := range t.Fields() {
		if f.Anonymous {
			if more := exampleOf(f.Type); more != nil && out == nil {
				out = Fields{}
			}
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		if out == nil {
			out = Fields{}
		}
		if !strings.Contains(options, "omitempty") {
			out[name] = exampleField(f)
		}
	}
	return out
}

func exampleField(f reflect.StructField) any {
	switch f.Type.Kind() {
	case reflect.Bool:
		return false
	case reflect.Int:
		n, _ := strconv.Atoi(f.Tag.Get("minimum")) // no tag: 0
		return n
	case reflect.Slice:
		return []string{}
	}
	if enum := f.Tag.Get("enum"); enum != "" {
		return strings.Split(enum, ",")[0]
	}
	if f.Tag.Get("format") == "email" {
		return "jo@example.com"
	}
	if kind, ok := reflect.Zero(f.Type).Interface().(interface{ Prefix() string }); ok {
		return kind.Prefix() + strings.TrimPrefix(string(id.New[id.Entry](T0, "example", 0)), "entry")
	}
	n, _ := strconv.Atoi(f.Tag.Get("minLength")) // no tag: 0
	return "example" + strings.Repeat(".", max(0, n-len("example")))
}
