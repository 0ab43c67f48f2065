import { spawn } from 'node:child_process';
import { Failure } from './failure.mjs';

const GRACE_MS = 8_000;
const LAST_LINES = 15;

/** Every child that runs now; each leads a process group of its own. */
const running = new Set();

/**
 * Starts a program in a process group of its own, so that it can be ended with
 * everything it started.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string, stream: 'stdout' | 'stderr') => void }} options
 * @returns {{ child: import('node:child_process').ChildProcess, exit: Promise<number> }} `exit` is
 *   the exit code, 1 when a signal ended it
 */
export function start(program, args, { cwd, env, onLine } = {}) {
  const child = spawn(program, args, {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  for (const name of ['stdout', 'stderr']) {
    const stream = child[name];
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', text => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      lines.forEach(line => onLine?.(line, name));
    });
    stream.on('end', () => rest && onLine?.(rest, name));
  }
  const exit = new Promise((resolve, reject) => {
    child.once('error', error => {
      running.delete(child);
      reject(
        new Failure(`'${program}' could not be started: ${error.message}`),
      );
    });
    child.once('close', code => {
      running.delete(child);
      resolve(code ?? 1);
    });
  });
  return { child, exit };
}

/**
 * Runs a program to its end.
 *
 * @returns {Promise<void>}
 * @throws {Failure} with the last lines of its output when it exits with another code than 0
 */
export async function run(title, program, args, options = {}) {
  const last = [];
  const { exit } = start(program, args, {
    ...options,
    onLine: line => {
      last.push(line);
      if (last.length > LAST_LINES) last.shift();
      options.onLine?.(line);
    },
  });
  const code = await exit;
  if (code !== 0) {
    const output = options.onLine ? '' : `\n${last.join('\n')}`;
    throw new Failure(`${title} failed (exit code ${code}).${output}`);
  }
}

/** Ends one child with everything it started: politely first, by force after a grace period. */
export async function end(child) {
  const closed = new Promise(resolve => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('close', resolve);
  });
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
  await closed;
  clearTimeout(timer);
  // A grandchild may outlive the leader of its group.
  signalGroup(child, 'SIGKILL');
}

/** Ends every child. */
export async function endAll() {
  await Promise.all([...running].map(end));
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}
