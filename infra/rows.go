package main

import (
	"fmt"
	"strings"

	"github.com/valetkey/valetkey/shared/api"
)

// Rows are what the stack is made from.
type Rows struct {
	Routes  []api.Route
	Console api.Route
	Workers []api.Worker
}

// Product is the whole route table.
func Product() Rows { return Rows{Routes: api.Routes, Console: api.Console, Workers: api.Workers} }

// function is one Lambda function, whichever door leads to it.
type function struct {
	name    string
	door    string // "api" or "worker"; a part of its name on AWS
	summary string
	touch   api.Touch
	memory  int // MB
	timeout int // seconds
	worker  api.Worker
}

const (
	doorAPI    = "api"
	doorWorker = "worker"
)

func (r Rows) functions() []function {
	var out []function
	for _, route := range append([]api.Route{r.Console}, r.Routes...) {
		out = append(out, function{
			name: route.Name, door: doorAPI, summary: route.Summary, touch: route.Whole(),
			memory: memory(route.Memory), timeout: api.Timeout,
		})
	}
	for _, w := range r.Workers {
		out = append(out, function{
			name: w.Name, door: doorWorker, summary: w.Summary, touch: w.Touch,
			memory: memory(w.Memory), timeout: w.Timeout, worker: w,
		})
	}
	return out
}

func memory(mb int) int {
	if mb == 0 {
		return 512
	}
	return mb
}

// id is the function's name as CloudFormation writes names.
func (f function) id() string {
	var b strings.Builder
	for part := range strings.SplitSeq(f.name, "-") {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}

// longestRegion is the length of the longest region's name, ap-southeast-1 and
// its neighbours.
const longestRegion = 14

// named checks that AWS can give the function and its role their names: 64
// characters each.
func (f function) named(s Settings) error {
	if n := len(s.Name) + longestRegion + len(f.name) + 2; n > 64 {
		return fmt.Errorf("the role of %s would have a name of %d characters; 64 is the limit", f.name, n)
	}
	return nil
}
