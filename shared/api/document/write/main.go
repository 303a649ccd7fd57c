// Write makes the OpenAPI document anew from the route table: go generate ./...
package main

import (
	"log"
	"os"

	"github.com/valetkey/valetkey/shared/api/document"
)

func main() {
	doc, err := document.Build()
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("openapi.json", doc, 0o644); err != nil {
		log.Fatal(err)
	}
}
