import Ajv from 'ajv/dist/2020';

interface Operation {
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

const ajv = new Ajv({ strict: false });
ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/);
ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);

/**
 * Checks an answer against the OpenAPI document: what it requires is there, and
 * nothing is there that it does not describe.
 *
 * @param document - OpenAPI 3.1, of the plugin that answers.
 * @param route - such as `GET /affected`.
 * @throws Error that says what does not fit.
 */
export function checkAnswer(
  document: { paths: object },
  route: string,
  status: number,
  body: unknown,
) {
  const [method, path] = route.split(' ');
  const paths = document.paths as Record<string, Record<string, Operation>>;
  const operation = paths[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`No route ${route} in the document`);
  const response = operation.responses[status];
  if (!response) throw new Error(`${route}: status ${status} not in it`);
  const schema = response.content?.['application/json']?.schema;
  if (!schema) return;
  const validate = ajv.compile(closed(schema) as object);
  if (!validate(body)) {
    throw new Error(`${route}: ${JSON.stringify(validate.errors)}`);
  }
}

/** A schema that lets nothing through which it does not name. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closed(value)]),
  );
  return 'properties' in parts
    ? { additionalProperties: false, ...parts }
    : parts;
}
