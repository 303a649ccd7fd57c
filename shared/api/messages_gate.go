package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// GateSee looks at a resource's gate.
type GateSee struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
}

// GateSet switches a gate on, or changes what it does.
type GateSet struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
	SignsIn      bool            `json:"signsIn,omitempty" doc:"The gate adds the Authorization header of HTTP basic sign-in itself: the password reaches the proxy and the page behind it, and no browser."`
}

// GateRotate gives a gate another key.
type GateRotate struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
}

// GateOff switches a gate off.
type GateOff struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
}

// Gate is how a reverse proxy asks for a resource.
type Gate struct {
	On       bool       `json:"on"`
	Host     string     `json:"host,omitempty" doc:"Exactly this host, and this port if it is not 443."`
	SignsIn  bool       `json:"signsIn,omitempty"`
	Since    *time.Time `json:"since,omitempty"`
	By       string     `json:"by,omitempty" doc:"Who switched it on."`
	OldUntil *time.Time `json:"oldUntil,omitempty" doc:"Until when the key before is good, too."`
}

// GateKey is a gate with the key that was made for it: it is shown this once.
type GateKey struct {
	secret.Holder
	Gate
	Secret string `json:"key,omitempty" doc:"For the proxy's X-Valetkey-Gate header. It is shown this once; none: the key it has stays."`
}

// GatePass asks for the caller's way in.
type GatePass struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
	State        string          `json:"state" minLength:"1" maxLength:"100" doc:"As the gate sent it along."`
	To           string          `json:"to" maxLength:"4000" doc:"The path at that host to go on to; / for one that leads elsewhere."`
}

// GateWay is where the caller's browser goes on.
type GateWay struct {
	secret.Holder
	Code string `json:"address" doc:"With a one-time code in it, good for 60 seconds."`
}

// Forwarded is what a proxy says of a request that it asks about, in its own headers,
// and who it is. Which of the two sets of headers counts is said in the proxy's own
// configuration: a browser can send the others along.
type Forwarded struct {
	Proxy         string      `json:"-" header:"X-Valetkey-Proxy" enum:"nginx,traefik" default:"nginx" doc:"nginx: X-Original-* count, and the answer is 401 or 403; traefik: X-Forwarded-*, and 302."`
	Key           secret.Text `json:"-" header:"X-Valetkey-Gate" maxLength:"300"`
	OriginalProto string      `json:"-" header:"X-Original-Proto" maxLength:"10"`
	OriginalHost  string      `json:"-" header:"X-Original-Host" maxLength:"300"`
	OriginalURI   string      `json:"-" header:"X-Original-URI" maxLength:"8000"`
	ForwardedHost string      `json:"-" header:"X-Forwarded-Host" maxLength:"300"`
	ForwardedURI  string      `json:"-" header:"X-Forwarded-URI" maxLength:"8000"`
	From          string      `json:"-" header:"X-Real-IP" maxLength:"60"`
	State         secret.Text `json:"-" cookie:"__Host-valetkey-asked" maxLength:"300"`
}

// GateCheck asks whether a request goes through.
type GateCheck struct {
	Forwarded
	Pass secret.Text `json:"-" cookie:"__Host-valetkey-gate" maxLength:"500"`
}

// GateEnter uses a one-time code.
type GateEnter struct {
	Forwarded
	Code secret.Text `json:"-" query:"code" maxLength:"500"`
	To   string      `json:"-" query:"to" maxLength:"1000"`
}

// Gated is the answer to a proxy, or to a browser through it: headers, and a few
// words for people.
type Gated struct {
	secret.Holder
	Status  int
	Headers map[string]string
	Cookies []string
	Text    string
}
