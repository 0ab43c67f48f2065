// Pieces of an OpenAPI document, for the `openapi.ts` of every back end.

/** A body of one schema. */
export const jsonContent = (schema: object) => ({
  'application/json': { schema },
});

/** An object whose properties are all there, except those that end in `?`; others are refused. */
export function exactly(properties: Record<string, object>) {
  const names = Object.keys(properties);
  return {
    type: 'object',
    additionalProperties: false,
    required: names.filter(name => !name.endsWith('?')),
    properties: Object.fromEntries(
      names.map(name => [name.replace(/\?$/, ''), properties[name]]),
    ),
  };
}

/** The same for answers, where properties may be added later. */
export function object(properties: Record<string, object>) {
  const { additionalProperties, ...rest } = exactly(properties);
  return rest;
}

export const text = { type: 'string' };
export const integer = { type: 'integer' };
export const number = { type: 'number' };
export const flag = { type: 'boolean' };
export const time = { type: 'string', format: 'date-time' };
export const nullableNumber = { type: ['number', 'null'] };
export const nullableTime = { type: ['string', 'null'], format: 'date-time' };
export const list = (items: object) => ({ type: 'array', items });
export const entityRef = { type: 'string', minLength: 3, maxLength: 300 };
/** A time in a request, checked by the handler, which names the field. */
export const timeInput = { type: 'string', minLength: 10, maxLength: 40 };

const entityName = { type: 'string', minLength: 1, maxLength: 63 };

/** A parameter of the path. */
export const inPath = (
  name: string,
  schema: object = { type: 'string', minLength: 1, maxLength: 120 },
) => ({ name, in: 'path', required: true, schema });

/** An optional parameter of the query. */
export const inQuery = (
  name: string,
  schema: object,
  description?: string,
) => ({
  name,
  in: 'query',
  required: false,
  // Refs and times have colons and slashes.
  allowReserved: true,
  schema,
  description,
});

/** A parameter that may come several times. */
export const inQueryMany = (
  name: string,
  items: object,
  description?: string,
) => ({
  ...inQuery(name, { type: 'array', items, maxItems: 100 }, description),
  style: 'form',
  explode: true,
});

/** The workload in the path. */
export const workloadInPath = [
  inPath('namespace', entityName),
  inPath('name', entityName),
];

/** `limit` and `offset`. */
export const paging = (maximum: number) => [
  inQuery('limit', { type: 'integer', minimum: 1, maximum }),
  inQuery('offset', { type: 'integer', minimum: 0, maximum: 1_000_000 }),
];

/** The one good answer of a route. */
export const answer = (description: string, schema: object) => ({
  200: { description, content: jsonContent(schema) },
});

/** A required body. */
export const body = (schema: object) => ({
  required: true,
  content: jsonContent(schema),
});

/** Whether the caller may do something, and if not, why. */
export const may = object({ allowed: flag, 'reason?': text });
