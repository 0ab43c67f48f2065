import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether a real Prometheus can be started here. */
export const prometheusInstalled = ['prometheus', 'promtool'].every(
  command => spawnSync(command, ['--version']).status === 0,
);

if (!prometheusInstalled) {
  // eslint-disable-next-line no-console
  console.log('skipped: prometheus and promtool are not installed');
}

/** A real Prometheus on a port of its own, filled with a past. */
export class RealPrometheus {
  readonly url: string;
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(url: string, folder: string, process: ChildProcess) {
    this.url = url;
    this.#folder = folder;
    this.#process = process;
  }

  /** @param metrics - the samples, in the text format of OpenMetrics. */
  static async start(metrics: string): Promise<RealPrometheus> {
    const folder = await mkdtemp(join(tmpdir(), 'slo-prometheus-'));
    await writeFile(join(folder, 'metrics.txt'), metrics);
    await writeFile(join(folder, 'prometheus.yml'), 'global: {}\n');
    const data = join(folder, 'data');
    const backfill = spawnSync(
      'promtool',
      [
        ...['tsdb', 'create-blocks-from', 'openmetrics'],
        // One block instead of hundreds.
        '--max-block-duration=744h',
        ...[join(folder, 'metrics.txt'), data],
      ],
      { encoding: 'utf8' },
    );
    if (backfill.status !== 0) throw new Error(backfill.stderr);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const server = spawn(
      'prometheus',
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${data}`,
        '--storage.tsdb.retention.time=60d',
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: 'ignore' },
    );
    for (let attempt = 0; attempt < 200; attempt++) {
      const ready = await fetch(`${url}/-/ready`).catch(() => undefined);
      if (ready?.ok) break;
      await new Promise(done => setTimeout(done, 100));
    }
    return new RealPrometheus(url, folder, server);
  }

  /** What it says when asked directly: one number. */
  async ask(query: string, time: number): Promise<number> {
    const response = await fetch(
      `${this.url}/api/v1/query?${new URLSearchParams({
        query,
        time: String(time),
      })}`,
    );
    const { data } = (await response.json()) as {
      data: { result: { value: [number, string] }[] };
    };
    return Number(data.result[0].value[1]);
  }

  async stop(): Promise<void> {
    const ended = new Promise(done => this.#process.once('exit', done));
    this.#process.kill();
    await ended;
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>(done => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise(done => probe.close(done));
  return port;
}
