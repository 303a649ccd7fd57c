package tabletest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/mailbox"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/bus"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/table"
	"github.com/valetkey/valetkey/shared/workflow"
)

//go:generate go test -run TestTheRecordedEventsAreWhatTheStorySays -update .

// Event is what the gateway makes of a good request to a route, at T0
// (payload format 2.0).
func Event(r api.Route, q Request) events.APIGatewayV2HTTPRequest {
	path, parameters := r.Path, map[string]string(nil)
	for name, value := range q.Path {
		if !strings.Contains(path, "{"+name+"}") {
			continue
		}
		if parameters == nil {
			parameters = map[string]string{}
		}
		parameters[name] = value
		path = strings.ReplaceAll(path, "{"+name+"}", value)
	}
	e := events.APIGatewayV2HTTPRequest{
		Version: "2.0", RouteKey: r.Method + " " + r.Path, RawPath: path, PathParameters: parameters,
		Headers: map[string]string{"accept": "application/json", "host": "valetkey.example", "user-agent": "recorded"},
		RequestContext: events.APIGatewayV2HTTPRequestContext{
			RouteKey: r.Method + " " + r.Path, AccountID: "000000000000", Stage: "$default", RequestID: "recorded-" + r.Name, APIID: "local",
			DomainName: "valetkey.example", DomainPrefix: "valetkey",
			Time: T0.Format("02/Jan/2006:15:04:05 -0700"), TimeEpoch: T0.UnixMilli(),
			HTTP: events.APIGatewayV2HTTPRequestContextHTTPDescription{
				Method: r.Method, Path: path, Protocol: "HTTP/1.1", SourceIP: "192.0.2.10", UserAgent: "recorded",
			},
		},
	}
	if q.Ask != "" {
		asked, _ := url.ParseQuery(q.Ask)
		e.RawQueryString, e.QueryStringParameters = q.Ask, map[string]string{}
		for name := range asked {
			e.QueryStringParameters[name] = asked.Get(name)
		}
	}
	maps.Copy(e.Headers, q.Headers)
	e.Cookies = q.Cookies
	if q.By.ID != "" {
		e.Headers["authorization"] = "Bearer " + q.By.Token()
	}
	if q.Body != nil {
		e.Headers["content-type"], e.Body = "application/json", encode(q.Body)
	}
	return e
}

// ScheduledEvent is the clock's, at an instant.
func ScheduledEvent(at time.Time) events.EventBridgeEvent {
	return events.EventBridgeEvent{
		Version: "0", ID: "recorded-due-sweep " + at.Format(time.RFC3339), DetailType: "Scheduled Event", Source: "aws.events",
		AccountID: "000000000000", Time: at, Region: region, Resources: []string{}, Detail: json.RawMessage("{}"),
	}
}

// ReturnedEvent is the mail service's, of the mail of a notice that came back from
// an address.
func ReturnedEvent(end mailbox.Outcome, n id.Notice, to string) events.EventBridgeEvent {
	raw := mailbox.Returned(mailbox.Sent{
		Caller: caller.Caller{Function: "outbox-mail"}, ID: "recorded-mail", From: "no-reply@valetkey.example", To: []string{to},
		Tags: map[string]string{"notice": string(n)}, Ends: end,
	}, fmt.Sprintf("recorded-%s-%s", end, n), T0)
	var e events.EventBridgeEvent
	if err := json.Unmarshal(raw, &e); err != nil {
		panic(err) // the tests' own values
	}
	return e
}

// StreamEvent is a batch of stream records, one for each order, as they come
// through the filter of a door.
func StreamEvent(door change.Door, orders ...change.Order) events.DynamoDBEvent {
	var out events.DynamoDBEvent
	for i, o := range orders {
		pk, sk := orderKey(o)
		keys := map[string]events.DynamoDBAttributeValue{"PK": events.NewStringAttribute(pk), "SK": events.NewStringAttribute(sk)}
		image := map[string]events.DynamoDBAttributeValue{
			"PK": keys["PK"], "SK": keys["SK"], "id": events.NewStringAttribute(sk), "door": events.NewStringAttribute(string(door)),
		}
		out.Records = append(out.Records, events.DynamoDBEventRecord{
			EventID: fmt.Sprintf("recorded-outbox-%s-%d", door, i+1), EventName: "INSERT", EventSource: "aws:dynamodb", EventVersion: "1.1",
			AWSRegion: region, EventSourceArn: "arn:aws:dynamodb:" + region + ":000000000000:table/valetkey/stream/2026-03-01T00:00:00.000",
			Change: events.DynamoDBStreamRecord{
				ApproximateCreationDateTime: events.SecondsEpochTime{Time: T0}, Keys: keys, NewImage: image,
				SequenceNumber: fmt.Sprintf("%021d", i+1), SizeBytes: 200, StreamViewType: "NEW_IMAGE",
			},
		})
	}
	return out
}

