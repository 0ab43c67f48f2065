import {
  TestDatabases,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { EvaluatedHouse } from '../../__testUtils__/EvaluatedHouse';
import { Ownership } from '../ownership';
import { ExemptionDesk } from './ExemptionDesk';

const ADA = mockCredentials.user('user:default/ada');
const PAT = mockCredentials.user('user:default/pat');
const SAM = mockCredentials.user('user:default/sam');

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('ExemptionDesk on %s', id => {
  let house: EvaluatedHouse;
  let desk: ExemptionDesk;

  beforeEach(async () => {
    house = await EvaluatedHouse.build(await databases.init(id));
    desk = newDesk();
  });

  /** Another replica's. */
  function newDesk() {
    return new ExemptionDesk({
      auth: mockServices.auth(),
      ownership: { check: async () => {} } as unknown as Ownership,
      criterion: criterionId => house.models.criterion(criterionId),
      workloads: house.workloads,
      store: house.exemptions,
      now: () => house.now,
    });
  }

  const ask = (by = desk) =>
    by.request(
      {
        workloadRef: 'system:default/half',
        criterionId: 's-2-1.escalation',
        reason: 'It is switched off soon.',
        expiresAt: '2026-12-24T00:00:00Z',
      },
      ADA,
    );

  function outcomes(settled: PromiseSettledResult<unknown>[]) {
    return settled
      .map(each =>
        each.status === 'fulfilled' ? 'done' : (each.reason as Error).name,
      )
      .sort();
  }

  it('takes one of two requests at once', async () => {
    const settled = await Promise.allSettled([ask(), ask(newDesk())]);
    expect(outcomes(settled)).toEqual(['ConflictError', 'done']);
    const { total } = await house.exemptions.page({ limit: 9, offset: 0 });
    expect(total).toBe(1);
  });

  it('takes one of two decisions at once', async () => {
    const { id: exemptionId } = (await ask()).exemption;
    const settled = await Promise.allSettled([
      desk.decide(exemptionId, { decision: 'approve' }, PAT),
      newDesk().decide(exemptionId, { decision: 'deny' }, SAM),
    ]);
    expect(outcomes(settled)).toEqual(['ConflictError', 'done']);
    const winner = settled.findIndex(each => each.status === 'fulfilled');
    expect(await house.exemptions.find(exemptionId)).toMatchObject({
      state: ['approved', 'denied'][winner],
      decidedBy: ['user:default/pat', 'user:default/sam'][winner],
    });
  });

  it('approves nothing that would be over', async () => {
    const { id: exemptionId } = (await ask()).exemption;
    house.later(60 * 86_400);
    await expect(
      desk.decide(exemptionId, { decision: 'approve' }, PAT),
    ).rejects.toThrow(/would have ended on 2026-12-24/);
  });

  it('takes what another back end hands over twice as one, also once it is decided', async () => {
    const handOver = () =>
      desk.request(
        {
          workloadRef: 'system:default/half',
          criterionId: 's-2-1.escalation',
          reason: 'It is switched off soon.',
          expiresAt: '2026-12-24T00:00:00Z',
          requestedBy: 'user:default/ada',
          requestedAt: '2026-11-18T00:00:00Z',
        },
        mockCredentials.service('plugin:importer'),
      );
    const { exemption, isNew } = await handOver();
    expect({ exemption, isNew }).toMatchObject({
      exemption: {
        state: 'requested',
        requestedBy: 'user:default/ada',
        requestedAt: '2026-11-18T00:00:00.000Z',
      },
      isNew: true,
    });
    expect((await handOver()).isNew).toBe(false);
    await desk.decide(exemption.id, { decision: 'approve' }, PAT);
    // It is still the same when it has long been over.
    house.later(60 * 86_400);
    expect(await handOver()).toMatchObject({
      exemption: { id: exemption.id, decidedBy: 'user:default/pat' },
      isNew: false,
    });
    const { total } = await house.exemptions.page({ limit: 9, offset: 0 });
    expect(total).toBe(1);
  });

  it('takes what another back end hands over before the catalog has the workload', async () => {
    const { exemption } = await desk.request(
      {
        workloadRef: 'system:default/coming',
        criterionId: 's-2-1.escalation',
        reason: 'It is switched off soon.',
        expiresAt: '2026-12-24T00:00:00Z',
        requestedBy: 'user:default/ada',
        requestedAt: '2026-11-18T00:00:00Z',
      },
      mockCredentials.service('plugin:importer'),
    );
    expect(exemption).toMatchObject({
      workloadRef: 'system:default/coming',
      state: 'requested',
    });
  });

  it('asks only for models that the workload is held against', async () => {
    const place = house.models.criterion('s-2-1.escalation')!;
    const strict = new ExemptionDesk({
      auth: mockServices.auth(),
      ownership: { check: async () => {} } as unknown as Ownership,
      criterion: () => ({
        ...place,
        model: { ...place.model, tiers: ['mission-critical'] },
      }),
      workloads: house.workloads,
      store: house.exemptions,
      now: () => house.now,
    });
    await expect(ask(strict)).rejects.toThrow(
      /^criterionId: expected a criterion of a model that 'system:default\/half' is held against/,
    );
  });

  it('lets the exemption count that ends last', async () => {
    const { id: first } = (await ask()).exemption;
    await desk.decide(first, { decision: 'approve' }, PAT);
    const { exemption: second } = await desk.request(
      {
        workloadRef: 'system:default/half',
        criterionId: 's-2-1.escalation',
        reason: 'It takes longer than that.',
        expiresAt: '2027-03-01T00:00:00Z',
      },
      ADA,
    );
    await desk.decide(second.id, { decision: 'approve' }, PAT);
    const approved = await house.exemptions.approved(['system:default/half']);
    expect(
      approved.get('system:default/half')?.map(({ expiresAt }) => expiresAt),
    ).toEqual(['2026-12-24T00:00:00.000Z', '2027-03-01T00:00:00.000Z']);
  });
});
