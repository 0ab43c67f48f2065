import { EstatePlan, WorkloadPlan } from '@plumbline/plugin-stamp-common';
import {
  exampleNewWorkload,
  examplePlan,
  exampleWorkloadPlan,
} from '../__testUtils__/plans';
import { validateChange } from '../validate';
import { StaticCode, readStaticCode } from './readStaticCode';
import { renderWorkloadReadme } from './readme/workloadReadme';
import { renderChange } from './renderChange';
import {
  renderStampRunbooks,
  renderWorkloadRunbooks,
} from './runbooks/renderRunbooks';

// Parsers are loaded once, and the machine may be busy.
jest.setTimeout(60_000);

let code: StaticCode;
beforeAll(async () => {
  code = await readStaticCode();
});

describe.each(['terraform', 'bicep'] as const)('in %s', infrastructure => {
  it.each(['azure-devops', 'github-actions'] as const)(
    'all that is rendered for %s holds',
    async pipeline => {
      const stamp = examplePlan({ infrastructure, pipeline });
      const drained = { ...stamp, lifecycle: 'draining' as const };
      const plans: EstatePlan[] = [
        { kind: 'add', stamp },
        { kind: 'drain', stamp: { ...drained, trafficWeight: 0 } },
        { kind: 'remove', stamp: { ...drained, trafficWeight: 0 } },
        exampleNewWorkload({ infrastructure, pipeline }),
      ];
      for (const plan of plans) {
        const change = renderChange(plan, { code });
        expect(await validateChange(change, code)).toEqual([]);
      }
    },
  );
});

describe('runbooks', () => {
  const stamp = examplePlan();

  it('are one for each procedure, with the names of the stamp on top', () => {
    const files = renderStampRunbooks(stamp, code);
    expect(files.map(({ path }) => path)).toEqual(
      [
        'deploy',
        'drain-and-retire',
        'restore',
        'roll-back',
        'rotate-a-secret',
      ].map(name => `${stamp.folder}/runbooks/${name}.md`),
    );
    for (const { content } of files) {
      expect(content).toMatch(/^# .*\n\n.*\n[^#]*## Names\n/);
      expect(content).toContain(`KEY_VAULT='${stamp.azureNames.keyVault}'`);
    }
  });

  it('use no variable that they do not set', () => {
    const files = [
      ...renderStampRunbooks(stamp, code),
      ...renderWorkloadRunbooks(exampleWorkloadPlan(), code),
    ];
    const unknown: string[] = [];
    for (const { path, content } of files) {
      const known = new Set(
        [...content.matchAll(/^(\w+)='/gm)].map(([, name]) => name),
      );
      // What a command sets itself.
      for (const [, name] of content.matchAll(/^\s*(\w+)=\$\(/gm)) {
        known.add(name);
      }
      for (const [, name] of content.matchAll(/\$(\w+)/g)) {
        if (!known.has(name)) unknown.push(`${path}: ${name}`);
      }
    }
    expect(unknown).toEqual([]);
  });

  it('lead to pages that are there', () => {
    const files = renderStampRunbooks(stamp, code);
    const names = files.map(({ path }) =>
      path.slice(path.lastIndexOf('/') + 1),
    );
    for (const { content } of files) {
      for (const [, target] of content.matchAll(/\]\(([^)]+)\)/g)) {
        expect(names).toContain(target);
      }
    }
  });
});

it('free text of a workload is text in its README', () => {
  const plan: WorkloadPlan = {
    ...exampleWorkloadPlan(),
    title: '# <img src=x onerror=alert(1)> [a](javascript:b)',
    description: '| `rm -rf` | @team <script>',
  };
  const [{ content }] = renderWorkloadReadme(plan);
  expect(content).not.toMatch(/<(img|script)|@team|\[a\]\(/);
  expect(content.split('\n')[0]).toMatch(/^# \\#/);
});
