// Package caller tells the local services which function is calling them.
//
// On AWS a function's role signs its calls. Here the access key id spells the
// function's name, and the session token names the process, so that a service
// can count by call. Signatures are not verified: whoever can reach the
// loopback interface can call as anybody.
package caller

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
)

// Operator is the developer's own name: the stack and the tests call as this,
// and it may do everything.
const Operator = "operator"

const prefix = "LOCAL"

var (
	name       = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	credential = regexp.MustCompile(`Credential=` + prefix + `([A-Z]+(?:0[A-Z]+)*)/`)
)

// Caller is who makes a call to a local service.
type Caller struct {
	Function string // a function's name, or Operator
	Process  string // the process, as the Lambda host names it; empty for none
}

// Key is the access key id for a function. DynamoDB Local takes only letters
// and digits, so a hyphen is written as 0; names are lower-case words joined
// by hyphens.
func Key(function string) (string, error) {
	if !name.MatchString(function) {
		return "", fmt.Errorf("%q is not lower-case words joined by hyphens", function)
	}
	return prefix + strings.ToUpper(strings.ReplaceAll(function, "-", "0")), nil
}

// Secret is the secret access key of every function; it guards nothing.
const Secret = "loopback-only"

// Env is the environment that makes the AWS SDK call as a function's process.
func Env(function, process string) ([]string, error) {
	key, err := Key(function)
	if err != nil {
		return nil, err
	}
	return []string{"AWS_ACCESS_KEY_ID=" + key, "AWS_SECRET_ACCESS_KEY=" + Secret, "AWS_SESSION_TOKEN=" + process}, nil
}

// ErrUnknown says that a request was not signed by one of our names.
var ErrUnknown = errors.New("the security token included in the request is invalid")

// Of reads who signed a request.
func Of(r *http.Request) (Caller, error) {
	m := credential.FindStringSubmatch(r.Header.Get("Authorization"))
	if m == nil {
		return Caller{}, ErrUnknown
	}
	return Caller{
		Function: strings.ToLower(strings.ReplaceAll(m[1], "0", "-")),
		Process:  r.Header.Get("X-Amz-Security-Token"),
	}, nil
}
