// Runs a command with a PostgreSQL server for Backstage's TestDatabases beside it:
//   node withPostgres.mjs PROGRAM [ARG ...]
import { spawn } from 'node:child_process';
import { startPostgres } from './postgres.mjs';

const [program, ...args] = process.argv.slice(2);
const postgres = await startPostgres();
const child = spawn(program, args, {
  stdio: 'inherit',
  env: {
    ...process.env,
    BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres.url,
  },
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => child.kill(signal));
}
child.once('close', async code => {
  await postgres.stop();
  process.exit(code ?? 1);
});
