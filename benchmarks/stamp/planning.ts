import {
  DEFAULT_POLICY,
  ExistingStamp,
  REGIONS,
  StampRequest,
  formatBlock,
  parseBlock,
  planStamp,
  subBlock,
} from '@plumbline/plugin-stamp-common';
import { percentile } from '../figure';
import { ELIGIBLE } from './estate';
import { stampFigure } from './stampFigure';

const SIZES = [10, 100, 1_000];
/** Time in which one size is planned again and again. */
const MS = 1_500;
const RANGE = '10.0.0.0/8';

const REQUEST: StampRequest = {
  workload: {
    ref: 'system:default/orders',
    owner: 'group:default/orders',
    addressRange: RANGE,
    image: 'example.azurecr.io/orders:1.0.0',
    globalResources: [],
  },
  environment: 'prod',
  region: ELIGIBLE[0],
  expectedUsers: 400,
  infrastructure: 'terraform',
  pipeline: 'azure-devops',
};

/**
 * The planner alone, for one more stamp of a workload that has some already:
 * plan-ms for each number of them. Ratio: ten times what a tenth of them takes,
 * against what these take; 1 is linear, more is better.
 */
export function planning() {
  let tenth: number | undefined;
  for (const size of SIZES) {
    const existing = stampsOf(size);
    const samples: number[] = [];
    const until = performance.now() + MS;
    const cpu = process.cpuUsage();
    while (performance.now() < until || samples.length < 20) {
      const started = performance.now();
      const { plan, violations } = planStamp(
        REQUEST,
        existing,
        REGIONS,
        DEFAULT_POLICY,
      );
      samples.push(performance.now() - started);
      if (!plan) throw new Error(JSON.stringify(violations));
    }
    const { user, system } = process.cpuUsage(cpu);
    const ms = percentile(samples, 0.5);
    stampFigure(`plan-ms-${size}`, ms, 'ms, median of the planner alone', {
      n: samples.length,
      ...(tenth !== undefined && { ratio: (10 * tenth) / ms }),
    });
    stampFigure(
      `plan-cpu-ms-${size}`,
      (user + system) / 1_000 / samples.length,
      'ms of processor time, mean',
      { n: samples.length },
    );
    tenth = ms;
  }
}

/** Stamps of one workload side by side, in every region and three environments. */
function stampsOf(count: number): ExistingStamp[] {
  const range = parseBlock(RANGE)!;
  return Array.from({ length: count }, (_, n) => {
    const region = ELIGIBLE[n % ELIGIBLE.length];
    const round = Math.floor(n / ELIGIBLE.length);
    const environment = ['prod', 'test', 'dev'][round % 3];
    const instance = Math.floor(round / 3) + 1;
    return {
      name: `orders-${environment}-${region}-${String(instance).padStart(
        3,
        '0',
      )}`,
      environment,
      region,
      instance,
      addressRange: formatBlock(subBlock(range, DEFAULT_POLICY.stampPrefix, n)),
    };
  });
}
