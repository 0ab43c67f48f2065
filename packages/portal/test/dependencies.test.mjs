import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { missingCompilers } from '../src/dependencies.mjs';

test('names the packages of the compilers that are not there', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'portal-path-'));
  try {
    assert.deepEqual(missingCompilers({ PATH: folder }), [
      'python3',
      'make',
      'g++',
    ]);
    // Any C++ compiler will do.
    for (const name of ['make', 'clang++']) {
      writeFileSync(path.join(folder, name), '#!/bin/sh\n');
      chmodSync(path.join(folder, name), 0o755);
    }
    assert.deepEqual(missingCompilers({ PATH: folder }), ['python3']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
