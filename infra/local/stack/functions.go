package stack

import (
	"time"

	"github.com/valetkey/valetkey/infra/grants"
	"github.com/valetkey/valetkey/infra/local/build"
	"github.com/valetkey/valetkey/infra/local/bus"
	"github.com/valetkey/valetkey/infra/local/lambda"
	"github.com/valetkey/valetkey/infra/local/machine"
	"github.com/valetkey/valetkey/shared/api"
)

// sender is the address mails come from.
const sender = "no-reply@valetkey.example"

// functions is every row of the table as something to run. A variable that a
// row does not need is not given to it, so that a forgotten grant shows here as
// it would on AWS.
func functions(o Options, keyARN string) []lambda.Function {
	roles := o.Roles
	var all []lambda.Function
	add := func(name string, seconds, memory int) {
		f := lambda.Function{
			Name: name, Binary: build.Binary(o.Bin, name), Memory: memory,
			Timeout: time.Duration(seconds) * time.Second,
		}
		if has(roles[name], grants.EnvelopeKey) {
			f.Env = append(f.Env, "ENVELOPE_KEY="+keyARN)
		}
		if has(roles[name], grants.Mail) {
			f.Env = append(f.Env, "MAIL_FROM="+sender)
		}
		if has(roles[name], grants.Machine) {
			f.Env = append(f.Env, "PERIOD_MACHINE="+machine.ARN)
		}
		if has(roles[name], grants.Bus) {
			f.Env = append(f.Env, "BUS="+bus.Name)
		}
		all = append(all, f)
	}
	for _, r := range append([]api.Route{api.Console}, o.Routes...) {
		add(r.Name, api.Timeout, r.Memory)
	}
	for _, w := range o.Workers {
		add(w.Name, w.Timeout, w.Memory)
	}
	return all
}

func has(statements []grants.Statement, on grants.Resource) bool {
	for _, s := range statements {
		if s.On == on {
			return true
		}
	}
	return false
}
