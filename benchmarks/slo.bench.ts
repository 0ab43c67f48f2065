/*
 * SLOs, on SQLite in one process. Each part says what its figures are:
 *
 * - rounds: round-s, storage, memory
 * - statusPage: status-page-p95-ms, what a page asks for at once, as the client sees it
 * - besidePrometheus: windows-read and query-load, beside a real Prometheus where one is installed
 */
import { besidePrometheus } from './slo/besidePrometheus';
import { rounds } from './slo/rounds';
import { statusPage } from './slo/statusPage';

async function main() {
  await rounds();
  await statusPage();
  await besidePrometheus();
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
