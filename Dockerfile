FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -tags nodynamic -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /recto ./cmd/recto \
 && mkdir /data

# The program is static and writes to its data directory alone.
FROM scratch
COPY --from=build /recto /recto
COPY --from=build --chown=65532:65532 /data /data
COPY --from=build --chown=65532:65532 /data /tmp
USER 65532:65532
ENV RECTO_DATA=/data RECTO_LISTEN=:8080
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["/recto"]
CMD ["serve"]
