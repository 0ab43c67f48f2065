import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { end, run, start } from '../src/processes.mjs';

function alive(pid) {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !isZombie(pid);
}

/** Ended, but not yet collected by its parent: seen on Linux only. */
function isZombie(pid) {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function ended(pid) {
  for (let i = 0; i < 100 && alive(pid); i++) await sleep(50);
  return !alive(pid);
}

test('ends a program with everything it started', async () => {
  let grandchild;
  const told = new Promise(resolve => {
    const script =
      "const c = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']); console.log(c.pid); setInterval(() => {}, 1000)";
    const { child } = start(process.execPath, ['-e', script], {
      onLine: line => {
        grandchild = Number(line);
        resolve(child);
      },
    });
  });
  const child = await told;
  assert.ok(alive(grandchild));
  await end(child);
  assert.ok(await ended(child.pid));
  assert.ok(await ended(grandchild));
});

test('a failure names what failed, the code and the last output', async () => {
  await assert.rejects(
    run('Baking', process.execPath, [
      '-e',
      "console.error('no flour'); process.exit(3)",
    ]),
    /Baking failed \(exit code 3\)[\s\S]*no flour/,
  );
});

test('a program that is not there is named', async () => {
  await assert.rejects(
    run('Baking', 'no-such-program-here', []),
    /'no-such-program-here' could not be started/,
  );
});
