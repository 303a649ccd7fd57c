package stack

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// running is what a stack writes into its folder while it runs, for the
// operator's command: another process.
type running struct {
	DynamoDB string `json:"dynamodb"` // the engine's address
}

const runningFile = "running.json"

func (s *Stack) announce(p *parts) error {
	raw, err := json.Marshal(running{DynamoDB: p.engine.URL()})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(s.options.Dir, runningFile), raw, 0o600)
}

// quiet ends what announce said. A stack that was killed does not; then nobody
// answers at the address.
func (s *Stack) quiet() { _ = os.Remove(filepath.Join(s.options.Dir, runningFile)) }

// Running is how to reach the table of the stack that runs on a folder, as the
// operator.
func Running(dir string) (aws.Config, error) {
	raw, err := os.ReadFile(filepath.Join(dir, runningFile))
	if errors.Is(err, os.ErrNotExist) {
		return aws.Config{}, errors.New("nothing runs on this machine: start it with make dev")
	}
	if err != nil {
		return aws.Config{}, err
	}
	var r running
	if err := json.Unmarshal(raw, &r); err != nil || r.DynamoDB == "" {
		return aws.Config{}, fmt.Errorf("%s is not a stack's", runningFile)
	}
	return config(r.DynamoDB), nil
}
