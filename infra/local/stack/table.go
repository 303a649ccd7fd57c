package stack

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/table"
)

// DB reaches the table as the operator, past the proxy: nothing is refused,
// counted or held there.
func (s *Stack) DB() *dynamodb.Client { return s.clientOf(s.part().engine) }

// Config is the operator's configuration for DynamoDB, past the proxy.
func (s *Stack) Config() aws.Config { return config(s.part().engine.URL()) }

// Keys reaches the KMS endpoint as the operator: nothing is refused there.
func (s *Stack) Keys() *envelope.Keys {
	return envelope.New(config(s.part().kms.URL()), s.part().kms.ARN())
}

func (s *Stack) clientOf(e *dynamo.Engine) *dynamodb.Client {
	return dynamodb.NewFromConfig(config(e.URL()), func(o *dynamodb.Options) { o.DisableValidateResponseChecksum = true })
}

func config(endpoint string) aws.Config {
	key, err := caller.Key(caller.Operator)
	if err != nil {
		panic(err) // the operator's name is a constant
	}
	return aws.Config{
		Region: Region, BaseEndpoint: aws.String(endpoint),
		Credentials: credentials.NewStaticCredentialsProvider(key, caller.Secret, ""),
	}
}

// makeTable makes the table unless a run before has.
func makeTable(ctx context.Context, db *dynamodb.Client) error {
	_, err := db.CreateTable(ctx, table.Definition(Table))
	var there *types.ResourceInUseException
	if errors.As(err, &there) {
		return nil
	}
	if err != nil {
		return err
	}
	wait := dynamodb.NewTableExistsWaiter(db, func(o *dynamodb.TableExistsWaiterOptions) { o.MinDelay = 20 * time.Millisecond })
	if err := wait.Wait(ctx, &dynamodb.DescribeTableInput{TableName: aws.String(Table)}, time.Minute); err != nil {
		return err
	}
	_, err = db.UpdateTimeToLive(ctx, &dynamodb.UpdateTimeToLiveInput{
		TableName:               aws.String(Table),
		TimeToLiveSpecification: &types.TimeToLiveSpecification{AttributeName: aws.String(table.TTLAttribute), Enabled: aws.Bool(true)},
	})
	return err
}
