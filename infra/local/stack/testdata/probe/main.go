// Probe is every function of the stack's own tests: over HTTP it writes an item
// as its body says; from the stream it mails whom an item names.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	ses "github.com/aws/aws-sdk-go-v2/service/sesv2/types"
)

type command struct {
	PK, To, Purpose string
	Alone           bool // write outside a transaction
	Times           int  // write that many items with orders
}

type function struct {
	db   *dynamodb.Client
	kms  *kms.Client
	mail *sesv2.Client
}

func (f function) handle(ctx context.Context, raw json.RawMessage) (any, error) {
	var stream events.DynamoDBEvent
	if err := json.Unmarshal(raw, &stream); err == nil && len(stream.Records) > 0 {
		return f.deliver(ctx, stream)
	}
	var e events.APIGatewayV2HTTPRequest
	if err := json.Unmarshal(raw, &e); err != nil || e.Version != "2.0" {
		return map[string]string{"clock": string(raw)}, nil
	}
	var c command
	if err := json.Unmarshal([]byte(e.Body), &c); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400, Body: err.Error()}, nil
	}
	if err := f.do(ctx, c); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 409, Body: err.Error()}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 201, Body: c.PK}, nil
}

func (f function) do(ctx context.Context, c command) error {
	if c.Purpose != "" {
		_, err := f.kms.GenerateDataKey(ctx, &kms.GenerateDataKeyInput{
			KeyId: aws.String(os.Getenv("ENVELOPE_KEY")), KeySpec: "AES_256",
			EncryptionContext: map[string]string{"purpose": c.Purpose, "organization": "o"},
		})
		if err != nil {
			return err
		}
	}
	item := map[string]types.AttributeValue{
		"PK": str(c.PK), "SK": str("x"), "door": str("mail"), "to": str(c.To),
	}
	table := aws.String(os.Getenv("TABLE"))
	if c.Alone {
		_, err := f.db.PutItem(ctx, &dynamodb.PutItemInput{TableName: table, Item: item})
		return err
	}
	_, err := f.db.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{
		TransactItems: []types.TransactWriteItem{{Put: &types.Put{TableName: table, Item: item}}},
	})
	return err
}

func (f function) deliver(ctx context.Context, e events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
	var out events.DynamoDBEventResponse
	for _, r := range e.Records {
		to := r.Change.NewImage["to"].String()
		if to == "crash@x.example" {
			return out, errors.New("poison")
		}
		if err := f.send(ctx, to); err != nil {
			out.BatchItemFailures = append(out.BatchItemFailures, events.DynamoDBBatchItemFailure{ItemIdentifier: r.Change.SequenceNumber})
		}
	}
	return out, nil
}

func (f function) send(ctx context.Context, to string) error {
	_, err := f.mail.SendEmail(ctx, &sesv2.SendEmailInput{
		FromEmailAddress: aws.String(os.Getenv("MAIL_FROM")), Destination: &ses.Destination{ToAddresses: []string{to}},
		Content: &ses.EmailContent{Simple: &ses.Message{
			Subject: &ses.Content{Data: aws.String("hello")},
			Body:    &ses.Body{Text: &ses.Content{Data: aws.String("text for " + to)}, Html: &ses.Content{Data: aws.String("<p>html")}},
		}},
	})
	return err
}

func str(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

func main() {
	cfg := func(endpoint string) aws.Config {
		return aws.Config{
			Region: os.Getenv("AWS_REGION"), BaseEndpoint: aws.String(os.Getenv(endpoint)), RetryMaxAttempts: 1,
			Credentials: credentials.NewStaticCredentialsProvider(os.Getenv("AWS_ACCESS_KEY_ID"), os.Getenv("AWS_SECRET_ACCESS_KEY"), os.Getenv("AWS_SESSION_TOKEN")),
		}
	}
	f := function{
		db: dynamodb.NewFromConfig(cfg("AWS_ENDPOINT_URL_DYNAMODB")), kms: kms.NewFromConfig(cfg("AWS_ENDPOINT_URL_KMS")),
		mail: sesv2.NewFromConfig(cfg("AWS_ENDPOINT_URL_SESV2")),
	}
	lambda.Start(f.handle)
}
