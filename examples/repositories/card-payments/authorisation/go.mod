module git.example.com/payments/authorisation

go 1.26

require (
	github.com/sony/gobreaker/v2 v2.3.0
	go.opentelemetry.io/otel v1.38.0
)
