import { parseArgs } from 'node:util';
import { findingText, prometheusRules } from '@plumbline/plugin-slo-common';
import { ownerFrom } from './ownerFrom';
import { validateDocuments } from './validateDocuments';

const USAGE = 'Usage: export-rules [--workload REF] FILE ...';

/**
 * Prints Prometheus rules of what OpenSLO files declare, and beside them what
 * has none. Exit code 1 when a document has an error or nothing has rules, 2
 * when it could not be found out.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { workload: { type: 'string' } },
  });
  if (positionals.length === 0) throw new Error('expected a file');
  const { objectives, findings } = await validateDocuments(positionals, {
    foundBy: values.workload ? ownerFrom(values.workload) : undefined,
  });
  const errors = findings.filter(({ severity }) => severity === 'error');
  const { yaml, leftOut } = prometheusRules(objectives);
  const remarks = [
    ...errors.map(findingText),
    ...leftOut.map(({ id, reason }) => `No rules for ${id}: ${reason}`),
  ];
  remarks.forEach(remark => process.stderr.write(`${remark}\n`));
  if (yaml) process.stdout.write(yaml);
  return yaml && errors.length === 0 ? 0 : 1;
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
