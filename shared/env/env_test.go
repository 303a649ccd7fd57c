package env_test

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/env"
)

// TestMain is also the function that starts without what it needs.
func TestMain(m *testing.M) {
	if name := os.Getenv("ENV_TEST_MUST"); name != "" {
		_, _ = os.Stdout.WriteString("it starts with " + env.Must(name))
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestAFunctionWithoutAVariableDoesNotStartAndSaysWhich(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for given, starts := range map[string]bool{"TABLE=valetkey": true, "TABLE=": false, "OTHER=x": false} {
		cmd := exec.Command(self)
		cmd.Env = []string{"ENV_TEST_MUST=TABLE", given}
		var out, says bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &says
		err := cmd.Run()
		if (err == nil) != starts || starts && out.String() != "it starts with valetkey" || !starts && !strings.Contains(says.String(), "TABLE") {
			t.Errorf("%s: %v, %q, %q", given, err, out.String(), says.String())
		}
	}
}

func TestTheConfigurationIsWhatLambdaSetsAndNothingElse(t *testing.T) {
	for name, value := range map[string]string{
		"AWS_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "key", "AWS_SESSION_TOKEN": "token",
		"AWS_ENDPOINT_URL_KMS": "http://127.0.0.1:1", "AWS_PROFILE": "somebody", "AWS_ENDPOINT_URL": "http://127.0.0.1:2",
	} {
		t.Setenv(name, value)
	}
	kms, ses := env.AWS("kms"), env.AWS("sesv2")
	if kms.Region != "eu-central-1" || kms.BaseEndpoint == nil || *kms.BaseEndpoint != "http://127.0.0.1:1" || ses.BaseEndpoint != nil {
		t.Errorf("%q, %v, %v", kms.Region, kms.BaseEndpoint, ses.BaseEndpoint)
	}
	t.Setenv("AWS_SESSION_TOKEN", "newer") // read anew each time: nothing is kept from start
	got, err := kms.Credentials.Retrieve(t.Context())
	if err != nil || got.AccessKeyID != "AKID" || got.SecretAccessKey != "key" || got.SessionToken != "newer" {
		t.Errorf("%s, %v", got.AccessKeyID, err)
	}
}
