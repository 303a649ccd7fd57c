package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/jsii-runtime-go"
)

// addTable makes the table that shared/table.Definition describes (a test
// compares the two) and what only AWS has: its own key, point-in-time recovery,
// and a life longer than the stack's.
func (h *house) addTable() {
	var attributes []any
	for _, name := range []string{"PK", "SK", "thingPK", "thingSK", "actorPK", "actorSK"} {
		attributes = append(attributes, &awsdynamodb.CfnTable_AttributeDefinitionProperty{
			AttributeName: jsii.String(name), AttributeType: jsii.String("S"),
		})
	}
	h.table = awsdynamodb.NewCfnTable(h.stack, jsii.String("Table"), &awsdynamodb.CfnTableProps{
		BillingMode:          jsii.String("PAY_PER_REQUEST"),
		AttributeDefinitions: attributes,
		KeySchema:            keySchema("PK", "SK"),
		GlobalSecondaryIndexes: []any{
			index("by-thing", "thingPK", "thingSK"),
			index("by-actor", "actorPK", "actorSK"),
		},
		StreamSpecification:     &awsdynamodb.CfnTable_StreamSpecificationProperty{StreamViewType: jsii.String("NEW_IMAGE")},
		TimeToLiveSpecification: &awsdynamodb.CfnTable_TimeToLiveSpecificationProperty{AttributeName: jsii.String("ttl"), Enabled: jsii.Bool(true)},
		PointInTimeRecoverySpecification: &awsdynamodb.CfnTable_PointInTimeRecoverySpecificationProperty{
			PointInTimeRecoveryEnabled: jsii.Bool(true),
		},
		SseSpecification: &awsdynamodb.CfnTable_SSESpecificationProperty{
			SseEnabled: jsii.Bool(true), SseType: jsii.String("KMS"), KmsMasterKeyId: h.addTableKey().AttrArn(),
		},
		DeletionProtectionEnabled: jsii.Bool(true),
	})
	kept(h.table)
	h.output("TableName", "The table", h.table.Ref())
}

func keySchema(hash, sort string) []any {
	return []any{
		&awsdynamodb.CfnTable_KeySchemaProperty{AttributeName: jsii.String(hash), KeyType: jsii.String("HASH")},
		&awsdynamodb.CfnTable_KeySchemaProperty{AttributeName: jsii.String(sort), KeyType: jsii.String("RANGE")},
	}
}

func index(name, hash, sort string) any {
	return &awsdynamodb.CfnTable_GlobalSecondaryIndexProperty{
		IndexName: jsii.String(name), KeySchema: keySchema(hash, sort),
		Projection: &awsdynamodb.CfnTable_ProjectionProperty{ProjectionType: jsii.String("ALL")},
	}
}
