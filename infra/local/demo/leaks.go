package demo

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/infra/local/stack"
)

// nowhere looks for a text in every answer heard, every mail, every log and
// every item of the table: a secret is in none of them (promise 1).
func (t *telling) nowhere(text string) error {
	for _, answer := range t.heard {
		if strings.Contains(answer, text) {
			return fmt.Errorf("an answer holds it")
		}
	}
	mails, err := t.stack.Mailbox().Mails(t.ctx, "")
	if err != nil {
		return err
	}
	for _, m := range mails {
		if strings.Contains(m.Subject+m.Text+m.HTML, text) {
			return fmt.Errorf("the mail %q holds it", m.Subject)
		}
	}
	if err := t.notInLogs(text); err != nil {
		return err
	}
	return t.notInTable(text)
}

func (t *telling) notInLogs(text string) error {
	return filepath.WalkDir(t.stack.Logs(), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err == nil && bytes.Contains(raw, []byte(text)) {
			err = fmt.Errorf("the log %s holds it", d.Name())
		}
		return err
	})
}

func (t *telling) notInTable(text string) error {
	in := &dynamodb.ScanInput{TableName: aws.String(stack.Table)}
	for {
		out, err := t.stack.DB().Scan(t.ctx, in)
		if err != nil {
			return err
		}
		for _, item := range out.Items {
			for name, v := range item {
				if holds(v, text) {
					return fmt.Errorf("the table holds it, in an attribute named %s", name)
				}
			}
		}
		if out.LastEvaluatedKey == nil {
			return nil
		}
		in.ExclusiveStartKey = out.LastEvaluatedKey
	}
}

// holds looks into an attribute, however deep, and into bytes as they are.
func holds(v types.AttributeValue, text string) bool {
	switch v := v.(type) {
	case *types.AttributeValueMemberS:
		return strings.Contains(v.Value, text)
	case *types.AttributeValueMemberB:
		return bytes.Contains(v.Value, []byte(text))
	case *types.AttributeValueMemberL:
		return slices.ContainsFunc(v.Value, func(x types.AttributeValue) bool { return holds(x, text) })
	case *types.AttributeValueMemberM:
		for _, x := range v.Value {
			if holds(x, text) {
				return true
			}
		}
	}
	return false
}

// confirm is the body that confirms a sign-up.
func confirm(token, password string) map[string]string {
	return map[string]string{"token": token, "password": password, "carry": "bearer"}
}
