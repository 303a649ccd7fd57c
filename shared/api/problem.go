package api

import "github.com/valetkey/valetkey/shared/fault"

// Problem is the body of every refusal (RFC 9457).
type Problem struct {
	Type     string        `json:"type" doc:"urn:valetkey:problem: and the kind of the fault."`
	Title    string        `json:"title"`
	Status   int           `json:"status"`
	Detail   string        `json:"detail,omitempty" doc:"A sentence for people."`
	Instance string        `json:"instance,omitempty" doc:"The id of the request, to quote when asking for help."`
	Fields   []fault.Field `json:"fields,omitempty" doc:"What is wrong with which field."`
}
