import { readFile } from 'node:fs/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import { z } from 'zod';
import type { FileCheck } from './FileCheck';
import { inlineTemplateExpressions } from './inlineTemplateExpressions';
import { readYaml } from './readYaml';

let validator: Promise<ValidateFunction> | undefined;

const text = z.string().max(500);
const filter = z.strictObject({
  include: z.array(text),
  exclude: z.array(text).optional(),
});

/** A pipeline of one stamp or workload: when it runs, and the template beside it that it extends. It has no steps. */
const ownPipelineSchema = z.strictObject({
  trigger: z.strictObject({
    batch: z.boolean(),
    branches: filter,
    paths: filter,
  }),
  pr: z.strictObject({ branches: filter, paths: filter }),
  extends: z.strictObject({
    template: z.enum(['stamp.yml', 'global.yml']),
    parameters: z.record(z.string(), text),
  }),
});

/** The pipeline of one stamp or workload must do nothing but extend the shipped one. */
export const checkOwnPipeline: FileCheck = ({ content }) => {
  const [document] = readYaml(content).documents;
  const result = ownPipelineSchema.safeParse(document?.value);
  if (result.success) return [];
  return result.error.issues.map(({ path, message }) => ({
    message: `Not a pipeline of ours: ${path.join('.') || '(all)'}: ${message}`,
  }));
};

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
