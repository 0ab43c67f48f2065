import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  createWriteStream,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { freePort } from '../freePort';

const DAY = 86_400;
/** The window of every SLO, and what lies before it. */
const DAYS = 30;
const BEFORE_SECONDS = 6 * 3_600;
/** Instances of each service, such as two in each of two regions. */
const INSTANCES = 4;
/** Series of each service: requests answered with 200 and with 500, of each instance. */
export const SERIES = 2 * INSTANCES;
/** What the Prometheus Operator and Azure Monitor scrape by unless told. */
export const SCRAPE_SECONDS = 30;
/** What Prometheus evaluates rules by unless told. */
export const EVALUATION_SECONDS = 60;

/** Name of service number `n`: one SLO each. */
export function serviceOf(n: number): string {
  return `service-${String(n).padStart(4, '0')}`;
}

/** A real Prometheus with 30 days of {@link SERIES} counters for each service. */
export interface BenchPrometheus {
  url: string;
  services: number;
  /** Services that have series that rules of others would have recorded by now. */
  withRules: number;
  /** Time of the last sample, epoch seconds. */
  end: number;
  /** Value of an instant query at {@link BenchPrometheus.end}, by the label `job`. */
  ask(query: string): Promise<Map<string, number>>;
  /** What the server says it has done so far. */
  work(): ServerWork;
  stop(): Promise<void>;
}

/** Work of a server, by its own statistics. */
export interface ServerWork {
  /** Queries evaluated. */
  queries: number;
  /** Samples that queries went through. */
  samples: number;
}

export const prometheusInstalled = ['prometheus', 'promtool'].every(
  command => spawnSync(command, ['--version']).status === 0,
);

/** Fills a Prometheus and starts it. */
export async function startPrometheus(options: {
  services: number;
  withRules: number;
}): Promise<BenchPrometheus> {
  const { services, withRules } = options;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-slo-'));
  const end = Math.floor(Date.now() / 300_000) * 300;
  const metrics = path.join(folder, 'metrics.txt');
  await writeMetrics(metrics, { services, withRules, end });
  const data = path.join(folder, 'data');
  const backfill = spawnSync(
    'promtool',
    [
      ...['tsdb', 'create-blocks-from', 'openmetrics', '--quiet'],
      ...['--max-block-duration=744h', metrics, data],
    ],
    { encoding: 'utf8' },
  );
  if (backfill.status !== 0) throw new Error(backfill.stderr);
  rmSync(metrics);
  const config = path.join(folder, 'prometheus.yml');
  const queryLog = path.join(folder, 'queries.log');
  writeFileSync(config, `global: { query_log_file: '${queryLog}' }\n`);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(
    'prometheus',
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      '--storage.tsdb.retention.time=90d',
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: 'ignore' },
  );
  await ready(url);
  return {
    url,
    services,
    withRules,
    end,
    ask: query => ask(url, query, end),
    work: () => workOf(queryLog),
    async stop() {
      const ended = once(server as ChildProcess, 'exit');
      server.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function writeMetrics(
  file: string,
  options: { services: number; withRules: number; end: number },
) {
  const { services, withRules, end } = options;
  const stream = createWriteStream(file);
  const write = async (lines: string[]) => {
    if (!stream.write(`${lines.join('\n')}\n`)) await once(stream, 'drain');
  };
  const start = end - DAYS * DAY - BEFORE_SECONDS;
  for (let n = 0; n < services; n++) {
    for (let instance = 0; instance < INSTANCES; instance++) {
      const good: string[] = [];
      const bad: string[] = [];
      const counts = { good: 0, bad: 0 };
      const name = `http_requests_total{job="${serviceOf(
        n,
      )}",instance="${instance}"`;
      let tick = n * INSTANCES + instance;
      for (let time = start; time <= end; time += SCRAPE_SECONDS) {
        tick++;
        counts.good += 100 + ((tick * 7_919) % 61);
        if ((tick * 31 + n * 17) % 23 === 0) counts.bad++;
        good.push(`${name},code="200"} ${counts.good} ${time}`);
        bad.push(`${name},code="500"} ${counts.bad} ${time}`);
      }
      await write(good);
      await write(bad);
    }
  }
  for (let n = 0; n < withRules; n++) {
    const labels = slothLabels(n);
    const lines: string[] = [];
    for (let time = start; time <= end; time += EVALUATION_SECONDS) {
      lines.push(
        `slo:sli_error:ratio_rate5m{${labels},sloth_window="5m"} 0.0003 ${time}`,
      );
    }
    await write(lines);
  }
  stream.end('# EOF\n');
  await once(stream, 'close');
}

/** Labels that Sloth gives what it records of a service's SLO. */
export function slothLabels(n: number): string {
  const service = serviceOf(n);
  return `sloth_id="${service}-availability",sloth_service="${service}",sloth_slo="availability"`;
}

async function ready(url: string) {
  for (let attempt = 0; attempt < 600; attempt++) {
    const response = await fetch(`${url}/-/ready`).catch(() => undefined);
    if (response?.ok) return;
    await new Promise(resolve => {
      setTimeout(resolve, 100);
    });
  }
  throw new Error('Prometheus does not start');
}

async function ask(
  url: string,
  query: string,
  time: number,
): Promise<Map<string, number>> {
  const response = await fetch(`${url}/api/v1/query`, {
    method: 'POST',
    body: new URLSearchParams({ query, time: String(time) }),
  });
  const answer = await response.json();
  if (answer.status !== 'success') throw new Error(`${query}: ${answer.error}`);
  if (!Array.isArray(answer.data.result) || answer.data.resultType !== 'vector')
    return new Map();
  return new Map(
    answer.data.result.map(
      ({ metric, value }: { metric: { job?: string }; value: [0, string] }) => [
        metric.job ?? '',
        Number(value[1]),
      ],
    ),
  );
}

/** Sums of the server's query log, in which it writes each query with its statistics. */
function workOf(queryLog: string): ServerWork {
  const work: ServerWork = { queries: 0, samples: 0 };
  for (const line of readFileSync(queryLog, 'utf8').split('\n')) {
    if (line === '') continue;
    const { stats } = JSON.parse(line);
    work.queries++;
    work.samples += stats.samples.totalQueryableSamples;
  }
  return work;
}
