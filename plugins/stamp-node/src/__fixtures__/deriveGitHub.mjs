/**
 * Writes the part of GitHub's published REST interface that `GitHubHost` uses:
 *
 *   npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz
 *   node deriveGitHub.mjs package/generated/api.github.com.json > github-rest-23.0.2.json
 *
 * What an answer must hold is left out, because a test server gives what is
 * used of it; what it may hold, and what must be sent, stays.
 */
import { readFileSync } from 'node:fs';

const REPOSITORY = '/repos/{owner}/{repo}';
const OPERATIONS = [
  ['', 'get'],
  ['/git/ref/{ref}', 'get'],
  ['/git/refs', 'post'],
  ['/git/refs/{ref}', 'patch'],
  ['/git/trees', 'post'],
  ['/git/trees/{tree_sha}', 'get'],
  ['/git/commits', 'post'],
  ['/git/commits/{commit_sha}', 'get'],
  ['/git/blobs/{file_sha}', 'get'],
  ['/compare/{basehead}', 'get'],
  ['/pulls', 'get'],
  ['/pulls', 'post'],
  ['/pulls/{pull_number}', 'patch'],
];
const SAID = ['description', 'example', 'examples', 'externalDocs', 'title'];
const LEFT_OUT = [...SAID, 'default', 'deprecated', 'readOnly', 'x-github'];

const published = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const schemas = {};
const derived = {
  openapi: '3.0.3',
  info: {
    title: 'The part of the REST interface of GitHub that is used',
    version: published.info.version,
    license: published.info.license,
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

function clean(schema, isAnswer) {
  if (Array.isArray(schema)) return schema.map(one => clean(one, isAnswer));
  if (typeof schema !== 'object' || schema === null) return schema;
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').pop();
    if (!schemas[name]) {
      schemas[name] = {};
      schemas[name] = clean(published.components.schemas[name], isAnswer);
    }
    return { $ref: schema.$ref };
  }
  const { nullable, ...kept } = Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]) => {
      // A property may have such a name too, and is an object then.
      if (LEFT_OUT.includes(key) && !value?.type) return [];
      if (key === 'required' && Array.isArray(value) && isAnswer) return [];
      return [[key, clean(value, isAnswer)]];
    }),
  );
  if (nullable !== true) {
    return nullable === undefined ? kept : { nullable, ...kept };
  }
  return kept.type
    ? { nullable, ...kept }
    : { anyOf: [kept, { type: 'null' }] };
}

for (const [end, method] of OPERATIONS) {
  const path = `${REPOSITORY}${end}`;
  const { parameters, requestBody, responses } = published.paths[path][method];
  derived.paths[path] ??= {};
  derived.paths[path][method] = {
    parameters: parameters.map(one => {
      const { name, in: place, required, schema } = resolve(one);
      return { name, in: place, required, schema: clean(schema, false) };
    }),
    ...(requestBody && {
      requestBody: {
        content: {
          'application/json': {
            schema: clean(
              requestBody.content['application/json'].schema,
              false,
            ),
          },
        },
      },
    }),
    responses: Object.fromEntries(
      Object.entries(responses).flatMap(([status, response]) => {
        const { schema } =
          resolve(response).content?.['application/json'] ?? {};
        return schema
          ? [
              [
                status,
                {
                  content: {
                    'application/json': { schema: clean(schema, true) },
                  },
                },
              ],
            ]
          : [];
      }),
    ),
  };
}
process.stdout.write(`${JSON.stringify(derived)}\n`);
