package gateway

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
)

// reply is a function's answer in payload format 2.0.
type reply struct {
	StatusCode      *int                       `json:"statusCode"`
	Headers         map[string]json.RawMessage `json:"headers"`
	Cookies         []string                   `json:"cookies"`
	Body            json.RawMessage            `json:"body"`
	IsBase64Encoded bool                       `json:"isBase64Encoded"`
}

// answer writes a function's answer. Without a statusCode API Gateway takes the
// whole payload for the body of a 200 in JSON.
func answer(w http.ResponseWriter, method string, payload []byte) {
	if !json.Valid(payload) {
		refuse(w, http.StatusInternalServerError, "Internal Server Error")
		return
	}
	var r reply
	isObject := bytes.HasPrefix(bytes.TrimSpace(payload), []byte("{"))
	err := json.Unmarshal(payload, &r)
	if !isObject || err == nil && r.StatusCode == nil {
		inferred(w, payload)
		return
	}
	body, ok := r.body()
	if err != nil || !ok || *r.StatusCode < 200 || *r.StatusCode > 599 {
		refuse(w, http.StatusInternalServerError, "Internal Server Error")
		return
	}
	h := w.Header()
	for name, value := range r.Headers {
		h.Set(name, text(value))
	}
	for _, c := range r.Cookies {
		h.Add("Set-Cookie", c)
	}
	if h.Get("Content-Type") == "" && len(body) > 0 {
		h.Set("Content-Type", "text/plain;charset=UTF-8")
	}
	if method != http.MethodHead {
		h.Set("Content-Length", strconv.Itoa(len(body)))
	}
	w.WriteHeader(*r.StatusCode)
	_, _ = w.Write(body)
}

// inferred answers with what is not an answer: a JSON string as its text, and
// all else as it is.
func inferred(w http.ResponseWriter, payload []byte) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, text(payload))
}

func (r reply) body() ([]byte, bool) {
	if len(r.Body) == 0 || string(r.Body) == "null" {
		return nil, true
	}
	t := text(r.Body)
	if !r.IsBase64Encoded {
		return []byte(t), true
	}
	b, err := base64.StdEncoding.DecodeString(t)
	return b, err == nil
}

// text is a JSON string's text, or any other JSON as it is written.
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}
