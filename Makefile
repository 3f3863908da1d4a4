# make run    build Recto and serve the demo library at http://localhost:8080
# make test   run every test, after installing what the tests need and lack
# make soak   kill the program a thousand times and look whether anything is lost
# make check  what must hold before a commit: format, vet, lint, races, imports, generated files

GO ?= go
VERSION ?= $(shell git describe --always --dirty 2>/dev/null || echo dev)
LDFLAGS = -s -w -X main.version=$(VERSION)

.PHONY: run build test check soak assets model demo browser clean

run: build
	bin/recto serve

# nodynamic: pictures are encoded by the library that is built in, not by whatever the machine has.
build:
	CGO_ENABLED=0 $(GO) build -tags nodynamic -trimpath -ldflags '$(LDFLAGS)' -o bin/recto ./cmd/recto

test: browser web/node_modules
	$(GO) test -timeout 30m ./...

check:
	@echo "format"; out=$$($(GO) tool gofumpt -l cmd internal web corpus migrations); test -z "$$out" || { echo "not formatted (run: go tool gofumpt -w .):"; echo "$$out"; exit 1; }
	@echo "vet"; $(GO) vet ./...
	@echo "lint"; $(GO) tool staticcheck ./...
	@echo "generated files"; $(GO) test -count=1 -run 'Current' ./web/...
	@echo "races, short tests"; $(GO) test -race -short -timeout 30m ./...

# Kill the program a thousand times at random moments and look whether anything is lost; an hour or so.
soak: ; $(GO) test ./cmd/recto -run TestSoak -kills 1000 -timeout 4h -v

# What is generated and committed.
assets: ; $(GO) run ./web/build
demo:   ; $(GO) run ./corpus/demo/make
model:  ; $(GO) run ./internal/language/build

# The browser tests want Debian's Chromium and the axe-core rules.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then apt-get update -q && apt-get install -y -q chromium; \
	  else echo "The browser tests need Chromium: install the package 'chromium' (sudo apt-get install chromium). They are skipped without it."; fi; }

web/node_modules: web/package-lock.json
	cd web && npm ci --no-audit --no-fund --silent
	@touch $@

clean:
	rm -rf bin web/node_modules
