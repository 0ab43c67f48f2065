import {
  DEFAULT_POLICY,
  INFRASTRUCTURES,
  PIPELINE_HOSTS,
  REGIONS,
  planWorkload,
} from '@plumbline/plugin-stamp-common';
import {
  readStaticCode,
  renderChange,
  validateChange,
} from '@plumbline/plugin-stamp-node';
import { percentile } from '../figure';
import { ELIGIBLE } from './estate';
import { stampFigure } from './stampFigure';

const TIMES = 10 * Number(process.env.BENCH_ROUNDS ?? 2);

/**
 * Rendering and validating a new workload with its first stamp, the largest
 * change that there is, in each language with each pipeline: render-ms,
 * validate-ms. Shipped code was parsed before, as in a back end that runs.
 */
export async function rendering() {
  const code = await readStaticCode();
  for (const infrastructure of INFRASTRUCTURES) {
    for (const pipeline of PIPELINE_HOSTS) {
      const { plan, violations } = planWorkload(
        {
          name: 'orders',
          title: 'Orders',
          description: 'Takes and keeps orders.',
          owner: 'group:default/orders',
          tier: 'mission-critical',
          addressRange: '10.64.0.0/16',
          homeRegion: ELIGIBLE[0],
          image: 'example.azurecr.io/orders:1.0.0',
          infrastructure,
          pipeline,
          stamp: {
            environment: 'prod',
            region: ELIGIBLE[0],
            expectedUsers: 400,
          },
        },
        {},
        REGIONS,
        DEFAULT_POLICY,
      );
      if (!plan) throw new Error(JSON.stringify(violations));
      const rendered: number[] = [];
      const validated: number[] = [];
      let validatingCpu = 0;
      let files = 0;
      // The first loads parsers and compiles; it is no sample.
      for (let nth = 0; nth <= TIMES; nth++) {
        const started = performance.now();
        const change = renderChange(plan, { code });
        const between = performance.now();
        const cpu = process.cpuUsage();
        const problems = await validateChange(change, code);
        const ended = performance.now();
        const { user, system } = process.cpuUsage(cpu);
        if (problems.length > 0) throw new Error(JSON.stringify(problems[0]));
        files = change.files.length;
        if (nth === 0) continue;
        rendered.push(between - started);
        validated.push(ended - between);
        validatingCpu += (user + system) / 1_000;
      }
      const kind = `${infrastructure}-${pipeline}`;
      const n = TIMES;
      stampFigure(
        `render-ms-${kind}`,
        percentile(rendered, 0.5),
        `ms, median, ${files} files`,
        { n },
      );
      stampFigure(
        `validate-ms-${kind}`,
        percentile(validated, 0.5),
        'ms, median',
        { n },
      );
      stampFigure(
        `validate-cpu-ms-${kind}`,
        validatingCpu / n,
        'ms of processor time, mean',
        { n },
      );
    }
  }
}
