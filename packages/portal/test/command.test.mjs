import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { ROOT } from '../src/paths.mjs';

const portal = path.join(ROOT, 'portal');

/** Runs the command, whatever its exit code. */
async function run(args, env = process.env) {
  try {
    const { stdout, stderr } = await promisify(execFile)(portal, args, { env });
    return { code: 0, stdout, stderr };
  } catch (error) {
    return { code: error.code, stdout: error.stdout, stderr: error.stderr };
  }
}

test('says how it is used', async () => {
  const { code, stdout } = await run(['--help']);
  assert.equal(code, 0);
  for (const name of ['start', 'test', 'bench', 'maturity check', '--port']) {
    assert.ok(stdout.includes(name), `${name} is not explained`);
  }
});

test('names an unknown command', async () => {
  const { code, stderr } = await run(['stop']);
  assert.equal(code, 1);
  assert.match(stderr, /There is no command 'stop'/);
});

test('names a bad option and what was expected', async () => {
  const { code, stderr } = await run(['start', '--port', 'http']);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /--port is 'http', expected a whole number from 1 to 65535/,
  );
});

test('names an unknown option', async () => {
  const { code, stderr } = await run(['start', '--prot', '7008']);
  assert.equal(code, 1);
  assert.match(stderr, /'--prot'/);
});

test('says which port is taken and how to choose another', async () => {
  const server = net.createServer();
  await new Promise(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address();
  try {
    const { code, stderr } = await run(['start', '--port', String(port)]);
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`Port ${port} is taken`));
    assert.match(stderr, /--port \d+/);
    assert.equal(stderr.trim().split('\n').length, 1);
  } finally {
    server.close();
  }
});

test('says which benchmarks there are when none has the name', async () => {
  const { code, stderr } = await run(['bench', 'no-such-benchmark']);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /There is no benchmark 'no-such-benchmark'\. There are: /,
  );
});
