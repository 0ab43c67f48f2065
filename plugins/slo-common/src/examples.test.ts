import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { cannotFire } from './alerts/cannotFire';
import { compositesOf } from './composite';
import { parseOpenSlo } from './openslo/parseOpenSlo';
import { resolveObjectives } from './openslo/resolveObjectives';
import { validateOpenSlo } from './openslo/validateOpenSlo';
import { checkSla } from './slaConsistency';
import { SloSubject } from './subject';
import { windowSeconds } from './window';

const directory = resolve(__dirname, '../../../examples/slos');

describe('the example documents', () => {
  const files = readdirSync(directory).map(file =>
    parseOpenSlo(file, readFileSync(resolve(directory, file), 'utf8')),
  );
  const { objectives, errors } = resolveObjectives(files);

  it('are well-formed', () => {
    expect(errors).toEqual([]);
    expect(objectives.map(({ id }) => id).sort()).toEqual([
      'card-payments-availability',
      'card-payments-latency',
      'card-payments-till.1',
      'card-payments-till.2',
      'claims-desk-uptime',
      'deal-fraud-availability',
      'deal-fraud-availability-brs',
      'deal-fraud-availability-eus2',
      'deal-fraud-availability-weu',
      'deal-fraud-latency',
      'ie-bank-api-response-time',
      'ie-bank-database-uptime',
      'ie-bank-error-rate',
      'ie-bank-page-load-time',
      'ie-bank-query-time',
      'ie-bank-sign-ins',
      'ie-bank-uptime',
      'price-feed-freshness',
    ]);
  });

  it('say what they are about', () => {
    const of = (about?: SloSubject) =>
      objectives
        .filter(({ subject }) => subject === about)
        .map(({ id }) => id)
        .sort();
    expect(of('latency')).toEqual([
      'card-payments-latency',
      'card-payments-till.2',
      'deal-fraud-latency',
      'ie-bank-api-response-time',
      'ie-bank-page-load-time',
      'ie-bank-query-time',
    ]);
    expect(of('freshness')).toEqual(['price-feed-freshness']);
    expect(of('availability')).toHaveLength(11);
    expect(of(undefined)).toEqual([]);
  });

  it("state IE Bank's levels as its plan does, contradictions included", () => {
    const findings = objectives
      .filter(({ sloName }) => sloName.startsWith('ie-bank-'))
      .map(({ sloName, target, sla, window }) => [
        sloName,
        target,
        sla?.target,
        checkSla(target, sla, windowSeconds(window))?.severity,
      ]);
    expect(findings).toEqual([
      ['ie-bank-uptime', 0.9, 0.99, 'error'],
      ['ie-bank-api-response-time', 0.95, 0.95, 'warning'],
      ['ie-bank-database-uptime', 0.9, undefined, undefined],
      ['ie-bank-error-rate', 0.99, 0.99, 'warning'],
      ['ie-bank-page-load-time', 0.95, undefined, undefined],
      ['ie-bank-query-time', 0.9, undefined, undefined],
      ['ie-bank-sign-ins', 0.95, undefined, undefined],
    ]);
  });

  it("are found fault with only where IE Bank's plan is to blame", () => {
    const { findings } = validateOpenSlo(files, { retentionDays: 60 });
    expect(
      findings.map(({ severity, document }) => [severity, document]),
    ).toEqual([
      ['error', 'SLO ie-bank-uptime'],
      ['warning', 'SLO ie-bank-api-response-time'],
      ['warning', 'SLO ie-bank-error-rate'],
    ]);
  });

  it("alert by the criteria of IE Bank's plan, each of which can fire", () => {
    const rules = objectives
      .filter(({ sloName }) => sloName.startsWith('ie-bank-'))
      .flatMap(definition =>
        (definition.alertRules ?? []).map(rule => [
          rule.name,
          rule.severity,
          cannotFire(rule, definition),
        ]),
      );
    expect(rules).toEqual([
      ['Unreachable for more than a minute', 'critical', undefined],
      ['More than 5% errors', 'medium', undefined],
      ['Pages are slow again and again', 'low', undefined],
      ['More than 10% slow queries', 'medium', undefined],
      ['Many failed sign-ins', 'high', undefined],
    ]);
  });

  it('have a composite, a month of the calendar in Madrid, and an average over slices', () => {
    expect(
      compositesOf(objectives).map(({ definition, members }) => [
        definition.id,
        members.map(({ weight }) => weight),
      ]),
    ).toEqual([['card-payments-till', [3, 1]]]);
    const by = (id: string) => objectives.find(each => each.id === id);
    expect(by('ie-bank-sign-ins')?.window).toMatchObject({
      kind: 'calendar',
      duration: '1M',
      timeZone: 'Europe/Madrid',
    });
    expect(by('ie-bank-query-time')?.method).toBe('RatioTimeslices');
  });
});

describe('the documents of the manual', () => {
  it.each(['README.md', 'docs/openslo.md'])('in %s are valid', name => {
    const text = readFileSync(resolve(__dirname, '../../slo', name), 'utf8');
    const blocks = [...text.matchAll(/```yaml\n(apiVersion: [^]*?)```/g)];
    expect(blocks.length).toBeGreaterThan(0);
    const { findings } = validateOpenSlo(
      blocks.map(([, block]) => parseOpenSlo(name, block)),
    );
    expect(findings).toEqual([]);
  });
});
