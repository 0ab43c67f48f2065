import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseOpenSlo } from './openslo/parseOpenSlo';
import { resolveObjectives } from './openslo/resolveObjectives';
import { checkSla } from './slaConsistency';
import { SloSubject } from './subject';
import { windowSeconds } from './window';

const directory = resolve(__dirname, '../../../examples/slos');

describe('the example documents', () => {
  const { objectives, errors } = resolveObjectives(
    readdirSync(directory).map(file =>
      parseOpenSlo(file, readFileSync(resolve(directory, file), 'utf8')),
    ),
  );

  it('are well-formed', () => {
    expect(errors).toEqual([]);
    expect(objectives.map(({ id }) => id).sort()).toEqual([
      'card-payments-availability',
      'card-payments-latency',
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
      'deal-fraud-latency',
      'ie-bank-api-response-time',
      'ie-bank-page-load-time',
    ]);
    expect(of('freshness')).toEqual(['price-feed-freshness']);
    expect(of('availability')).toHaveLength(9);
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
    ]);
  });
});