// WakeEvent is the state machine's, at an instant of a request's period.
func WakeEvent(q id.Request, at time.Time) workflow.Wake {
	return workflow.Wake{Input: workflow.Input{V: workflow.Version, Request: q}, At: at}
}

// The delivery that the recorded event of webhook-send is about. The story has no
// such: a test keeps it with the hook it wants.
var (
	DueHook     = id.New[id.Webhook](T0, "the recorded hook", 0)
	DueDelivery = id.New[id.Delivery](T0, "the recorded delivery", 0)
)

// DueEvent is the event bus's, when a delivery of an organization's is due for the
// nth time.
func DueEvent(o id.Organization, h id.Webhook, d id.Delivery, try int, at time.Time) events.EventBridgeEvent {
	return events.EventBridgeEvent{
		Version: "0", ID: fmt.Sprintf("recorded-%s-%d-%s", d, try, at.Format(time.RFC3339)), DetailType: bus.DeliveryDue, Source: bus.Source,
		AccountID: "000000000000", Time: at, Region: region, Resources: []string{},
		Detail: json.RawMessage(encode(bus.Due{V: bus.Version, Organization: o, Hook: h, Delivery: d, Try: try})),
	}
}

// orderKey is where an order lies: shared/table pins the same.
func orderKey(o change.Order) (pk, sk string) {
	h := fnv.New32a()
	h.Write([]byte(o.ID))
	return fmt.Sprintf("OUT#%s#%d", o.At.UTC().Format("2006-01-02T15"), h.Sum32()%table.Shards), string(o.ID)
}

// Generate is the recorded event of every route and worker, by its name.
func Generate() (map[string][]byte, error) {
	all := map[string]any{}
	for _, r := range api.Routes {
		all[r.Name] = Event(r, Asked(r))
	}
	for _, w := range api.Workers {
		switch {
		case w.Name == "outbox-mail":
			all[w.Name] = StreamEvent(change.Mail, FayOrder)
		case w.Name == "outbox-drive":
			all[w.Name] = StreamEvent(change.Drive, ForgetOrder)
		case w.Every > 0:
			all[w.Name] = ScheduledEvent(T0)
		case w.Machine:
			all[w.Name] = WakeEvent(OpenRequest, T0.Add(time.Hour))
		case w.Hooks:
			all[w.Name] = DueEvent(BlueHarbor, DueHook, DueDelivery, 1, T0)
		case w.Bounces:
			all[w.Name] = ReturnedEvent(mailbox.Bounced, FayNotice, FayEmail)
		default:
			return nil, fmt.Errorf("nothing says what the worker %s is sent", w.Name)
		}
	}
	out := map[string][]byte{}
	for name, e := range all {
		raw, err := Written(e)
		if err != nil {
			return nil, fmt.Errorf("the event of %s: %w", name, err)
		}
		out[name] = raw
	}
	return out, nil
}

// Written is an event as its file has it.
func Written(event any) ([]byte, error) {
	raw, err := json.Marshal(event)
	if err != nil {
		return nil, err
	}
	var fields map[string]any
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if err := dec.Decode(&fields); err != nil {
		return nil, err
	}
	if c, ok := fields["requestContext"].(map[string]any); ok {
		delete(c, "authentication") // AWS has it only with mutual TLS
		delete(c, "authorizer")
	}
	out, err := json.MarshalIndent(fields, "", "  ")
	return append(out, '\n'), err
}

// Recorded is a recorded event, read from its file.
func Recorded[E any](name string) (E, error) {
	var e E
	root, err := Root()
	if err != nil {
		return e, err
	}
	raw, err := os.ReadFile(filepath.Join(root, "events", name+".json"))
	if err != nil {
		return e, err
	}
	return e, json.Unmarshal(raw, &e)
}

func encode(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err) // the tests' own values
	}
	return string(raw)
}
