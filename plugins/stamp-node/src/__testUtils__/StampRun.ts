import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { EstateFile, StampPlan } from '@plumbline/plugin-stamp-common';
import { StaticCode } from '../render/readStaticCode';
import { renderStamp } from '../render/renderStamp';

const STUBS = resolve(__dirname, '../__fixtures__/bin');

/** Whether the shell and `jq` that scripts need are here. */
export function canRunScripts(): boolean {
  try {
    execFileSync('bash', ['-c', 'jq --version && sha256sum --version']);
    return true;
  } catch {
    return false;
  }
}

/**
 * A rendered stamp on disk whose scripts run with programs that stand in for
 * Azure, Terraform and curl, keep what was applied and write down each call.
 */
export class StampRun {
  readonly #directory = mkdtempSync(join(tmpdir(), 'stamp-run-'));
  #folder = '';

  /** @param from - a run of the same plan to go on from; it stays as it is. */
  constructor(
    plan: StampPlan,
    private readonly code: StaticCode,
    from?: StampRun,
  ) {
    if (from) {
      cpSync(from.#directory, this.#directory, { recursive: true });
      this.#folder = from.#folder;
      return;
    }
    mkdirSync(this.#stub);
    this.write(plan);
    this.answer('instances', ['READY', 'READY', 'READY']);
    this.answer('alerts', { value: [] });
    this.answerRequests(1000, 0);
  }

  get #stub() {
    return join(this.#directory, 'stub');
  }

  /** The stamp as it shall be from now on. */
  write(plan: StampPlan) {
    this.writeFiles(plan.folder, renderStamp(plan, this.code));
  }

  /** Other files, and the folder whose scripts run from now on. */
  writeFiles(folder: string, files: readonly EstateFile[]) {
    this.#folder = folder;
    for (const { path, content } of files) {
      const file = join(this.#directory, 'estate', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }

  /** What Azure answers from now on. */
  answer(what: string, value: unknown) {
    writeFileSync(join(this.#stub, `${what}.json`), JSON.stringify(value));
  }

  /** What Azure says of the unit's requests from now on. */
  answerRequests(requests: number, errors: number) {
    const series = (name: string, total: number) => ({
      name: { value: name },
      timeseries: [{ data: [{ total: null }, { total }] }],
    });
    this.answer('metrics', {
      value: [series('Requests', requests), series('Http5xx', errors)],
    });
  }

  /** How many origins of the Front Door are enabled from now on. */
  answerOrigins(enabled: number) {
    writeFileSync(join(this.#stub, 'origins'), `${enabled}\n`);
  }

  /** Runs one script; gives its exit code and what it said. */
  run(
    script: string,
    args: string[] = [],
    environment: Record<string, string> = {},
  ): { status: number | null; said: string } {
    const { status, stderr, stdout } = spawnSync(
      'bash',
      [
        join(this.#directory, 'estate', this.#folder, 'scripts', script),
        ...args,
      ],
      {
        encoding: 'utf8',
        env: {
          PATH: `${STUBS}:${process.env.PATH}`,
          HOME: this.#directory,
          STUB: this.#stub,
          RUNNER_TEMP: join(this.#directory, 'work'),
          STATE_RESOURCE_GROUP: 'rg-state',
          STATE_STORAGE_ACCOUNT: 'ststate',
          STATE_CONTAINER: 'state',
          PLUMBLINE_URL: 'https://portal.example.net/',
          PLUMBLINE_TOKEN: 'not-a-real-token',
          SMOKE_TEST_ATTEMPTS: '2',
          ...environment,
        },
      },
    );
    return { status, said: `${stdout}${stderr}` };
  }

  /** What was done since the last look, in its order. */
  takeCalls(): string[] {
    const calls = this.#lines('calls');
    rmSync(join(this.#stub, 'calls'), { force: true });
    return calls;
  }

  /** Every report to Plumbline. */
  reports(): {
    url: string;
    config: string;
    arguments: string;
    body: { reports: Record<string, unknown>[] };
  }[] {
    return this.#lines('reports').map(line => JSON.parse(line));
  }

  /** Keys of Terraform's states that were used. */
  stateKeys(): string[] {
    return [...new Set(this.#lines('keys'))].sort();
  }

  /** What Terraform signed in with since the last look. */
  takeSignIns(): string[] {
    const signIns = this.#lines('sign-ins');
    rmSync(join(this.#stub, 'sign-ins'), { force: true });
    return [...new Set(signIns)];
  }

  close() {
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #lines(name: string): string[] {
    const file = join(this.#stub, name);
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8').trim().split('\n');
  }
}
