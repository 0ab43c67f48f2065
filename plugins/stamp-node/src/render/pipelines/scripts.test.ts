import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StampPlan } from '@plumbline/plugin-stamp-common';
import { StampRun, canRunScripts } from '../../__testUtils__/StampRun';
import { exampleNewWorkload, examplePlan } from '../../__testUtils__/plans';
import { StaticCode, readStaticCode } from '../readStaticCode';
import { renderChange } from '../renderChange';

jest.setTimeout(120_000);

const runnable = canRunScripts();
if (!runnable) {
  process.stderr.write(
    'Scripts of stamps are not run: bash or jq is missing\n',
  );
}

let code: StaticCode;
let run: StampRun;

beforeAll(async () => {
  code = await readStaticCode();
});
afterEach(() => run?.close());

const NEXT_IMAGE = 'crdealfraud.azurecr.io/deal-fraud:2.4.0';

function ok(
  script: string,
  args: string[] = [],
  environment: Record<string, string> = {},
): string {
  const { status, said } = run.run(script, args, environment);
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${said}`);
  return said;
}

function release() {
  ok('plan.sh');
  ok('deploy.sh');
  ok('smoke-test.sh');
  ok('shift-traffic.sh', ['10']);
  ok('shift-traffic.sh', ['50']);
  ok('shift-traffic.sh', ['100']);
}

/** What was applied with which values, what was destroyed, waits and reports: in the same words for both languages. */
function calls(): string[] {
  return run.takeCalls().map(call =>
    call
      .replace(/^terraform /, '')
      .replace(
        /^az stack \S+ create stack-.*?-(global|foundation|traffic|release-\w+)(?= |$)/,
        'apply $1',
      )
      .replace(
        /^az stack \S+ delete stack-.*?-(global|foundation|traffic|release-\w+)(?= |$)/,
        'destroy $1',
      )
      .replace(/"version":"[0-9a-f]{12}"/g, '"version":"v"')
      .trim(),
  );
}

(runnable ? describe : describe.skip).each(['terraform', 'bicep'] as const)(
  'scripts of a stamp in %s',
  infrastructure => {
    let plan: StampPlan;
    let released: StampRun;

    beforeAll(() => {
      plan = examplePlan({ infrastructure });
      run = new StampRun(plan, code);
      release();
      released = run;
    });
    beforeEach(() => {
      run = new StampRun(plan, code);
    });
    afterAll(() => released.close());

    /** Goes on from a first release that went well. */
    const goOnFromRelease = () => {
      run.close();
      run = new StampRun(plan, code, released);
      run.takeCalls();
    };

    /** What the traffic root was applied with last, by another version than this run's. */
    const answerTraffic = (units: object, unit: string, weights = {}) =>
      run.answer(
        infrastructure === 'terraform'
          ? 'terraform-traffic'
          : `stack-${plan.azureNames.deploymentStack}-traffic`,
        {
          units: { value: units },
          live: { value: { unit, version: '0123456789ab' } },
          weights: { value: weights },
        },
      );

    it('plan without changing anything, and say what would be done', () => {
      const said = ok('plan.sh');
      expect(said).toContain('First release: unit blue.');
      expect(said).toMatch(/(create|Create): `(a\.b|\/a\/b)`/);
      expect(said).not.toMatch(/a[./]c/);
      expect(calls()).toEqual([]);
    });

    it('make a first release: foundation, unit, health, 10, 50, 100', () => {
      release();
      expect(calls()).toEqual([
        expect.stringMatching(/^apply foundation/),
        'apply release-blue {"unit":"blue"}',
        'apply traffic {"units":{"blue":10},"live":{"unit":"","version":""}}',
        'sleep 300',
        'apply traffic {"units":{"blue":50},"live":{"unit":"","version":""}}',
        'sleep 300',
        'apply traffic {"units":{"blue":100},"live":{"unit":"","version":""}}',
        'sleep 300',
        'apply traffic {"units":{"blue":100},"live":{"unit":"blue","version":"v"}}',
        'report ["active","succeeded",100,"blue"]',
      ]);
    });

    it('release beside what serves, and destroy the old unit last, by a script of its own', () => {
      goOnFromRelease();
      run.write({ ...plan, image: NEXT_IMAGE });
      release();
      const live = '"live":{"unit":"blue","version":"v"}';
      const done = calls();
      expect(done).toEqual([
        expect.stringMatching(/^apply foundation/),
        'apply release-green {"unit":"green"}',
        `apply traffic {"units":{"green":10,"blue":90},${live}}`,
        'sleep 300',
        `apply traffic {"units":{"green":50,"blue":50},${live}}`,
        'sleep 300',
        `apply traffic {"units":{"green":100,"blue":0},${live}}`,
        'sleep 300',
        'apply traffic {"units":{"green":100,"blue":0},"live":{"unit":"green","version":"v"}}',
        'report ["active","succeeded",100,"green"]',
      ]);
      ok('destroy-old-unit.sh');
      expect(calls()).toEqual([
        'apply traffic {"units":{"green":100},"live":{"unit":"green","version":"v"}}',
        'destroy release-blue',
      ]);
    });

    it('tell GitHub whether an old unit stands, so that nobody is asked to destroy nothing', () => {
      const file = join(tmpdir(), `old-unit-${process.pid}-${infrastructure}`);
      const outputOf = () => {
        const content = readFileSync(file, 'utf8');
        rmSync(file);
        return content.trim();
      };
      goOnFromRelease();
      ok('shift-traffic.sh', ['100'], { GITHUB_OUTPUT: file });
      expect(outputOf()).toBe('old_unit=');
      run.write({ ...plan, image: NEXT_IMAGE });
      ok('plan.sh');
      ok('deploy.sh');
      ok('shift-traffic.sh', ['100'], { GITHUB_OUTPUT: file });
      expect(outputOf()).toBe('old_unit=blue');
    });

    it('make no new unit where only the weight is new', () => {
      goOnFromRelease();
      run.write({ ...plan, trafficWeight: 30 });
      expect(ok('plan.sh')).toContain('runs this version already');
      ok('deploy.sh');
      ok('smoke-test.sh');
      for (const share of ['10', '50', '100']) ok('shift-traffic.sh', [share]);
      expect(calls()).toEqual([
        expect.stringMatching(/^apply foundation/),
        'apply traffic {"units":{"blue":100},"live":{"unit":"blue","version":"v"}}',
        'report ["active","succeeded",30,"blue"]',
      ]);
    });

    it('roll back where the new unit does not become healthy', () => {
      goOnFromRelease();
      run.write({ ...plan, image: NEXT_IMAGE });
      ok('plan.sh');
      ok('deploy.sh');
      calls();
      run.answer('instances', ['READY', 'UNKNOWN', 'READY']);
      expect(run.run('smoke-test.sh')).toEqual({
        status: 1,
        said: expect.stringContaining('2 of 3 instances are healthy'),
      });
      ok('roll-back.sh');
      expect(calls()).toEqual([
        'sleep 15',
        'apply traffic {"units":{"blue":100},"live":{"unit":"blue","version":"v"}}',
        'destroy release-green',
        'report ["active","failed",100,"blue"]',
      ]);
    });

    it('roll back where requests fail under traffic', () => {
      goOnFromRelease();
      run.write({ ...plan, image: NEXT_IMAGE });
      ok('plan.sh');
      ok('deploy.sh');
      ok('shift-traffic.sh', ['10']);
      calls();
      run.answerRequests(1000, 51);
      const { status, said } = run.run('shift-traffic.sh', ['50']);
      expect([status, said]).toEqual([
        1,
        expect.stringContaining('More than 5 % of the requests'),
      ]);
      ok('roll-back.sh');
      expect(calls().slice(-3)).toEqual([
        'apply traffic {"units":{"blue":100},"live":{"unit":"blue","version":"v"}}',
        'destroy release-green',
        'report ["active","failed",100,"blue"]',
      ]);
    });

    it('look at alerts that fired since the shift, and not at those from before', () => {
      const alert = (startDateTime: string) => ({
        value: [
          {
            properties: {
              essentials: { severity: 'Sev1', startDateTime, alertRule: 'a' },
            },
          },
        ],
      });
      ok('plan.sh');
      ok('deploy.sh');
      run.answer('alerts', alert('2020-01-01T00:00:00.1234567Z'));
      ok('shift-traffic.sh', ['10']);
      run.answer('alerts', alert('2999-01-01T00:00:00Z'));
      expect(run.run('shift-traffic.sh', ['50']).said).toContain(
        'Alerts fired since unit blue takes traffic: a',
      );
    });

    it('roll a first release back to nothing', () => {
      ok('plan.sh');
      ok('deploy.sh');
      calls();
      ok('roll-back.sh');
      expect(calls()).toEqual([
        'destroy release-blue',
        'report ["planned","failed",0,null]',
      ]);
    });

    it('go on after a run that was cut off in the middle of a shift', () => {
      goOnFromRelease();
      run.write({ ...plan, image: NEXT_IMAGE });
      ok('plan.sh');
      ok('deploy.sh');
      ok('shift-traffic.sh', ['50']);
      calls();
      ok('deploy.sh');
      expect(calls()).toEqual([
        expect.stringMatching(/^apply foundation/),
        'apply traffic {"units":{"blue":100},"live":{"unit":"blue","version":"v"}}',
        'apply release-green {"unit":"green"}',
      ]);
    });

    it('keep the unit that served before until a run takes it for its own', () => {
      goOnFromRelease();
      answerTraffic({ green: 100, blue: 0 }, 'green');
      const failing =
        infrastructure === 'terraform'
          ? 'terraform apply foundation'
          : `az stack sub create ${plan.azureNames.deploymentStack}-foundation`;
      expect(run.run('deploy.sh', [], { STUB_FAIL: failing }).status).toBe(1);
      run.takeCalls();
      ok('roll-back.sh');
      expect(calls()).toEqual(['report ["active","failed",100,"green"]']);
      answerTraffic({ green: 100, blue: 0 }, 'green');
      ok('plan.sh');
      ok('deploy.sh');
      ok('roll-back.sh');
      const traffic =
        'apply traffic {"units":{"green":100},"live":{"unit":"green","version":"v"}}';
      expect(calls()).toEqual([
        expect.stringMatching(/^apply foundation/),
        traffic,
        'apply release-blue {"unit":"blue"}',
        traffic,
        'destroy release-blue',
        'report ["active","failed",100,"green"]',
      ]);
    });

    it('destroy nothing by an approval that another release has overtaken', () => {
      goOnFromRelease();
      answerTraffic({ green: 100, blue: 0 }, 'green');
      expect(run.run('destroy-old-unit.sh').said).toContain(
        'Another version of',
      );
      expect(calls()).toEqual([]);
    });

    it('apply to the foundation what was approved, and nothing else', () => {
      expect(run.run('deploy.sh').said).toContain('no approved plan');
      ok('plan.sh');
      run.answer('changes-foundation', {
        resource_changes: [
          { address: 'a.b', mode: 'managed', change: { actions: ['delete'] } },
        ],
      });
      run.answer('what-if', {
        changes: [{ resourceId: '/a/b', changeType: 'Delete' }],
      });
      expect(run.run('deploy.sh')).toEqual({
        status: 1,
        said: expect.stringContaining('is not what was approved'),
      });
      expect(calls()).toEqual([]);
    });

    it('never take a unit for idle because Azure does not answer', () => {
      goOnFromRelease();
      run.write({ ...plan, image: NEXT_IMAGE });
      const failing =
        infrastructure === 'terraform'
          ? 'terraform output traffic'
          : `az stack list ${plan.azureNames.deploymentStack}-traffic`;
      for (const [script, ...args] of [
        ['shift-traffic.sh', '10'],
        ['roll-back.sh'],
        ['destroy-old-unit.sh'],
        ['plan.sh'],
      ]) {
        expect(run.run(script, args, { STUB_FAIL: failing }).status).not.toBe(
          0,
        );
      }
      expect(calls()).toEqual([]);
    });

    it('refuse to destroy a unit that takes traffic', () => {
      goOnFromRelease();
      run.write({ ...plan, image: NEXT_IMAGE });
      ok('plan.sh');
      ok('deploy.sh');
      ok('shift-traffic.sh', ['50']);
      calls();
      expect(run.run('destroy-old-unit.sh').said).toContain(
        'still takes traffic',
      );
      expect(calls()).toEqual([]);
    });

    it('drain and wait, then destroy everything and tell it', () => {
      goOnFromRelease();
      for (const script of ['drain.sh', 'destroy-stamp.sh']) {
        expect(run.run(script).said).toContain('its lock says planned');
      }
      run.write({ ...plan, lifecycle: 'draining', trafficWeight: 0 });
      expect(run.run('deploy.sh').status).toBe(1);
      expect(calls()).toEqual([]);
      ok('plan.sh');
      ok('drain.sh', [], { DRAIN_MINUTES: '2' });
      expect(calls()).toEqual([
        'apply traffic {"units":{"blue":100},"live":{"unit":"blue","version":"v"}}',
        'sleep 120',
        'report ["draining","succeeded",0,"blue"]',
      ]);
      ok('destroy-stamp.sh');
      expect(calls()).toEqual([
        'destroy traffic',
        'destroy release-blue',
        'destroy foundation',
        'report ["retired","succeeded",0,null]',
      ]);
      ok('destroy-stamp.sh');
      expect(calls()).toEqual(['report ["retired","succeeded",0,null]']);
    });

    it('do not destroy a stamp that was brought back', () => {
      goOnFromRelease();
      run.write({ ...plan, lifecycle: 'draining', trafficWeight: 0 });
      answerTraffic({ blue: 100 }, 'blue', { blue: 1000, green: 0 });
      expect(run.run('destroy-stamp.sh').said).toContain('takes traffic');
      expect(calls()).toEqual([]);
    });

    it('drain what a first release left that was cut off', () => {
      ok('plan.sh');
      ok('deploy.sh');
      ok('shift-traffic.sh', ['10']);
      calls();
      run.write({ ...plan, lifecycle: 'draining', trafficWeight: 0 });
      ok('drain.sh');
      expect(calls()).toEqual([
        'apply traffic {"units":{"blue":10},"live":{"unit":"","version":""}}',
        'sleep 900',
        'report ["draining","succeeded",0,null]',
      ]);
    });

    it('say what to do where Front Door keeps its last origin', () => {
      goOnFromRelease();
      run.write({ ...plan, lifecycle: 'draining', trafficWeight: 0 });
      const failing =
        infrastructure === 'terraform'
          ? 'terraform apply traffic'
          : `az stack group create ${plan.azureNames.deploymentStack}-traffic`;
      const { status, said } = run.run('drain.sh', [], { STUB_FAIL: failing });
      expect([status, said]).toEqual([
        1,
        expect.stringContaining('Take its route away first'),
      ]);
      expect(calls().join()).not.toContain('report');
    });

    it('never say retired of what could not be looked at', () => {
      goOnFromRelease();
      run.write({ ...plan, lifecycle: 'draining', trafficWeight: 0 });
      const failing =
        infrastructure === 'terraform'
          ? 'terraform show traffic'
          : `az stack list ${plan.azureNames.deploymentStack}-traffic`;
      const { status } = run.run('destroy-stamp.sh', [], {
        STUB_FAIL: failing,
      });
      expect(status).not.toBe(0);
      expect(calls()).toEqual([]);
    });

    it('report what Plumbline takes, with a token that no list of processes shows', () => {
      ok('report.sh', ['active', 'succeeded', 'green'], {
        GITHUB_RUN_ID: '7',
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_REPOSITORY: 'bank/estate',
      });
      const [{ url, config, body, arguments: words }] = run.reports();
      expect(url).toBe('https://portal.example.net/api/stamp/statuses');
      expect(config).toBe('header = "Authorization: Bearer not-a-real-token"');
      expect(words).not.toContain('not-a-real-token');
      expect(body).toEqual({
        reports: [
          {
            stampRef: plan.stampRef,
            lifecycle: 'active',
            trafficWeight: 100,
            image: plan.image,
            unit: 'green',
            outcome: 'succeeded',
            runUrl: 'https://github.com/bank/estate/actions/runs/7',
            observedAt: expect.stringMatching(
              /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
            ),
          },
        ],
      });
    });

    it('release although Plumbline cannot be told, but do not call it retired', () => {
      const failing = {
        STUB_FAIL: 'curl https://portal.example.net/api/stamp/statuses',
      };
      ok('report.sh', ['active', 'succeeded'], failing);
      expect(
        run.run('report.sh', ['retired', 'succeeded'], failing).status,
      ).toBe(1);
      const unset = { PLUMBLINE_TOKEN: '$(PLUMBLINE_TOKEN)' };
      expect(ok('report.sh', ['active', 'succeeded'], unset)).toContain(
        'Plumbline is not told',
      );
      const plain = { PLUMBLINE_URL: 'http://portal.example.net' };
      expect(run.run('report.sh', ['active', 'failed'], plain).status).toBe(1);
      expect(run.reports()).toEqual([]);
    });
  },
);

(runnable ? describe : describe.skip).each(['terraform', 'bicep'] as const)(
  'scripts of what all stamps share in %s',
  infrastructure => {
    it('deploy what was approved, and the route once a stamp takes traffic', () => {
      const plan = exampleNewWorkload({ infrastructure });
      const { folder } = plan.workload;
      const route = infrastructure === 'terraform' ? 'has_stamp' : 'hasStamp';
      run = new StampRun(plan.stamp, code);
      run.writeFiles(folder, renderChange(plan, { code }).files);
      expect(ok('global-plan.sh')).toMatch(/(create|Create): /);
      ok('global-deploy.sh');
      expect(calls()).toEqual([`apply global {"${route}":false}`]);
      run.answerOrigins(0);
      ok('global-plan.sh');
      ok('global-deploy.sh');
      expect(calls()).toEqual([`apply global {"${route}":false}`]);
      run.answerOrigins(2);
      ok('global-plan.sh');
      ok('global-deploy.sh');
      expect(calls()).toEqual([`apply global {"${route}":true}`]);
      for (const script of ['global-plan.sh', 'global-deploy.sh']) {
        ok(script, [], { WITHOUT_ROUTE: 'true' });
      }
      expect(calls()).toEqual([`apply global {"${route}":false}`]);
    });
  },
);

(runnable ? describe : describe.skip)('signing in of Terraform', () => {
  it('asks Azure DevOps for tokens itself where it may, as those of a step live for minutes', () => {
    run = new StampRun(examplePlan(), code);
    const signedInWith = (environment: Record<string, string>) => {
      run.run('plan.sh', [], {
        idToken: 'of-this-step',
        servicePrincipalId: 'client',
        tenantId: 'tenant',
        AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: 'connection',
        ...environment,
      });
      return run.takeSignIns();
    };
    expect(signedInWith({ SYSTEM_ACCESSTOKEN: 'of-this-job' })).toEqual([
      'client tenant connection',
    ]);
    expect(
      signedInWith({ SYSTEM_ACCESSTOKEN: '$(System.AccessToken)' }),
    ).toEqual(['client tenant of-this-step']);
  });
});

(runnable ? describe : describe.skip)('states of Terraform', () => {
  it('are one for each root and unit', () => {
    const plan = examplePlan();
    run = new StampRun(plan, code);
    for (const script of ['plan.sh', 'deploy.sh']) run.run(script);
    expect(run.stateKeys()).toEqual([
      `key=${plan.name}/foundation.tfstate`,
      `key=${plan.name}/release-blue.tfstate`,
      `key=${plan.name}/traffic.tfstate`,
    ]);
    expect(
      run.run('plan.sh', [], { STATE_CONTAINER: '$(STATE_CONTAINER)' }),
    ).toEqual({
      status: 1,
      said: expect.stringContaining('Set the variable STATE_CONTAINER'),
    });
  });
});

(runnable ? it : it.skip)('every script is a script', () => {
  const directory = mkdtempSync(join(tmpdir(), 'scripts-'));
  for (const [path, content] of code) {
    if (!path.endsWith('.sh')) continue;
    const file = join(directory, path.replace(/\//g, '-'));
    writeFileSync(file, content);
    execFileSync('bash', ['-n', file]);
  }
  rmSync(directory, { recursive: true });
});
