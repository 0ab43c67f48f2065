import { Failure } from './failure.mjs';
import { endAll } from './processes.mjs';

const HELP = `Usage: ./portal COMMAND [OPTION ...]

  start            install what is missing, start the portal, print its address
      --port N         port to listen on (7007)
      --host ADDRESS   address to listen on (127.0.0.1: this machine only)
      --data FOLDER    where the database and the example data are kept (data/)
      --config FILE    settings on top of the example portal's; may be repeated
      --verbose        print everything that the portal logs
  test             type-check, lint and run every test
  bench [NAME]     run the benchmarks, or those whose name contains NAME
  maturity check FILE ...
                   check maturity models without a portal: one finding on each
                   line, 'file:line:column: message'; exit code 1 when there is any
      --config FILE    configuration that declares pushed facts (app-config.yaml)
  maturity dry-run FILE
                   try a changed model out on all workloads of a running portal,
                   and print who would rise or fall; exit code 0 when nobody would
                   fall, overall or on a pillar, 1 when somebody would, 2
                   when it could not be tried out
      --url URL        the portal's back end (http://127.0.0.1:7007)
      --token TOKEN    Backstage token, or in PORTAL_TOKEN; on this machine the
                       guest's when there is none
  slo validate FILE ...
                   check OpenSLO files or folders together, without a portal: one
                   finding on each line, 'file:line:column: severity: message';
                   exit code 1 when any is an error
      --config FILE    configuration that tells how long is kept (app-config.yaml)
      --workload REF   workload of the catalog entity that leads to the files
  slo rules FILE ...
                   print Prometheus rules of the objectives that are asked of a
                   Prometheus, so that it can alert without a portal; exit code 1
                   when a document has an error or no objective has rules
      --workload REF   workload of the catalog entity that leads to the files
  stamp check DIR  check the folder of an estate, such as the checkout of a pull
                   request, without a portal: files as their locks say, no name
                   or address twice, the policy held, every file valid; one
                   finding on each line, 'path:line: message'; exit code 1 when
                   there is any, 2 when it could not be found out
      --config FILE    configuration with the policy (app-config.yaml)
      --catalog FILE   catalog file that declares the workloads, so that where
                       their data must stay is checked too
`;

const COMMANDS = {
  start: async args => (await import('./start.mjs')).startPortal(args),
  test: async args => (await import('./test.mjs')).testPortal(args),
  bench: async args => (await import('./bench.mjs')).benchPortal(args),
  maturity: async args =>
    (await import('./maturity/maturity.mjs')).maturity(args),
  slo: async args => (await import('./slo/slo.mjs')).slo(args),
  stamp: async args => (await import('./stamp/stamp.mjs')).stamp(args),
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
    process.exit(error.exitCode ?? 1);
  }
}
