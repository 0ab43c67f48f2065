import net from 'node:net';
import path from 'node:path';
import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureAppBundle } from './appBundle.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { Failure } from './failure.mjs';
import { readInteger, readOptions } from './options.mjs';
import { ROOT } from './paths.mjs';
import { say, step } from './progress.mjs';
import { start } from './processes.mjs';
import { NODE_PROGRAM, SERVER_OPTIONS, toolchainEnv } from './toolchain.mjs';

const FIRST_PAGE = '/workloads';
const READY_WITHIN_MS = 180_000;

/** `./portal start`: the portal on an embedded database, until it is stopped. */
export async function startPortal(args) {
  const { values } = readOptions(args, {
    port: { type: 'string', default: '7007' },
    host: { type: 'string', default: '127.0.0.1' },
    data: { type: 'string', default: path.join(ROOT, 'data') },
    config: { type: 'string', multiple: true, default: [] },
    verbose: { type: 'boolean', default: false },
  });
  const port = readInteger('port', values.port, { min: 1, max: 65_535 });
  await checkPort(port, values.host);
  await ensureDependencies();
  await ensureAppBundle();

  const data = path.resolve(values.data);
  await mkdir(path.join(data, 'db'), { recursive: true });
  const { exit, baseUrl } = await step('Starting the portal', () =>
    startBackend({
      port,
      host: values.host,
      data,
      configs: values.config.map(file => path.resolve(file)),
      verbose: values.verbose,
    }),
  );
  say(`The portal is at ${baseUrl}${FIRST_PAGE}  (Ctrl-C stops it)`);
  const code = await exit;
  throw new Failure(`The portal ended by itself (exit code ${code}).`);
}

async function startBackend({ port, host, data, configs, verbose }) {
  const shownHost = ['0.0.0.0', '::', '127.0.0.1'].includes(host)
    ? 'localhost'
    : host;
  const baseUrl = `http://${shownHost}:${port}`;
  const log = [];
  const { child, exit } = start(
    NODE_PROGRAM,
    [
      ...SERVER_OPTIONS,
      '--enable-source-maps',
      '--require',
      path.join(ROOT, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      'src/index.ts',
      '--config',
      path.join(ROOT, 'app-config.yaml'),
      '--config',
      path.join(ROOT, 'app-config.portal.yaml'),
      ...configs.flatMap(file => ['--config', file]),
    ],
    {
      cwd: path.join(ROOT, 'packages/backend'),
      env: toolchainEnv({
        NODE_ENV: 'development',
        PORTAL_BASE_URL: baseUrl,
        PORTAL_HOST: host,
        PORTAL_PORT: String(port),
        PORTAL_DATA: data,
      }),
      onLine: line => {
        if (verbose || /\b(warn|error)\b/.test(line)) {
          process.stdout.write(`${line}\n`);
        }
        log.push(line);
        if (log.length > 30) log.shift();
      },
    },
  );
  const deadline = Date.now() + READY_WITHIN_MS;
  let ended;
  exit.then(code => {
    ended = code;
  });
  while (!(await answers(`${baseUrl}${FIRST_PAGE}`, baseUrl))) {
    if (ended !== undefined) {
      throw new Failure(
        `The portal did not start (exit code ${ended}). Its last words:\n${log.join(
          '\n',
        )}`,
      );
    }
    if (Date.now() > deadline) {
      throw new Failure(
        `The portal did not answer within ${
          READY_WITHIN_MS / 1000
        } s; see what it says with --verbose.`,
      );
    }
    await sleep(250);
  }
  return { child, exit, baseUrl };
}

/** Whether the page is served and every plugin behind it is ready. */
async function answers(page, baseUrl) {
  try {
    const ready = await fetch(`${baseUrl}/.backstage/health/v1/readiness`);
    if (!ready.ok) return false;
    const response = await fetch(page, { headers: { accept: 'text/html' } });
    return response.ok && (await response.text()).includes('id="root"');
  } catch {
    return false;
  }
}

async function checkPort(port, host) {
  const server = net.createServer();
  await new Promise((resolve, reject) => {
    server.once('error', error => {
      const reasons = {
        EADDRINUSE: `Port ${port} is taken by another program. Choose another with './portal start --port ${
          port < 65_000 ? port + 1 : port - 1
        }'.`,
        EADDRNOTAVAIL: `This machine has no address '${host}'. Choose another with --host.`,
        EACCES: `Port ${port} needs more rights than you have. Choose one from 1024 with --port.`,
        ENOTFOUND: `The host '${host}' is unknown. Choose another with --host.`,
      };
      reject(new Failure(reasons[error.code] ?? error.message));
    });
    server.listen(port, host, resolve);
  });
  await new Promise(resolve => {
    server.close(resolve);
  });
}
