import {
  FactSourceSchema,
  credentialsFactSchema,
  healthFactSchema,
  isFactValue,
  sloFactSchema,
} from '@plumbline/plugin-maturity-common';
import {
  CredentialFacts,
  StoredCredential,
  credentialFacts,
} from '@plumbline/plugin-secret-expiry-common';
import {
  ObjectiveDefinition,
  SloFacts,
  SloStatus,
  sloFacts,
} from '@plumbline/plugin-slo-common';
import { healthFacts } from './HealthFactSource';

/** Does not compile when the names of a family's facts are not those of its schema. */
type SameNames<A, B> = [keyof A, keyof B] extends [keyof B, keyof A]
  ? true
  : false;

const SAME: [
  SameNames<SloFacts, (typeof sloFactSchema)['facts']>,
  SameNames<CredentialFacts, (typeof credentialsFactSchema)['facts']>,
] = [true, true];

const SLO = {
  id: 'uptime',
  target: 0.99,
  window: { kind: 'rolling', duration: '28d', seconds: 2_419_200 },
  subject: 'latency',
} as ObjectiveDefinition;

const SLO_STATUS = {
  id: 'uptime',
  state: 'ok',
  remainingBudget: 0.5,
  alertReadings: [],
} as unknown as SloStatus;

const CREDENTIAL = {
  name: 'tls',
  kind: 'certificate',
  created: '2026-01-01T00:00:00.000Z',
  rotation: 'manual',
  state: 'no-expiry',
  findings: [],
} as unknown as StoredCredential;

describe('what the families give', () => {
  it.each<[FactSourceSchema, object]>([
    [
      sloFactSchema,
      sloFacts({ objectives: [SLO], statuses: [SLO_STATUS], readable: true }),
    ],
    [
      credentialsFactSchema,
      credentialFacts([CREDENTIAL], 'looked', new Date(), []),
    ],
    [
      healthFactSchema,
      healthFacts({
        state: 'degraded',
        observed: ['component:default/api'],
        unobserved: [],
        ill: [],
      }),
    ],
  ])('is what the schema %# says', (schema, facts) => {
    expect(SAME).toEqual([true, true]);
    expect(Object.keys(facts).sort()).toEqual(Object.keys(schema.facts).sort());
    for (const [name, value] of Object.entries(facts)) {
      expect([name, isFactValue(value, schema.facts[name].type)]).toEqual([
        name,
        true,
      ]);
    }
  });
});
