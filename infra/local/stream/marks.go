package stream

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"sync"
)

// marks are the checkpoints: how far each consumer has dealt with each shard.
type marks struct {
	file string
	mu   sync.Mutex
	kept keptMarks
}

type keptMarks struct {
	Stream string                       `json:"stream"`
	Marks  map[string]map[string]string `json:"marks"` // consumer, shard: sequence number
}

// loadMarks reads the checkpoints; those of another stream (the table was made
// anew) are dropped.
func loadMarks(file, stream string) (*marks, error) {
	m := &marks{file: file}
	if file != "" {
		raw, err := os.ReadFile(file)
		if err == nil {
			err = json.Unmarshal(raw, &m.kept)
		}
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
	}
	if m.kept.Stream != stream || m.kept.Marks == nil {
		m.kept = keptMarks{Stream: stream, Marks: map[string]map[string]string{}}
	}
	return m, nil
}

func (m *marks) at(consumer, shard string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.kept.Marks[consumer][shard]
}

// oldest is where reading a shard begins: where the slowest consumer is.
func (m *marks) oldest(shard string, all []*consumer) string {
	oldest := ""
	for i, c := range all {
		if at := m.at(c.Name, shard); i == 0 || later(oldest, at) {
			oldest = at
		}
	}
	return oldest
}

func (m *marks) set(consumer, shard, sequence string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept.Marks[consumer] == nil {
		m.kept.Marks[consumer] = map[string]string{}
	}
	m.kept.Marks[consumer][shard] = sequence
	if m.file == "" {
		return nil
	}
	raw, err := json.Marshal(m.kept)
	if err != nil {
		return err
	}
	if err := os.WriteFile(m.file+".new", raw, 0o600); err != nil {
		return err
	}
	return os.Rename(m.file+".new", m.file)
}

// later reports whether sequence number a is after b. They are decimal numbers
// too large for an integer; "" is before all.
func later(a, b string) bool {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	if len(a) != len(b) {
		return len(a) > len(b)
	}
	return a > b
}
