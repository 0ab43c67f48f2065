import Ajv from 'ajv/dist/2020';
import { openApiDocument } from '../router/openapi';

type Operation = {
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
};

const ajv = new Ajv({ strict: false });
ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/);
ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);

/**
 * Checks an answer against the OpenAPI document.
 *
 * @param route - such as `GET /credentials/{id}`.
 * @throws Error that says what does not fit.
 */
export function checkAnswer(route: string, status: number, body: unknown) {
  const [method, path] = route.split(' ');
  const paths = openApiDocument.paths as Record<
    string,
    Record<string, Operation>
  >;
  const operation = paths[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`No route ${route} in the document`);
  const response = operation.responses[status];
  if (!response) throw new Error(`${route}: status ${status} not in it`);
  const schema = response.content?.['application/json']?.schema;
  if (!schema) return;
  const validate = ajv.compile(schema);
  if (!validate(body)) {
    throw new Error(`${route}: ${ajv.errorsText(validate.errors)}`);
  }
}
