import Ajv, { ErrorObject, ValidateFunction } from 'ajv/dist/2019';

/** Continuations are opaque, and no part of what is published. */
const CONTINUATION = '$skiptoken';
const ID = 'published';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: object;
}

interface Operation {
  parameters: (Parameter | { $ref: string })[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content: Record<string, { schema: object }> }>;
}

interface Document {
  info: { version: string };
  paths: Record<string, Partial<Record<(typeof METHODS)[number], Operation>>>;
  components: { parameters?: Record<string, Parameter> };
}

/** A call and its answer. */
export interface Exchange {
  method: string;
  /** Decoded. */
  path: string;
  params: URLSearchParams;
  /** What was sent; of a call with a body. */
  sent?: unknown;
  status: number;
  body: unknown;
}

/** Validators of the schemas of a document, each made once. */
class Validators {
  readonly #ajv: Ajv;
  readonly #made = new Map<object, ValidateFunction>();

  constructor(document: object, coerceTypes: boolean) {
    this.#ajv = new Ajv({ strict: false, coerceTypes });
    this.#ajv.addFormat('int32', true);
    this.#ajv.addFormat('int64', true);
    this.#ajv.addFormat('duration', true);
    this.#ajv.addFormat('unixtime', { type: 'number', validate: n => n > 0 });
    this.#ajv.addFormat('base64url', /^[\w+/=-]*$/);
    // These have patterns of their own.
    this.#ajv.addFormat('date-time', true);
    this.#ajv.addFormat('uuid', true);
    this.#ajv.addSchema(document, ID);
  }

  errorsOf(what: string, schema: object, value: unknown): string[] {
    let validate = this.#made.get(schema);
    if (!validate) {
      validate = this.#ajv.compile({
        type: 'object',
        properties: { value: closed(schema, ID) },
      });
      this.#made.set(schema, validate);
    }
    if (validate({ value })) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }: ErrorObject) =>
        `${what} ${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }
}

/**
 * Holds calls and answers against an OpenAPI document, more strictly than it
 * says: fields that it does not know are held against an answer as well.
 */
export class PublishedApi {
  readonly #answers: Validators;
  /** Of a query all is text. */
  readonly #queries: Validators;
  readonly #parameters: Record<string, Parameter>;
  readonly #operations: {
    method: string;
    path: RegExp;
    operation: Operation;
  }[];

  /** @param document - OpenAPI 3.0 without references beyond itself. */
  constructor(document: unknown) {
    const { components, paths } = document as Document;
    const schema = closed(document) as object;
    this.#answers = new Validators(schema, false);
    this.#queries = new Validators(schema, true);
    this.#parameters = components.parameters ?? {};
    this.#operations = Object.entries(paths).flatMap(([path, item]) =>
      METHODS.flatMap(name => {
        const operation = item[name];
        const method = name.toUpperCase();
        return operation
          ? [{ method, path: pathPattern(path), operation }]
          : [];
      }),
    );
  }

  /** What is not as published, as sentences; none when all is. */
  contraventions(exchange: Exchange): string[] {
    const { method, path, status, body } = exchange;
    const found = this.#operations.find(
      one => one.method === method && one.path.test(path),
    );
    if (!found) return [`${method} ${path}: no such call`];
    const { requestBody, responses } = found.operation;
    const response = responses[status] ?? responses.default;
    if (!response) return [`${path}: no answer ${status}`];
    return [
      ...this.#ofParameters(found.operation, exchange),
      ...(requestBody
        ? this.#answers.errorsOf(
            `${path} is asked`,
            requestBody.content['application/json'].schema,
            exchange.sent,
          )
        : []),
      ...this.#answers.errorsOf(
        `${path} answers`,
        response.content['application/json'].schema,
        // What is sent, not what is held: without fields that are undefined.
        JSON.parse(JSON.stringify(body)),
      ),
    ];
  }

  #ofParameters({ parameters }: Operation, { path, params }: Exchange) {
    const known = parameters.map(one =>
      '$ref' in one ? this.#parameters[one.$ref.split('/').pop()!] : one,
    );
    const query = known.filter(one => one.in === 'query');
    const names = new Set([CONTINUATION, ...query.map(({ name }) => name)]);
    return [
      ...[...params.keys()]
        .filter(name => !names.has(name))
        .map(name => `${path}: no parameter ${name}`),
      ...query.flatMap(({ name, required, schema }) => {
        const given = params.get(name);
        if (given === null) {
          return required ? [`${path}: parameter ${name} is missing`] : [];
        }
        const isList = 'items' in schema;
        return this.#queries.errorsOf(
          `${path}: parameter ${name}`,
          schema,
          isList ? given.split(',') : given,
        );
      }),
    ];
  }
}

/** `resourceUri` is a path of its own; all others are one segment. */
function pathPattern(path: string): RegExp {
  const pattern = path
    .replace('/{resourceUri}', '/.+')
    .replace(/\{[\w-]+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`, 'i');
}

/** References allow no fields beyond those they name, and lead into the document. */
function closed(schema: unknown, document = '', isPart = false): unknown {
  if (Array.isArray(schema)) {
    return schema.map(one => closed(one, document, isPart));
  }
  if (typeof schema !== 'object' || schema === null) return schema;
  if ('$ref' in schema && typeof schema.$ref === 'string') {
    const $ref = `${document}${schema.$ref}`;
    return isPart
      ? { $ref }
      : { allOf: [{ $ref }], unevaluatedProperties: false };
  }
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      // Vaults write `null` where there is no further page.
      key === 'nextLink' && value.type === 'string'
        ? { ...value, nullable: true }
        : closed(value, document, key === 'allOf'),
    ]),
  );
}
