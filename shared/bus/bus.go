// Package bus puts events on the EventBridge bus of the stack. It knows none of
// them: a detail is whatever its caller says.
package bus
