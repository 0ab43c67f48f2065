import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  Credential,
  DAY_MS,
  judgeCredential,
  parseInventory,
  rotationHistory,
} from '@plumbline/plugin-secret-expiry-common';

const EXAMPLES = join(__dirname, '../../../../examples/credentials');
const NOW = new Date('2026-11-21T12:00:00.000Z');

/** The example inventories with their relative dates counted from `NOW`. */
function readExamples(): Credential[] {
  return readdirSync(EXAMPLES).flatMap(file => {
    const text = readFileSync(join(EXAMPLES, file), 'utf8').replace(
      /([+-]\d+)d\b(?=[, \n])/g,
      (_, days) => new Date(NOW.getTime() + days * DAY_MS).toISOString(),
    );
    const { problems, credentials } = parseInventory(text, file);
    expect(problems).toEqual([]);
    return credentials;
  });
}

describe('the example inventories', () => {
  const credentials = readExamples();

  function find(workload: string, name: string, entity: string) {
    const found = credentials.filter(
      credential =>
        credential.name === name &&
        credential.workloadRef === `system:default/${workload}` &&
        credential.entityRef?.endsWith(`/${entity}`),
    );
    expect(found).toHaveLength(1);
    return { ...found[0], ...judgeCredential(found[0], NOW) };
  }

  it.each([
    ['deal-fraud-model', 'api-tls', 'deal-fraud-weu-kv', 'expiring', 5],
    ['deal-fraud-model', 'api-tls', 'deal-fraud-brs-kv', 'ok', 0],
    ['claims-desk', 'claims-desk-tls', 'claims-desk-kv', 'expired', 6],
    [
      'card-payments',
      'ingress-tls',
      'card-payments-neu-kv',
      'rotation-overdue',
      1,
    ],
    ['card-payments', 'settlement-app', 'card-payments-booking', 'expiring', 3],
    ['price-feed', 'exchange-feed-password', 'price-feed-kv', 'no-expiry', 0],
    ['ie-bank', 'postgres-app-password', 'ie-bank-prod-kv', 'expiring', 2],
    ['ie-bank', 'ie-bank-api-tls', 'ie-bank-prod-kv', 'ok', 0],
  ])('%s has %s', (workload, name, entity, state, stage) => {
    expect(find(workload, name, entity)).toMatchObject({ state, stage });
  });

  it('IE Bank has 41 days to the next date that concerns someone, and was late once', () => {
    const manual = credentials.filter(
      ({ workloadRef, rotation }) =>
        workloadRef === 'system:default/ie-bank' && rotation === 'manual',
    );
    const days = manual.map(
      ({ expires }) => (Date.parse(expires!) - NOW.getTime()) / DAY_MS,
    );
    expect(Math.min(...days)).toBe(41);
    expect(
      rotationHistory(
        find('ie-bank', 'postgres-app-password', 'ie-bank-prod-kv').previous,
      )[0].marginDays,
    ).toBe(-9);
  });
});
