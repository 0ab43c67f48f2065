import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { ROOT } from '../src/paths.mjs';

const portal = path.join(ROOT, 'portal');

/** Runs `./portal stamp`, whatever its exit code. */
async function run(args, { cwd } = {}) {
  try {
    const { stdout, stderr } = await promisify(execFile)(
      portal,
      ['stamp', ...args],
      { cwd },
    );
    return { code: 0, stdout, stderr };
  } catch (error) {
    return { code: error.code, stdout: error.stdout, stderr: error.stderr };
  }
}

describe('stamp check', () => {
  let folder;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'portal-estate-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function write(name, text) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  test('says that an estate is valid', async () => {
    await write('empty/README.md', 'Nothing is built yet.\n');
    const { code, stdout } = await run(['check', 'empty'], { cwd: folder });
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^Valid\. Stamps: 0, workloads: 0, files: 0\.$/m);
  });

  test('prints one finding on each line, and ends with 1', async () => {
    await write('bad/stamps/shop/prod/westeurope-001/stamp.lock.json', '{');
    await write('bad/stamps/shop/prod/westeurope-001/main.tf', '\n');
    const { code, stdout } = await run(['check', 'bad'], { cwd: folder });
    assert.equal(code, 1);
    const lines = stdout.split('\n').filter(line => line.startsWith('stamps/'));
    assert.equal(lines.length, 2, stdout);
    assert.match(
      lines[0],
      /^stamps\/shop\/prod\/westeurope-001\/main\.tf: is named by no lock$/,
    );
    assert.match(
      lines[1],
      /^stamps\/shop\/prod\/westeurope-001\/stamp\.lock\.json: .*not JSON/,
    );
  });

  test('takes the policy from the configuration that is named', async () => {
    await write(
      'policy.yaml',
      'stamp: { policy: { relaxable: [no-such-rule] } }\n',
    );
    const { code, stderr } = await run(
      ['check', '--config', 'policy.yaml', 'empty'],
      { cwd: folder },
    );
    assert.equal(code, 2);
    assert.match(stderr, /stamp\.policy\.relaxable/);
  });

  test('ends with 2 when it could not be found out', async () => {
    for (const args of [
      ['check', 'nowhere'],
      ['check', '--catalog', 'nowhere.yaml', 'empty'],
      ['check', '--config', 'nowhere.yaml', 'empty'],
      ['check'],
      ['check', 'empty', 'bad'],
      [],
      ['build'],
    ]) {
      const { code, stderr } = await run(args, { cwd: folder });
      assert.equal(code, 2, args.join(' '));
      assert.notEqual(stderr, '');
      assert.doesNotMatch(stderr, /\n\s+at /, stderr);
    }
  });
});
