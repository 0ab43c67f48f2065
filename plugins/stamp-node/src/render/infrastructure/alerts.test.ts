import { KqlCheck, createKqlCheck } from '../../__testUtils__/kql';
import { StaticCode, readStaticCode } from '../readStaticCode';

/** What Azure takes for both, in minutes: a rule looks at most as far back as it is run. */
const DURATIONS: Record<string, number> = { PT5M: 5, PT10M: 10, PT15M: 15 };

describe('alerts over logs', () => {
  let code: StaticCode;
  let check: KqlCheck;

  beforeAll(async () => {
    code = await readStaticCode();
    check = createKqlCheck();
  });

  function alerts(): Record<string, any>[] {
    return JSON.parse(code.get('terraform/foundation/alerts.json')!);
  }

  it('ask in KQL, of tables and columns that there are', () => {
    expect(
      alerts().map(({ name, query }) => [name, check(query)]),
    ).toEqual(alerts().map(({ name }) => [name, []]));
  });

  it('give the value that the rule measures', () => {
    for (const { query } of alerts()) {
      expect(check(`${query}\n| project Value = 1.0 * Value`)).toEqual([]);
    }
  });

  it('look without a gap', () => {
    for (const { frequency, window } of alerts()) {
      expect(DURATIONS[frequency]).toBeLessThanOrEqual(DURATIONS[window]);
    }
  });

  it.each([
    ['an operator', 'AppRequests | wher Success'],
    ['a column', 'AppRequests | where Succeeded'],
    ['a table', 'AppRequest | count'],
  ])('would notice %s that there is not', (_, query) => {
    expect(check(query)).not.toEqual([]);
  });
});
