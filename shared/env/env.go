// Package env reads what a function is configured with: only at start, and
// failing there by name.
package env

import (
	"context"
	"log"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// Must is the value of a required variable; without it the function does not start.
func Must(name string) string {
	v := os.Getenv(name)
	if v == "" {
		log.Fatalf("the environment variable %s is needed and not set", name)
	}
	return v
}

// AWS is the configuration for one AWS service, made by hand from what Lambda
// sets: the default chain would look in places a function has none of, and take
// milliseconds of every cold start. service is as in AWS_ENDPOINT_URL_<SERVICE>,
// the SDK's own variable for another address.
func AWS(service string) aws.Config {
	cfg := aws.Config{
		Region: Must("AWS_REGION"),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{
				AccessKeyID:     os.Getenv("AWS_ACCESS_KEY_ID"),
				SecretAccessKey: os.Getenv("AWS_SECRET_ACCESS_KEY"),
				SessionToken:    os.Getenv("AWS_SESSION_TOKEN"),
				Source:          "environment",
			}, nil
		}),
	}
	if u := os.Getenv("AWS_ENDPOINT_URL_" + strings.ToUpper(service)); u != "" {
		cfg.BaseEndpoint = aws.String(u)
	}
	return cfg
}
