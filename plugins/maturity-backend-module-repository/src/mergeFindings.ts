import {
  FactValue,
  RepositoryFactName,
  repositoryFactSchema,
} from '@plumbline/plugin-maturity-common';
import { outOfSupport } from './extract/dependencies/support';
import { FINDINGS_PER_FACT, FileFactName } from './extract/Findings';
import { RepositoryRecord } from './RepositoryState';

const FACT_NAMES = Object.keys(
  repositoryFactSchema.facts,
) as RepositoryFactName[];

/** Facts whose findings are not places, so that they need no repository before them. */
const VALUES = new Set<RepositoryFactName>([
  'pipelineEnvironments',
  'testKinds',
  'runtimes',
]);

/**
 * All facts of a workload from what was found in its repositories.
 *
 * @param records - by what the repository is known by.
 * @param now - versions whose support ended before are out of support.
 */
export function mergeFindings(
  records: Record<string, RepositoryRecord>,
  now: Date,
): Record<RepositoryFactName, FactValue> {
  const keys = Object.keys(records).sort();
  const facts = {} as Record<RepositoryFactName, FactValue>;
  for (const fact of FACT_NAMES) {
    if (fact === 'repositories') {
      facts[fact] = keys;
    } else if (fact === 'unsupportedRuntimes') {
      facts[fact] = unsupported(records, now);
    } else {
      facts[fact] = merged(fact, keys, records);
    }
  }
  return facts;
}

/** Versions in use whose support has ended. */
export function unsupported(
  records: Record<string, RepositoryRecord>,
  now: Date,
): string[] {
  const runtimes = new Set(
    Object.values(records).flatMap(({ findings }) => findings.runtimes ?? []),
  );
  return outOfSupport([...runtimes].sort(), now);
}

function merged(
  fact: FileFactName,
  keys: string[],
  records: Record<string, RepositoryRecord>,
): string[] {
  const findings = keys.flatMap(key => {
    const own = records[key].findings[fact] ?? [];
    return keys.length === 1 || VALUES.has(fact)
      ? own
      : own.map(finding => `${shortName(key)}/${finding}`);
  });
  return [...new Set(findings)].sort().slice(0, FINDINGS_PER_FACT);
}

/** `owner/name` of the address of a repository, or the name of a directory. */
function shortName(key: string): string {
  const url = URL.parse(key);
  if (!url || !/^https?:$/.test(url.protocol)) {
    return key.slice(key.indexOf(':') + 1);
  }
  return url.pathname
    .replace(/\/(-\/)?tree\/.*$/, '')
    .split('/')
    .filter(part => part !== '' && part !== '_git')
    .slice(-2)
    .join('/');
}
