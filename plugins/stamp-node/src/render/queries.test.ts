import { parseAllDocuments } from 'yaml';
import { KqlCheck, createKqlCheck } from '../__testUtils__/kql';
import { exampleNewWorkload } from '../__testUtils__/plans';
import { StaticCode, readStaticCode } from './readStaticCode';
import { renderChange } from './renderChange';

/** What Azure takes for both, in minutes: a rule looks at most as far back as it is run. */
const DURATIONS: Record<string, number> = { PT5M: 5, PT10M: 10, PT15M: 15 };

describe('queries of logs', () => {
  let code: StaticCode;
  let check: KqlCheck;

  beforeAll(async () => {
    code = await readStaticCode();
    check = createKqlCheck();
  });

  function alerts(): Record<string, any>[] {
    return JSON.parse(code.get('terraform/foundation/alerts.json')!);
  }

  it('of alerts ask in KQL, of tables and columns that there are', () => {
    expect(alerts().map(({ name, query }) => [name, check(query)])).toEqual(
      alerts().map(({ name }) => [name, []]),
    );
  });

  it('of alerts give the value that the rule measures', () => {
    for (const { query } of alerts()) {
      expect(check(`${query}\n| project Value = 1.0 * Value`)).toEqual([]);
    }
  });

  it('of alerts look without a gap', () => {
    for (const { frequency, window } of alerts()) {
      expect(DURATIONS[frequency]).toBeLessThanOrEqual(DURATIONS[window]);
    }
  });

  it('of service levels ask in KQL, of tables and columns that there are', () => {
    const { files } = renderChange(exampleNewWorkload(), { code });
    const sources = files
      .filter(({ path }) => path.endsWith('/slo.yaml'))
      .flatMap(({ content }) => parseAllDocuments(content))
      .map(document => document.toJS())
      .filter(({ kind }) => kind === 'SLO')
      .map(({ spec }) => spec.indicator.spec.ratioMetric)
      .flatMap(({ good, total }) => [good, total])
      .map(({ metricSource }) => metricSource.spec);
    // Availability and latency, of the workload and of its stamp.
    expect(sources).toHaveLength(8);
    const wrong = sources.flatMap(({ query, value }) =>
      check(`${query}\n| summarize Value = ${value}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['an operator', 'AppRequests | wher Success'],
    ['a column', 'AppRequests | where Succeeded'],
    ['a table', 'AppRequest | count'],
  ])('would notice %s that there is not', (_, query) => {
    expect(check(query)).not.toEqual([]);
  });
});
