# Everything is done from here. `make` alone prints the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash

STORY ?=
NAME  ?=
CMD   ?=
LOCAL := go run ./infra/local
APP   := functions/console/app
BUILD := CGO_ENABLED=0 go build -tags lambda.norpc -trimpath -ldflags '-s -w'

.PHONY: help
help: ## print this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## install what is needed: npm packages from lock files, Debian packages when root
	@$(LOCAL) setup

.PHONY: demo
demo: page ## play the stories on a fresh local stack (STORY=delegation for one)
	@$(LOCAL) demo $(STORY)

.PHONY: dev
dev: page ## run the product on this machine, with page and mailbox; rebuilds what changes
	@$(LOCAL) dev

.PHONY: test
test: build lint ## run everything that is tested
	@node --test $(APP)/test/alone/*.test.mjs > dist/alone.txt || { cat dist/alone.txt; exit 1; }; grep '^# the landing' dist/alone.txt
	@$(call beside,npm test --silent --prefix $(APP),go run ./infra/local/tests -count=1 -vet=off -p 3 -timeout 15m ./...)

# beside: runs $(1) while $(2) runs, shows what it said after that, and fails if
# either does. The web client's tests mostly wait for a browser, and what lint has
# vetted need not be vetted again.
define beside
mkdir -p dist; $(1) > dist/beside.txt 2>&1 & first=$$!; trap "kill $$first 2> /dev/null" EXIT; \
	$(2); second=$$?; wait $$first; first=$$?; cat dist/beside.txt; exit $$((first | second))
endef

.PHONY: build
build: page functions ## build the web client and every function

PAGE := functions/console/dist/index.html
EXTENSION := functions/console/dist/valetkey-extension.zip

.PHONY: page
page: setup $(PAGE) $(EXTENSION) ## build the web client, and the extension, into what functions/console embeds

$(PAGE): $(shell find $(APP)/src $(APP)/public $(APP)/*.* -type f ! -name generated.d.ts 2>/dev/null) shared/api/document/openapi.json
	@npm run build --silent --prefix $(APP)

# The extension is for the console at one origin: VALETKEY_ORIGIN, which no file's date tells of.
$(EXTENSION): $(PAGE) $(shell find functions/console/extension -type f ! -path '*/test/*' 2>/dev/null) $(if $(VALETKEY_ORIGIN),always)
	@npm run extension --silent --prefix $(APP)
	@go run ./infra/zip dist/extension dist/valetkey-extension.zip $(EXTENSION)

.PHONY: always
always:

.PHONY: pages
pages: page ## write a picture of every page to dist/pages, desktop and phone, light and dark (SCENE=vault for some)
	@rm -rf dist/pages; node $(APP)/test/pictures.mjs dist/pages

.PHONY: functions
functions: ## build every function for this machine into dist/functions
	@$(call binaries,dist/functions,)

# binaries: $(1) the folder they go to, $(2) the environment of the build
define binaries
mkdir -p $(1)/.made && $(2) $(BUILD) -o $(1)/.made/ ./functions/... && for f in functions/*/; do \
	n=$$(basename $$f); cmp -s $(1)/.made/$$n $(1)/$$n/bootstrap || install -D $(1)/.made/$$n $(1)/$$n/bootstrap; done
endef

.PHONY: route
route: ## write a new route's folder and event from its row: NAME=credential-reveal
	@go run ./infra/route new $(NAME)

.PHONY: routes
routes: ## print the routes by noun, with who may knock
	@go run ./infra/route list

.PHONY: call
call: setup ## send a recorded event to the real function: NAME=credential-launch
	@$(LOCAL) call $(NAME)

.PHONY: operator
operator: ## what waits for whoever runs this: CMD="held", "release ORG", "parked", "unpark ORDER" (CMD="-local held": of make dev)
	@go run ./infra/operator $(CMD)

.PHONY: synth
synth: page ## write the stack's template to cdk.out; needs no account
	@$(call binaries,dist/lambda,GOOS=linux GOARCH=arm64)
	@go run ./infra

.PHONY: deploy
deploy: synth ## deploy the stack to the account of the AWS credentials at hand
	@npx --yes aws-cdk@2.1031.0 deploy

.PHONY: bench
bench: functions ## sizes and cold starts, what a request's life takes in units and USD, the vault at 100,000
	@$(LOCAL) bench
	@$(call measure,WhateverThereIsBeside,vault-list,-beside 100000)
	@$(call measure,RarestWordMatches,vault-search,-beside 100000)
	@$(call measure,ALargeFile,import-rows,-rows 50000)
	@$(call measure,ALongRecord,audit-export,-lines 100000)

# measure: runs the claim named $(1) of function $(2) at the size it is made for
measure = go run ./infra/local/tests -count=1 -v -timeout 60m -run $(1) ./functions/$(2) -args $(3)

.PHONY: mutants
mutants: ## plant wrong edits in the rules, one at a time, and see the tests catch each
	@go run ./infra/mutants

.PHONY: generate
generate: ## write what is generated: the OpenAPI document, the recorded events
	@go generate ./...

.PHONY: fmt
fmt: ## format the Go code
	@go tool gofumpt -w $$(git ls-files '*.go')

.PHONY: lint
lint: ## vet, staticcheck, formatting, and the web client's types
	@go vet ./...
	@go tool staticcheck ./...
	@out=$$(go tool gofumpt -l $$(git ls-files '*.go')); [ -z "$$out" ] || { echo "not formatted (make fmt): $$out"; exit 1; }
	@npm run lint --silent --prefix $(APP)

.PHONY: clean
clean: ## remove what was built and the local state
	@rm -rf dist cdk.out .local functions/console/dist/assets functions/console/dist/index.html
