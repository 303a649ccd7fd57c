package lambda

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// arn is what a function is told its own name to be.
const arn = "arn:aws:lambda:us-east-1:000000000000:function:"

// runtimeAPI is the Lambda Runtime API, version 2018-06-01.
func (h *Host) runtimeAPI() http.Handler {
	mux := http.NewServeMux()
	const at = "/{process}/2018-06-01/runtime/"
	mux.HandleFunc("GET "+at+"invocation/next", h.of(next))
	mux.HandleFunc("POST "+at+"invocation/{request}/response", h.of(response))
	mux.HandleFunc("POST "+at+"invocation/{request}/error", h.of(functionError))
	mux.HandleFunc("POST "+at+"init/error", h.of(initError))
	return mux
}

func (h *Host) of(f func(*process, http.ResponseWriter, *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		p := h.processes[r.PathValue("process")]
		h.mu.Unlock()
		if p == nil {
			http.Error(w, `{"errorType":"InvalidRequest"}`, http.StatusForbidden)
			return
		}
		f(p, w, r)
	}
}

func next(p *process, w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	first := !p.asked
	p.asked = true
	free, last := !first && p.held, p.current
	if free {
		p.held, p.current = false, nil
	}
	p.mu.Unlock()
	if first {
		close(p.ready)
	}
	if free {
		p.pool.free(p)
	}
	if free && last != nil {
		close(last.over)
	}
	var c *call
	select {
	case c = <-p.work:
	case <-p.child.Done():
		return
	case <-r.Context().Done():
		return
	}
	head := w.Header()
	head.Set("Content-Type", "application/json")
	head.Set("Lambda-Runtime-Aws-Request-Id", c.request)
	head.Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(c.deadline.UnixMilli(), 10))
	head.Set("Lambda-Runtime-Invoked-Function-Arn", arn+p.pool.function.Name)
	head.Set("Lambda-Runtime-Trace-Id", fmt.Sprintf("Root=1-%08x-%x;Sampled=0", c.deadline.Unix(), random(12)))
	_, _ = w.Write(c.event)
	close(c.taken)
}

func response(p *process, w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, Largest))
	request := r.PathValue("request")
	result := Result{Request: request, Payload: body}
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		result = failure(request, "Function.ResponseSizeTooLarge", "Response payload size exceeded maximum allowed payload size (6291556 bytes).")
	case err != nil:
		return // the process died while it answered; its end says the rest
	case r.Trailer.Get("Lambda-Runtime-Function-Error-Type") != "":
		result = failure(request, r.Trailer.Get("Lambda-Runtime-Function-Error-Type"), "the answer broke off")
	}
	status := http.StatusAccepted
	if tooLarge != nil {
		status = http.StatusRequestEntityTooLarge
	}
	p.answer(w, result, status)
}

func functionError(p *process, w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, Largest))
	if err != nil {
		return
	}
	p.answer(w, Result{Request: r.PathValue("request"), Payload: body, Failed: true}, http.StatusAccepted)
}

func initError(p *process, w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, Largest))
	if err != nil {
		return
	}
	p.mu.Lock()
	p.initErr = body
	p.mu.Unlock()
	accepted(w, http.StatusAccepted)
}

// answer hands a call's outcome to its caller, once.
func (p *process) answer(w http.ResponseWriter, r Result, status int) {
	p.mu.Lock()
	c := p.current
	valid := c != nil && c.request == r.Request && !p.answered
	if valid {
		p.answered = true
	}
	p.mu.Unlock()
	if !valid {
		http.Error(w, `{"errorType":"InvalidRequestID"}`, http.StatusBadRequest)
		return
	}
	c.result <- r
	accepted(w, status)
}

func accepted(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, `{"status":"OK"}`)
}

func newRequestID() string {
	b := random(16)
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // crypto/rand.Read never fails
	return b
}
