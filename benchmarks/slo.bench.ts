/*
 * SLOs, on SQLite in one process. Each part says what its figures are:
 *
 * - rounds: round-s, storage, memory
 */
import { rounds } from './slo/rounds';

async function main() {
  await rounds();
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
