import { Failure } from './failure.mjs';
import { endAll } from './processes.mjs';

const HELP = `Usage: ./portal COMMAND [OPTION ...]

  start            install what is missing, start the portal, print its address
      --port N         port to listen on (7007)
      --host ADDRESS   address to listen on (127.0.0.1: this machine only)
      --data FOLDER    where the database and the example data are kept (data/)
      --verbose        print everything that the portal logs
  test             type-check, lint and run every test
  bench [NAME]     run the benchmarks, or those whose name contains NAME
`;

const COMMANDS = {
  start: async args => (await import('./start.mjs')).startPortal(args),
  test: async args => (await import('./test.mjs')).testPortal(args),
  bench: async args => (await import('./bench.mjs')).benchPortal(args),
};

async function main([name, ...args]) {
  if (name === undefined || ['help', '--help', '-h'].includes(name)) {
    process.stdout.write(HELP);
    return 0;
  }
  const command = COMMANDS[name];
  if (!command) throw new Failure(`There is no command '${name}'.\n\n${HELP}`);
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(HELP);
    return 0;
  }
  return (await command(args)) ?? 0;
}

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    await endAll();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  });
}

try {
  const code = await main(process.argv.slice(2));
  if (!stopping) process.exitCode = code;
} catch (error) {
  if (!stopping) {
    await endAll();
    process.stderr.write(
      `portal: ${error instanceof Failure ? error.message : error.stack}\n`,
    );
    process.exit(1);
  }
}
