// Package permit refuses on one machine what IAM would refuse on AWS, by the
// statements that the stack writes into the functions' roles.
//
// It decides nothing itself: infra/grants says what a row allows.
package permit

import (
	"fmt"

	"github.com/valetkey/valetkey/infra/grants"
	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/shared/api"
)

// Roles is what each function may do, by the function's name.
type Roles map[string][]grants.Statement

// FromTable is the role of every row of the route table.
func FromTable() (Roles, error) {
	names := []string{api.Console.Name}
	for _, r := range api.Routes {
		names = append(names, r.Name)
	}
	for _, w := range api.Workers {
		names = append(names, w.Name)
	}
	roles := Roles{}
	for _, n := range names {
		s, err := grants.Of(n)
		if err != nil {
			return nil, err
		}
		roles[n] = s
	}
	return roles, nil
}

// Check is nil if the caller may do all that is asked; the error is worded as
// AWS words it after "User: ". The operator may do everything.
func (r Roles) Check(c caller.Caller, asks ...grants.Ask) error {
	if c.Function == caller.Operator {
		return nil
	}
	for _, a := range asks {
		if !grants.Allows(r[c.Function], a) {
			return fmt.Errorf("arn:aws:sts::000000000000:assumed-role/%s/%s is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action",
				c.Function, c.Function, a.Action, resource(a), a.Action)
		}
	}
	return nil
}

func resource(a grants.Ask) string {
	about := string(a.On)
	if a.LeadingKey != "" {
		about += " (leading key " + a.LeadingKey + ")"
	}
	if a.Purpose != "" {
		about += " (purpose " + a.Purpose + ")"
	}
	return about
}
