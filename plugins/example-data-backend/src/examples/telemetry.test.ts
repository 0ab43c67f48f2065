import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  ObjectiveDefinition,
  Slice,
  evaluate,
  parseOpenSlo,
  resolveObjectives,
  rollUp,
  seriesOf,
} from '@plumbline/plugin-slo-common';
import { readDefinition } from '../definitions/readDefinitions';
import { Series, telemetrySchema } from '../telemetry/definition';
import { columnsOf, sampleAt } from '../telemetry/samples';
import { SLICE_SECONDS } from '../telemetry/slices';

jest.setTimeout(60_000);

const EXAMPLES = resolve(__dirname, '../../../../examples');
const DAY = 86_400;

/** First starts at different hours of the week: the stories must not depend on it. */
const STARTS = [
  Date.UTC(2026, 10, 21, 1, 45),
  Date.UTC(2026, 10, 25, 14, 0),
].map(ms => ms / 1000);

function readObjectives(): ObjectiveDefinition[] {
  const folder = resolve(EXAMPLES, 'slos');
  const files = readdirSync(folder).filter(name => name.endsWith('.yaml'));
  const { objectives, errors } = resolveObjectives(
    files.map(name =>
      parseOpenSlo(name, readFileSync(resolve(folder, name), 'utf8')),
    ),
  );
  expect(errors).toEqual([]);
  return objectives;
}

function slicesOf(
  { indicator }: ObjectiveDefinition,
  series: Series,
  start: number,
): Slice[] {
  const slices: Slice[] = [];
  for (let end = start - 31 * DAY; end <= start; end += SLICE_SECONDS) {
    const sample = sampleAt(series, end, start);
    if (!sample) continue;
    if (indicator.kind === 'threshold') {
      expect(indicator.op).toBe('lt');
      const good = sample.value < indicator.value ? 1 : 0;
      slices.push({ end, good, total: 1 });
    } else {
      slices.push({ end, good: sample.good, total: sample.total });
    }
  }
  return slices;
}

describe('the example telemetry', () => {
  let series: Series[];
  let objectives: ObjectiveDefinition[];

  beforeAll(async () => {
    const file = resolve(EXAMPLES, 'telemetry.yaml');
    series = (await readDefinition(file, telemetrySchema)).series;
    objectives = readObjectives();
  });

  it('has exactly the series that the SLOs read', () => {
    const wanted = objectives.flatMap(({ indicator }) =>
      seriesOf(indicator)
        .filter(({ source }) => source.type === 'samples')
        .map(({ source }) => source.spec.series),
    );
    const made = series.flatMap(each =>
      columnsOf(each).map(column => `${each.name}.${column}`),
    );
    expect(made.sort()).toEqual([...new Set(wanted)].sort());
  });

  function figuresAt(start: number, name: string) {
    const definition = objectives.find(({ id }) => id === name)!;
    const story = series.find(each => each.name === name)!;
    const rollups = rollUp(slicesOf(definition, story, start), definition);
    return evaluate({ definition, rollups, asOf: start, now: start }).figures;
  }

  describe.each(STARTS)('on a first start at %d', start => {
    // State, then the least and most of the budget that may be left.
    it.each([
      ['ie-bank-uptime', 'ok', 0.9, 0.96],
      ['ie-bank-database-uptime', 'ok', 0.95, 1],
      ['ie-bank-api-response-time', 'ok', 0.4, 0.7],
      ['ie-bank-error-rate', 'ok', 0.7, 0.9],
      ['ie-bank-page-load-time', 'ok', 0.4, 0.9],
      ['ie-bank-query-time', 'ok', 0.55, 0.75],
      ['ie-bank-sign-ins', 'ok', 0.5, 0.9],
      ['deal-fraud-availability', 'ok', 0.6, 0.8],
      ['deal-fraud-availability-eus2', 'ok', 0.85, 0.95],
      ['deal-fraud-availability-weu', 'ok', 0.85, 0.95],
      ['deal-fraud-availability-brs', 'low', 0.1, 0.25],
      ['deal-fraud-latency', 'slow-burn', 0.09, 0.15],
      ['card-payments-availability', 'ok', 0.7, 0.85],
      ['card-payments-latency', 'ok', 0.5, 0.7],
      ['claims-desk-uptime', 'ok', 0.25, 1],
      ['price-feed-freshness', 'fast-burn', 0.6, 0.8],
    ])('%s is %s', (name, state, least, most) => {
      const figures = figuresAt(start, name);
      expect([figures.state, figures.reason]).toEqual([
        state,
        expect.anything(),
      ]);
      expect(figures.remainingBudget).toBeGreaterThanOrEqual(least);
      expect(figures.remainingBudget).toBeLessThanOrEqual(most);
    });

    it('leaves a gap of nine hours in the latency of card payments', () => {
      const { slices } = figuresAt(start, 'card-payments-latency');
      expect(slices.noData).toBe((9 * 3600) / SLICE_SECONDS);
    });

    it('has slices without any traffic at the claims desk', () => {
      const { slices } = figuresAt(start, 'claims-desk-uptime');
      expect(slices.empty).toBeGreaterThan(500);
    });
  });
});
