/**
 * Writes the part of the published REST interface of Azure Repos that
 * `AzureDevOpsHost` uses, as OpenAPI 3, from `specification/git/7.0/git.json`
 * of github.com/MicrosoftDocs/vsts-rest-api-specs:
 *
 *   node deriveAzureRepos.mjs git.json > azure-repos-7.0.json
 */
import { readFileSync } from 'node:fs';

const REPOSITORY =
  '/{organization}/{project}/_apis/git/repositories/{repositoryId}';
const OPERATIONS = [
  ['', 'get'],
  ['/refs', 'get'],
  ['/refs', 'post'],
  ['/commits/{commitId}', 'get'],
  ['/diffs/commits', 'get'],
  ['/trees/{sha1}', 'get'],
  ['/blobs/{sha1}', 'get'],
  ['/pushes', 'post'],
  ['/pullrequests', 'get'],
  ['/pullrequests', 'post'],
  ['/pullrequests/{pullRequestId}', 'patch'],
];
const LEFT_OUT = ['description', 'readOnly', 'xml', 'x-ms-enum'];

const published = JSON.parse(
  readFileSync(process.argv[2], 'utf8').replace(/^\uFEFF/, ''),
);
const schemas = {};
const derived = {
  openapi: '3.0.3',
  info: {
    title: 'The part of the REST interface of Azure Repos that is used',
    version: published.info.version,
  },
  paths: {},
  components: { schemas },
};

const resolve = value =>
  value.$ref
    ? value.$ref
        .slice(2)
        .split('/')
        .reduce((at, part) => at[part], published)
    : value;

function clean(schema) {
  if (Array.isArray(schema)) return schema.map(clean);
  if (typeof schema !== 'object' || schema === null) return schema;
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').pop();
    if (!schemas[name]) {
      schemas[name] = {};
      schemas[name] = clean(published.definitions[name]);
    }
    return { $ref: `#/components/schemas/${name}` };
  }
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]) =>
      LEFT_OUT.includes(key) && !value?.type && !value?.$ref
        ? []
        : [[key, clean(value)]],
    ),
  );
}

const content = schema => ({
  content: { 'application/json': { schema: clean(schema) } },
});

for (const [end, method] of OPERATIONS) {
  const path = `${REPOSITORY}${end}`;
  const { parameters, responses } = published.paths[path][method];
  const all = parameters.map(resolve);
  const body = all.find(one => one.in === 'body');
  derived.paths[path] ??= {};
  derived.paths[path][method] = {
    parameters: all
      .filter(one => one.in !== 'body')
      .map(({ name, in: place, required, type, enum: values }) => ({
        name,
        in: place,
        required,
        schema: { type, enum: values },
      })),
    ...(body && { requestBody: content(body.schema) }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, { schema }]) => [
        status,
        content(schema),
      ]),
    ),
  };
}
// Published as text; the published examples send an object, as the service wants it.
schemas.Change.properties.item = {
  type: 'object',
  properties: { path: { type: 'string' } },
  required: ['path'],
  additionalProperties: false,
};
process.stdout.write(`${JSON.stringify(derived)}\n`);
