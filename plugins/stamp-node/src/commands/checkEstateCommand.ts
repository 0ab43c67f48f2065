import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigReader } from '@backstage/config';
import { ConfigSources, FileConfigSource } from '@backstage/config-loader';
import {
  PlacementPolicy,
  REGIONS,
  readPlacementPolicy,
} from '@plumbline/plugin-stamp-common';
import { EstateCheck, checkEstate } from '../check/checkEstate';
import { findingText } from '../check/Finding';

const USAGE =
  'Usage: check-estate [--config FILE ...] [--catalog FILE ...] DIR';

/**
 * Prints what is to be put right in the folder of an estate, one line each, as
 * compilers do. Exit code 1 when there is anything, 2 when it could not be
 * found out.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      config: { type: 'string', multiple: true, default: [] },
      catalog: { type: 'string', multiple: true, default: [] },
    },
  });
  if (positionals.length !== 1) throw new Error('expected one folder');
  const result = await checkEstate(positionals[0], {
    policy: await readPolicy(values.config),
    regions: REGIONS,
    catalog: await Promise.all(values.catalog.map(readCatalogFile)),
  });
  const lines = result.findings.map(findingText);
  if (lines.length === 0) lines.push(summary(result));
  process.stdout.write(`${lines.join('\n')}\n`);
  return result.findings.length > 0 ? 1 : 0;
}

async function readPolicy(files: string[]): Promise<PlacementPolicy> {
  if (files.length === 0) return readPlacementPolicy(new ConfigReader({}));
  const config = await ConfigSources.toConfig(
    ConfigSources.merge(
      files.map(path =>
        FileConfigSource.create({ path: resolve(path), watch: false }),
      ),
    ),
  );
  return readPlacementPolicy(config);
}

async function readCatalogFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`'${path}' cannot be read: ${code ?? 'unknown reason'}`);
  }
}

function summary(result: EstateCheck): string {
  const { stamps, workloads, files, older, unknownResidency } = result;
  const remarks = [
    ...(older > 0 ? [`Of an older version: ${older}.`] : []),
    ...(unknownResidency > 0
      ? [
          `Where their data must stay is not known of ${unknownResidency} stamps: name the file that declares their workloads with --catalog.`,
        ]
      : []),
  ];
  return [
    `Valid. Stamps: ${stamps}, workloads: ${workloads}, files: ${files}.`,
    ...remarks,
  ].join(' ');
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
