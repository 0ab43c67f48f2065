import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { ROOT } from '../src/paths.mjs';

const portal = path.join(ROOT, 'portal');

const SLO = `apiVersion: openslo/v1
kind: SLO
metadata:
  name: shop
  annotations: { plumbline.io/workload: shop }
spec:
  service: shop
  indicator:
    spec:
      ratioMetric:
        good: { metricSource: { type: samples, spec: { series: shop.good } } }
        total: { metricSource: { type: samples, spec: { series: shop.total } } }
  timeWindow: [{ duration: 28d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.99 }]
`;

/** Runs `./portal slo`, whatever its exit code. */
async function run(args, { cwd } = {}) {
  try {
    const { stdout, stderr } = await promisify(execFile)(
      portal,
      ['slo', ...args],
      { cwd },
    );
    return { code: 0, stdout, stderr };
  } catch (error) {
    return { code: error.code, stdout: error.stdout, stderr: error.stderr };
  }
}

describe('slo validate', () => {
  let folder;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'portal-slos-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function write(name, text) {
    await writeFile(path.join(folder, name), text);
    return name;
  }

  test('says that documents are valid', async () => {
    const file = await write('shop.yaml', SLO);
    const { code, stdout } = await run(['validate', file], { cwd: folder });
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^Valid\. Objectives: 1, files: 1\.$/m);
  });

  test('prints one finding on each line and exits with 1 on errors', async () => {
    const file = await write(
      'broken.yaml',
      SLO.replace('28d', '28x').replace('0.99', '1'),
    );
    const { code, stdout } = await run(['validate', file], { cwd: folder });
    assert.equal(code, 1);
    assert.deepEqual(stdout.trim().split('\n'), [
      'broken.yaml:13:28: error: spec.timeWindow[0].duration is "28x"; expected a duration such as 5m, 1h, 28d, 4w, 1M (m is minutes, M months)',
      'broken.yaml:15:26: error: spec.objectives[0].target is 1; expected a number of at least 0 and below 1, such as 0.995 (a target of 100% leaves no error budget)',
    ]);
  });

  test('warns of minutes that may be meant as months', async () => {
    const file = await write('minute.yaml', SLO.replace('28d', '1m'));
    const { code, stdout } = await run(['validate', file], { cwd: folder });
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^minute\.yaml:13:28: warning: spec\.timeWindow\[0\]\.duration: a window of 1 minute \(m is minutes, M months: perhaps 1M\)$/m,
    );
  });

  test('exits with 0 on warnings, and knows how long is kept', async () => {
    const file = await write('year.yaml', SLO.replace('28d', '1Y'));
    const config = await write(
      'app-config.yaml',
      'slo: { retention: { days: 90 } }\n',
    );
    const args = ['validate', '--config', config, file];
    const { code, stdout } = await run(args, { cwd: folder });
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^year\.yaml:13:28: warning: spec\.timeWindow\[0\]\.duration: 1Y is longer than the 90 days/,
    );
  });

  test('takes files that the catalog leads to', async () => {
    const file = await write(
      'led.yaml',
      SLO.replace(/ {2}annotations.*\n/, ''),
    );
    assert.equal((await run(['validate', file], { cwd: folder })).code, 1);
    const args = ['validate', '--workload', 'shop', file];
    assert.equal((await run(args, { cwd: folder })).code, 0);
  });

  test('says when it was misused or a file is missing', async () => {
    for (const [args, message] of [
      [['valdate'], /There are: slo validate, slo rules\./],
      [['validate'], /Which documents\?/],
      [['validate', '--colour', 'x'], /'--colour'/],
      [['validate', 'nowhere.yaml'], /'nowhere\.yaml' cannot be read: ENOENT/],
    ]) {
      const { code, stdout, stderr } = await run(args, { cwd: folder });
      assert.equal(code, 2, stdout);
      assert.match(stdout + stderr, message);
    }
  });
});

describe('slo rules', () => {
  let folder;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'portal-rules-'));
  });
  after(() => rm(folder, { recursive: true }));

  const prometheus = SLO.replace(
    /type: samples, spec: { series: shop\.(\w+) }/g,
    'type: prometheus, spec: { query: shop_$1_total }',
  );

  test('prints rules of what is asked of Prometheus, and what has none', async () => {
    await writeFile(path.join(folder, 'shop.yaml'), prometheus);
    await writeFile(
      path.join(folder, 'samples.yaml'),
      SLO.replace('name: shop', 'name: other'),
    );
    const { code, stdout, stderr } = await run(['rules', '.'], { cwd: folder });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^# Recording and alerting rules/);
    assert.match(stdout, /name: plumbline-slo-shop\n/);
    assert.match(
      stderr,
      /No rules for other: Its numbers come from samples, not from Prometheus\./,
    );
  });

  test('says that there are none', async () => {
    const { code, stdout } = await run(['rules', 'samples.yaml'], {
      cwd: folder,
    });
    assert.equal(code, 1);
    assert.equal(stdout, '');
  });

  test('wants a file', async () => {
    const { code, stderr } = await run(['rules']);
    assert.equal(code, 2);
    assert.match(stderr, /Which documents\?/);
  });
});
