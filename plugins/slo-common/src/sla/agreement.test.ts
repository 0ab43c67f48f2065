import { objective } from '../__fixtures__/objective';
import { ObjectiveDefinition } from '../definition';
import { checkAgreements } from './agreement';

const uptime = (changes: Partial<ObjectiveDefinition> = {}) =>
  objective({
    subject: 'availability',
    sla: { target: 0.999, name: 'Client agreement' },
    ...changes,
  });

describe('checkAgreements', () => {
  it('warns of a promise that the dependencies do not allow', () => {
    expect(checkAgreements([uptime()], 0.996904)).toEqual([
      {
        severity: 'warning',
        objectiveId: 'checkout',
        slaTarget: 0.999,
        allowed: 0.996904,
        explanation:
          "The SLA 'Client agreement' promises 99.9% (43 minutes of failure in 30 days), " +
          'but the promises of the services it depends on allow at most 99.6904% (2 hours 14 minutes).',
      },
    ]);
  });

  it('compares the promise of a composite once, not of each member', () => {
    const part = (id: string) => uptime({ id: `checkout.${id}`, weight: 1 });
    expect(
      checkAgreements([part('1'), part('2')], 0.99).map(
        ({ objectiveId }) => objectiveId,
      ),
    ).toEqual(['checkout']);
  });

  it.each([
    ['it is allowed', uptime({ sla: { target: 0.99 } }), 0.996904],
    ['it is just allowed', uptime({ sla: { target: 0.996904 } }), 0.996904],
    ['nothing is known of the dependencies', uptime(), null],
    ['there is no promise', uptime({ sla: undefined }), 0.9],
    ['it is about latency', uptime({ subject: 'latency' }), 0.9],
    [
      'it is about a part',
      uptime({ entityRef: 'resource:default/database' }),
      0.9,
    ],
  ])('says nothing when %s', (_, definition, allowed) => {
    expect(checkAgreements([definition], allowed)).toEqual([]);
  });
});
