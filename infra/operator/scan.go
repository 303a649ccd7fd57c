package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/table"
)

// filter says which items of the table are wanted.
type filter struct {
	says          string
	names, values map[string]string
}

// row is an item as it is stored.
type row map[string]types.AttributeValue

// into reads a record out of it.
func (r row) into(record any) error {
	return attributevalue.UnmarshalMapWithOptions(r, record, func(o *attributevalue.DecoderOptions) { o.TagKey = "json" })
}

// scan reads the whole table and hands over what the filter lets through.
func (o operator) scan(ctx context.Context, f filter, each func(row) error) error {
	values := map[string]types.AttributeValue{}
	for name, v := range f.values {
		values[name] = &types.AttributeValueMemberS{Value: v}
	}
	pages := dynamodb.NewScanPaginator(o.db, &dynamodb.ScanInput{
		TableName: &o.name, ConsistentRead: aws.Bool(true), FilterExpression: &f.says,
		ExpressionAttributeNames: f.names, ExpressionAttributeValues: values,
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return o.unread(err)
		}
		for _, item := range page.Items {
			if err := each(item); err != nil {
				return err
			}
		}
	}
	return nil
}

// unread says why the table could not be read, where that is plain.
func (o operator) unread(err error) error {
	var absent *types.ResourceNotFoundException
	var unsent *smithyhttp.RequestSendError
	switch {
	case errors.As(err, &absent):
		return fmt.Errorf("there is no table %q in this account and region", o.name)
	case errors.As(err, &unsent):
		return fmt.Errorf("the table does not answer: %w", unsent.Err)
	}
	return err
}

func (o operator) allParked(ctx context.Context) ([]table.Order, error) {
	var out []table.Order
	err := o.scan(ctx, filter{
		says:  "begins_with(#pk, :out) AND #door = :parked",
		names: map[string]string{"#pk": "PK", "#door": "door"}, values: map[string]string{":out": "OUT#", ":parked": string(change.Parked)},
	}, func(item row) error {
		var p table.Order
		if err := item.into(&p); err != nil {
			return err
		}
		out = append(out, p)
		return nil
	})
	return out, err
}

// printed is what somebody typed, safe to show on a terminal.
func printed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) && !unicode.Is(unicode.Bidi_Control, r) {
			return r
		}
		return '?'
	}, s)
}
