import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigSources, FileConfigSource } from '@backstage/config-loader';
import {
  FACT_SCHEMAS,
  FactSourceSchema,
  ModelProblem,
} from '@plumbline/plugin-maturity-common';
import { readConfig } from '../config';
import { FiledModel } from '../models/modelConflicts';
import { checkModels } from './checkModels';

const USAGE = 'Usage: check-models [--config FILE ...] FILE ...';

/**
 * Prints what is wrong with models, one line each, as compilers do. Exit code 1
 * when anything is, 2 when it could not be found out.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { config: { type: 'string', multiple: true, default: [] } },
  });
  if (positionals.length === 0) throw new Error('expected a model file');
  const { problems, models } = await checkModels(positionals, [
    ...FACT_SCHEMAS,
    ...(await pushedFacts(values.config)),
  ]);
  const lines =
    problems.length > 0 ? problems.map(asFinding) : models.map(asSummary);
  process.stdout.write(`${lines.join('\n')}\n`);
  return problems.length > 0 ? 1 : 0;
}

/** Sources that the configuration adds, so that rules over pushed facts are known. */
async function pushedFacts(files: string[]): Promise<FactSourceSchema[]> {
  if (files.length === 0) return [];
  const config = await ConfigSources.toConfig(
    ConfigSources.merge(
      files.map(path =>
        FileConfigSource.create({ path: resolve(path), watch: false }),
      ),
    ),
  );
  return readConfig(config).pushSources.map(({ schema }) => schema);
}

function asFinding({ file, line, column, field, message }: ModelProblem) {
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  return `${place}: ${field ? `${field}: ` : ''}${message}`;
}

function asSummary({ file, index: { model, criteria } }: FiledModel) {
  const byRule = criteria.filter(({ criterion }) => criterion.rule).length;
  return `${file}: ${model.id} ${model.version} is valid: ${model.pillars.length} pillars, ${criteria.length} criteria, ${byRule} of them with a rule`;
}

main().then(
  code => {
    process.exitCode = code;
  },
  error => {
    process.stderr.write(`${error.message}\n${USAGE}\n`);
    process.exitCode = 2;
  },
);
