import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigSources, FileConfigSource } from '@backstage/config-loader';
import { findingText } from '@plumbline/plugin-slo-common';
import { readSloConfig } from '../config/readSloConfig';
import { ownerFrom } from './ownerFrom';
import { validateDocuments } from './validateDocuments';

const USAGE =
  'Usage: validate-documents [--config FILE ...] [--workload REF] FILE ...';

/**
 * Prints what is to be said about OpenSLO files, one line each, as compilers
 * do. Exit code 1 when anything is an error, 2 when it could not be found out.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      config: { type: 'string', multiple: true, default: [] },
      workload: { type: 'string' },
    },
  });
  if (positionals.length === 0) throw new Error('expected a file');
  const { files, objectives, findings } = await validateDocuments(positionals, {
    retentionDays: await retentionDays(values.config),
    foundBy: values.workload ? ownerFrom(values.workload) : undefined,
  });
  findings.forEach(finding => {
    process.stdout.write(`${findingText(finding)}\n`);
  });
  if (findings.length === 0) {
    process.stdout.write(
      `Valid. Objectives: ${objectives.length}, files: ${files}.\n`,
    );
  }
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

async function retentionDays(files: string[]): Promise<number | undefined> {
  if (files.length === 0) return undefined;
  const config = await ConfigSources.toConfig(
    ConfigSources.merge(
      files.map(path =>
        FileConfigSource.create({ path: resolve(path), watch: false }),
      ),
    ),
  );
  return readSloConfig(config).retention.days;
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
