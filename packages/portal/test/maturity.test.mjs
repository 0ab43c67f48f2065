import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { describeDryRun } from '../src/maturity/describeDryRun.mjs';
import { ROOT } from '../src/paths.mjs';

const portal = path.join(ROOT, 'portal');
const FIXTURES = path.join(ROOT, 'plugins/maturity-backend/src/__fixtures__');

/** Runs `./portal maturity`, whatever its exit code. */
async function run(args, { cwd, env = {} } = {}) {
  try {
    const { stdout, stderr } = await promisify(execFile)(
      portal,
      ['maturity', ...args],
      { cwd, env: { ...process.env, PORTAL_TOKEN: '', ...env } },
    );
    return { code: 0, stdout, stderr };
  } catch (error) {
    return { code: error.code, stdout: error.stdout, stderr: error.stderr };
  }
}

/** A portal that does dry runs at once, and remembers what it was asked. */
async function startPortal(answers = {}) {
  const asked = [];
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push({
      what: `${request.method} ${request.url}`,
      token: request.headers.authorization,
      body: body && JSON.parse(body),
    });
    const [status, answer] = {
      'GET /api/auth/guest/refresh': [
        200,
        { backstageIdentity: { token: 'guest' } },
      ],
      'POST /api/maturity/dry-runs': [200, running],
      'GET /api/maturity/dry-runs/r1': [200, done],
      ...answers,
    }[asked[asked.length - 1].what];
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
  await new Promise(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    asked,
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () =>
      new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

const fall = {
  workloadRef: 'system:default/shop',
  title: 'Shop',
  ownerRef: 'group:default/team',
  fromProven: 1,
  toProven: 0,
  because: ["'It is new' is new and not met"],
};
const running = {
  id: 'r1',
  state: 'running',
  modelId: 'small',
  version: '2.0.0',
  progress: { done: 1, total: 3 },
  problems: [],
};
const done = {
  ...running,
  state: 'done',
  progress: { done: 3, total: 3 },
  criteria: { added: ['s-1-1.new'], removed: [], changed: [] },
  rises: 0,
  falls: 1,
  same: 2,
  before: [0, 1, 2],
  after: [1, 0, 2],
  differences: [fall],
  pillars: [
    { pillarId: 'running', title: 'Running', rises: 0, falls: 1 },
    { pillarId: 'guarding', title: 'Guarding', rises: 0, falls: 0 },
  ],
  pillarDifferences: [{ ...fall, pillarId: 'running' }],
};

describe('maturity', () => {
  let folder;
  let file;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'portal-model-'));
    file = path.join(folder, 'model.yaml');
    await cp(FIXTURES, folder, { recursive: true });
  });
  after(() => rm(folder, { recursive: true }));

  test('names its commands', async () => {
    const { code, stderr } = await run(['chekc']);
    assert.equal(code, 2);
    assert.match(stderr, /There are: maturity check, maturity dry-run\./);
  });

  test('check says that a model is valid', async () => {
    const { code, stdout } = await run(['check', file]);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /small 1\.0\.0 is valid: 2 pillars, 5 criteria/);
  });

  test('check prints one finding on each line and exits with 1', async () => {
    const broken = path.join(folder, 'guarding.yaml');
    const good = await readFile(broken, 'utf8');
    await writeFile(
      broken,
      good.replace('level: 2', 'level: 4').replace('ownerKind', 'owner'),
    );
    try {
      const { code, stdout } = await run(['check', 'model.yaml'], {
        cwd: folder,
      });
      assert.equal(code, 1);
      const lines = stdout.trim().split('\n');
      assert.equal(lines.length, 2);
      assert.equal(
        lines[0],
        'guarding.yaml:20:12: levels[1].level: expected 2',
      );
      assert.match(lines[1], /^guarding\.yaml:18:34: .*No such key: owner/);
    } finally {
      await writeFile(broken, good);
    }
  });

  test('check knows the facts that the configuration adds', async () => {
    const pushing = path.join(folder, 'pushing.yaml');
    const config = path.join(folder, 'app-config.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(
      pushing,
      text.replace('catalog.ownerKind == "group"', 'drills.done'),
    );
    await writeFile(
      config,
      'maturity: { pushedFacts: [{ source: drills, facts: { done: { type: boolean, title: Done } } }] }\n',
    );
    assert.equal((await run(['check', pushing])).code, 1);
    const { code, stdout } = await run(['check', '--config', config, pushing]);
    assert.equal(code, 0, stdout);
  });

  test('dry-run sends the model with its pillars as the guest, and exits with 1 when somebody falls', async () => {
    const { asked, url, stop } = await startPortal();
    try {
      const { code, stdout } = await run(['dry-run', file, '--url', url]);
      assert.equal(code, 1);
      assert.match(stdout, /1 of 3 workloads/);
      assert.match(stdout, /overall: 1 falls, 0 rise, 2 stay/);
      assert.match(stdout, /falls 1 → 0 {2}system:default\/shop/);
      const { token, body } = asked.find(({ what }) => what.startsWith('POST'));
      assert.equal(token, 'Bearer guest');
      assert.equal(body.text, await readFile(file, 'utf8'));
      assert.deepEqual(Object.keys(body.pillars), ['guarding.yaml']);
    } finally {
      await stop();
    }
  });

  test('dry-run takes a token, and exits with 0 when nobody falls', async () => {
    const { asked, url, stop } = await startPortal({
      'GET /api/maturity/dry-runs/r1': [
        200,
        { ...done, falls: 0, same: 3, differences: [], pillars: [] },
      ],
    });
    try {
      for (const [args, env] of [
        [['--token', 'mine'], {}],
        [[], { PORTAL_TOKEN: 'mine' }],
      ]) {
        const { code } = await run(['dry-run', file, '--url', url, ...args], {
          env,
        });
        assert.equal(code, 0);
      }
      assert.ok(asked.every(({ token }) => token === 'Bearer mine'));
    } finally {
      await stop();
    }
  });

  test('dry-run prints what is wrong with the model, and exits with 2', async () => {
    const { url, stop } = await startPortal({
      'POST /api/maturity/dry-runs': [
        200,
        {
          ...running,
          state: 'failed',
          problems: [
            { file, line: 3, column: 1, field: 'kind', message: 'expected x' },
          ],
        },
      ],
    });
    try {
      const { code, stdout } = await run(['dry-run', file, '--url', url]);
      assert.equal(code, 2);
      assert.equal(stdout, `${file}:3:1: kind: expected x\n`);
    } finally {
      await stop();
    }
  });

  for (const [why, answers, message] of [
    [
      'is not signed in',
      {
        'GET /api/auth/guest/refresh': [404, {}],
        'POST /api/maturity/dry-runs': [
          401,
          { error: { message: 'Missing credentials' } },
        ],
      },
      /answered 401: Missing credentials\. Pass a Backstage token/,
    ],
    [
      'has one going',
      {
        'POST /api/maturity/dry-runs': [
          409,
          { error: { message: 'You have a dry run going' } },
        ],
      },
      /answered 409: You have a dry run going\./,
    ],
    [
      'is let down by the portal',
      {
        'GET /api/maturity/dry-runs/r1': [
          200,
          { ...running, state: 'failed', error: 'The server has stopped.' },
        ],
      },
      /The server has stopped\./,
    ],
  ]) {
    test(`dry-run says so in one line when the user ${why}`, async () => {
      const { url, stop } = await startPortal(answers);
      try {
        const { code, stderr } = await run(['dry-run', file, '--url', url]);
        assert.equal(code, 2);
        assert.match(stderr, message);
        assert.equal(stderr.trim().split('\n').length, 1);
      } finally {
        await stop();
      }
    });
  }

  test('dry-run says when no portal answers, a file is missing, or it was misused', async () => {
    const { url, stop } = await startPortal();
    await stop();
    const lonely = path.join(folder, 'sub-model.yaml');
    await writeFile(lonely, 'pillars:\n  - { file: nowhere.yaml }\n');
    for (const [args, message] of [
      [[file, '--url', url], /No portal answers at .* \(ECONNREFUSED\)/],
      [[file, '--url', 'portal'], /--url is 'portal', expected an address/],
      [[lonely], /nowhere\.yaml' cannot be read: ENOENT/],
      [[], /Which model\?/],
      [[file, '--colour'], /'--colour'/],
    ]) {
      const { code, stderr } = await run(['dry-run', ...args]);
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
    }
  });
});

test('a dry run is described in full', () => {
  assert.deepEqual(
    describeDryRun({
      ...done,
      rises: 2,
      after: [0, 1, 1, 1],
      differences: [fall, { ...fall, fromProven: null, because: [] }],
    }),
    [
      'small 2.0.0, over 3 workloads',
      'criteria: 1 new, 0 gone, 0 decided otherwise',
      '  new: s-1-1.new',
      '',
      'level    now   then',
      '0          0      0',
      '1          1      1',
      '2          2      1',
      '3          0      1',
      '',
      'overall: 1 falls, 2 rise, 2 stay',
      '1 would be held against the model for the first time',
      'falls 1 → 0  system:default/shop (group:default/team)',
      "      'It is new' is new and not met",
      '',
      'Running: 1 falls, 0 rise',
      'falls 1 → 0  system:default/shop (group:default/team)',
      "      'It is new' is new and not met",
    ],
  );
});
