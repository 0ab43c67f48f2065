import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  EstatePlan,
  INFRASTRUCTURES,
  PIPELINE_HOSTS,
  TEMPLATE_VERSION,
  fileHash,
  parseEstatePlan,
} from '@plumbline/plugin-stamp-common';
import plans from '../__fixtures__/plans.json';
import { StaticCode, readStaticCode } from './readStaticCode';
import { renderChange } from './renderChange';
import { toJson } from './toJson';

/** By version: SHA-256 over every file of {@link plans} in both languages and for both pipelines. */
const RECORD = join(__dirname, '../__fixtures__/template-versions.json');
const COMMAND =
  'RECORD_TEMPLATE_VERSION=1 yarn workspace @plumbline/plugin-stamp-node test --watch=false templateVersion';

/** The plans in each language and for each pipeline. They are data, so that no change of the planner changes them. */
function everyPlan(): EstatePlan[] {
  return Object.values(plans).flatMap(plan =>
    INFRASTRUCTURES.flatMap(infrastructure =>
      PIPELINE_HOSTS.map(pipeline => {
        const flavour = { infrastructure, pipeline };
        const { plan: parsed, problems } = parseEstatePlan({
          ...plan,
          stamp: { ...plan.stamp, ...flavour },
          ...('workload' in plan && {
            workload: { ...plan.workload, ...flavour },
          }),
        });
        if (!parsed) throw new Error(problems.join('\n'));
        return parsed;
      }),
    ),
  );
}

function hashOfAll(code: StaticCode): string {
  return fileHash(
    JSON.stringify(
      everyPlan().map(plan =>
        renderChange(plan, { code }).files.map(({ path, content }) => [
          path,
          fileHash(content),
        ]),
      ),
    ),
  );
}

/**
 * What is wrong with the record of a version.
 *
 * @param recorded - hash by version.
 */
function problemOf(
  recorded: Record<string, string>,
  version: string,
  hash: string,
): string | undefined {
  if (recorded[version] === hash) return undefined;
  return recorded[version]
    ? `rendered files differ from those of version ${version}: raise TEMPLATE_VERSION and record it by ${COMMAND}`
    : `version ${version} is not recorded: record it by ${COMMAND}`;
}

describe('TEMPLATE_VERSION', () => {
  it('rises when rendered files change', async () => {
    const hash = hashOfAll(await readStaticCode());
    const recorded = JSON.parse(readFileSync(RECORD, 'utf8'));
    // What is recorded stays: stamps of that version stand.
    if (process.env.RECORD_TEMPLATE_VERSION && !recorded[TEMPLATE_VERSION]) {
      recorded[TEMPLATE_VERSION] = hash;
      writeFileSync(RECORD, toJson(recorded));
    }
    expect(problemOf(recorded, TEMPLATE_VERSION, hash)).toBeUndefined();
  });

  it('is asked to rise by one more line in the code of either language', async () => {
    const code = await readStaticCode();
    const before = hashOfAll(code);
    expect(hashOfAll(code)).toBe(before);
    for (const path of [
      'terraform/traffic/main.tf',
      'bicep/traffic/main.bicep',
    ]) {
      expect([...code.keys()]).toContain(path);
      const changed = new Map(code).set(path, `${code.get(path)}\n`);
      const hash = hashOfAll(changed);
      expect(hash).not.toBe(before);
      expect(problemOf({ '1.2.3': before }, '1.2.3', hash)).toMatch(
        /^rendered files differ from those of version 1\.2\.3: raise TEMPLATE_VERSION and record it by RECORD_/,
      );
    }
    expect(problemOf({ '1.2.3': before }, '1.3.0', before)).toMatch(
      /^version 1\.3\.0 is not recorded/,
    );
  });
});
