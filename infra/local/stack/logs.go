package stack

import "path/filepath"

// Logs is the folder that holds what every part and function wrote.
func (s *Stack) Logs() string { return filepath.Join(s.options.Dir, "log") }
