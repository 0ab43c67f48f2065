import { readFile } from 'node:fs/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import type { FileCheck } from './FileCheck';
import { inlineTemplateExpressions } from './inlineTemplateExpressions';
import { readYaml } from './readYaml';

let validator: Promise<ValidateFunction> | undefined;

/** A pipeline of Azure DevOps must be as its service's schema says. */
export const checkAzurePipeline: FileCheck = async ({ content }) => {
  const { documents, findings } = readYaml(content);
  if (findings.length > 0) return findings;
  if (documents.length !== 1) {
    return [{ message: 'Expected one YAML document' }];
  }
  validator ??= loadValidator();
  const validate = await validator;
  if (validate(inlineTemplateExpressions(documents[0].value))) return [];
  return [{ message: describeErrors(validate.errors ?? []) }];
};

/** Of the many alternatives that did not hold, those that came furthest. */
function describeErrors(errors: readonly ErrorObject[]): string {
  const depth = ({ instancePath }: ErrorObject) =>
    instancePath.split('/').length;
  const deepest = Math.max(...errors.map(depth));
  const said = new Set(
    errors
      .filter(error => depth(error) === deepest)
      .map(
        ({ instancePath, message, params }) =>
          `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
      ),
  );
  return `Not a pipeline of Azure DevOps: ${[...said].slice(0, 3).join('; ')}`;
}

async function loadValidator(): Promise<ValidateFunction> {
  const file = resolvePackagePath(
    '@plumbline/plugin-stamp-node',
    'schemas/azure-pipelines.json',
  );
  return new Ajv({
    strict: false,
    // Patterns of the schema escape more than Unicode expressions admit.
    unicodeRegExp: false,
    // The service reads every scalar as text and takes what it needs.
    coerceTypes: true,
    logger: false,
  }).compile(JSON.parse(await readFile(file, 'utf8')));
}
