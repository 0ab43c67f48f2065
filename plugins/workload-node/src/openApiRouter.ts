import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import { Router, json } from 'express';

type OpenApiDocument = Parameters<typeof createValidatedOpenApiRouter>[0];

/**
 * A router that checks every request against the document and serves it at
 * `/openapi.json`. A request that does not fit is answered with 400 and the
 * name of the parameter; a route missing from the document is not checked, so
 * every route belongs in it.
 *
 * Handlers get numbers and booleans in `request.query` as the document types
 * them.
 *
 * @param options.maxBodyBytes - of a request; 100,000 when absent.
 */
export function createOpenApiRouter(
  document: object,
  options: { maxBodyBytes?: number } = {},
): Router {
  return createValidatedOpenApiRouter(document as OpenApiDocument, {
    middleware: [json({ limit: options.maxBodyBytes ?? 100_000 })],
    validatorOptions: {
      validateRequests: {
        coerceTypes: true,
        allowUnknownQueryParameters: false,
      },
    },
  }) as unknown as Router;
}
