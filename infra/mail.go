package main

import (
	"fmt"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsses"
	"github.com/aws/jsii-runtime-go"
)

// addMail makes the identity that mail is sent as. Its configuration set is the
// identity's default, so a sender need not know its name.
//
// Nothing watches the reader: SES would rewrite links and add a pixel only for
// somebody who listens for clicks and opens (an event destination, or the
// engagement metrics), and a rewritten link would carry its token past others.
func (h *house) addMail() {
	if h.set.reserved() {
		awscdk.Annotations_Of(h.stack).AddWarningV2(jsii.String("valetkey:domain"), jsii.String(
			"mail would be sent as "+h.set.Domain+", which nobody can own: deploy with -c domain=... and -c mailFrom=...",
		))
	}
	set := awsses.NewCfnConfigurationSet(h.stack, jsii.String("MailSet"), &awsses.CfnConfigurationSetProps{
		Name: jsii.String(h.set.Name),
		// A mail holds a link that identifies: better not delivered than in the clear.
		DeliveryOptions:    &awsses.CfnConfigurationSet_DeliveryOptionsProperty{TlsPolicy: jsii.String("REQUIRE")},
		ReputationOptions:  &awsses.CfnConfigurationSet_ReputationOptionsProperty{ReputationMetricsEnabled: jsii.Bool(true)},
		SuppressionOptions: &awsses.CfnConfigurationSet_SuppressionOptionsProperty{SuppressedReasons: jsii.Strings("BOUNCE", "COMPLAINT")},
		VdmOptions: &awsses.CfnConfigurationSet_VdmOptionsProperty{
			DashboardOptions: &awsses.CfnConfigurationSet_DashboardOptionsProperty{EngagementMetrics: jsii.String("DISABLED")},
		},
	})
	// What SES tells of a mail: only that it came back, was marked as spam or was
	// not sent at all. Who is told is the rule's matter (addBounces).
	awsses.NewCfnConfigurationSetEventDestination(h.stack, jsii.String("MailReturns"), &awsses.CfnConfigurationSetEventDestinationProps{
		ConfigurationSetName: set.Ref(),
		EventDestination: &awsses.CfnConfigurationSetEventDestination_EventDestinationProperty{
			Name: jsii.String("returns"), Enabled: jsii.Bool(true), MatchingEventTypes: jsii.Strings("BOUNCE", "COMPLAINT", "REJECT"),
			EventBridgeDestination: &awsses.CfnConfigurationSetEventDestination_EventBridgeDestinationProperty{
				EventBusArn: sub("arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default"), // SES takes no other
			},
		},
	})
	identity := awsses.NewCfnEmailIdentity(h.stack, jsii.String("MailIdentity"), &awsses.CfnEmailIdentityProps{
		EmailIdentity: jsii.String(h.set.Domain),
		ConfigurationSetAttributes: &awsses.CfnEmailIdentity_ConfigurationSetAttributesProperty{
			ConfigurationSetName: set.Ref(),
		},
	})
	records := [][2]*string{
		{identity.AttrDkimDnsTokenName1(), identity.AttrDkimDnsTokenValue1()},
		{identity.AttrDkimDnsTokenName2(), identity.AttrDkimDnsTokenValue2()},
		{identity.AttrDkimDnsTokenName3(), identity.AttrDkimDnsTokenValue3()},
	}
	for i, r := range records {
		h.output(fmt.Sprintf("MailRecord%d", i+1), "A DNS record to make in "+h.set.Domain+" before mail goes out",
			jsii.String(*r[0]+" CNAME "+*r[1]))
	}
}
