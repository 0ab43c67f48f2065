import { FactAnswer, FactSource } from '@plumbline/plugin-maturity-node';
import { sloFactSchema } from '@plumbline/plugin-maturity-common';
import { DEFAULT_POLICY } from '@plumbline/plugin-stamp-common';
import {
  FamilySummary,
  WorkloadHealthStatus,
} from '@plumbline/plugin-workload-common';
import {
  FamilyClient,
  PluginAbsentError,
  WorkloadEntities,
} from '@plumbline/plugin-workload-node';
import { HealthFactSource } from './HealthFactSource';
import { StampFactSource } from './StampFactSource';
import { SummaryFactSource } from './SummaryFactSource';

const SHOP = 'system:default/shop';
const BANK = 'system:default/bank';

const collect = (source: FactSource, workloadRefs: string[]) =>
  source.collect(
    workloadRefs.map(workloadRef => ({
      workload: { workloadRef } as WorkloadEntities,
    })),
    { signal: new AbortController().signal },
  );

/** Another back end that answers every question the same way. */
function backends(answer: object | Error) {
  return {
    query: jest.fn(async () => {
      if (answer instanceof Error) throw answer;
      return answer as any;
    }),
  };
}

function slo(query: ReturnType<typeof backends>): FactSource {
  return new SummaryFactSource({
    schema: sloFactSchema,
    family: 'slo',
    client: new FamilyClient(query),
  });
}

const says = (
  workloadRef: string,
  facts?: FamilySummary['facts'],
): Partial<FamilySummary> => ({ workloadRef, facts });

describe('SummaryFactSource', () => {
  it('asks once for all workloads', async () => {
    const family = backends({
      items: [says(SHOP, { objectives: ['uptime'], lowestBudget: 0.5 })],
    });
    const refs = Array.from({ length: 200 }, (_, i) => `system:default/w${i}`);
    const answers = await collect(slo(family), [...refs, SHOP]);
    expect(family.query).toHaveBeenCalledTimes(1);
    expect(family.query).toHaveBeenCalledWith(
      'slo',
      '/summaries/query',
      expect.objectContaining({ workloadRefs: [...refs, SHOP] }),
      { signal: expect.any(AbortSignal) },
    );
    expect(answers).toHaveLength(201);
    expect(answers[200]).toEqual({
      workloadRef: SHOP,
      facts: { objectives: ['uptime'], lowestBudget: 0.5 },
    });
  });

  it('tells a workload without SLOs from one that was not looked at', async () => {
    const family = backends({ items: [says(SHOP, { objectives: [] })] });
    expect(await collect(slo(family), [SHOP, BANK])).toEqual<FactAnswer[]>([
      { workloadRef: SHOP, facts: { objectives: [] } },
      { workloadRef: BANK, error: "'slo' has not looked at it yet" },
    ]);
  });

  it('takes a summary of a version without facts for not looked at', async () => {
    const [answer] = await collect(slo(backends({ items: [says(SHOP)] })), [
      SHOP,
    ]);
    expect(answer.error).toBe("'slo' has not looked at it yet");
  });

  it('leaves out facts of another version, and refuses those of another type', async () => {
    const family = backends({
      items: [
        says(SHOP, { objectives: ['a'], colour: 'red' }),
        says(BANK, { objectives: 'a' }),
      ],
    });
    expect(await collect(slo(family), [SHOP, BANK])).toEqual<FactAnswer[]>([
      { workloadRef: SHOP, facts: { objectives: ['a'] } },
      {
        workloadRef: BANK,
        error:
          "the fact 'slo.objectives' came with another type than expected (strings)",
      },
    ]);
  });

  it('says plainly that a family is not installed', async () => {
    const absent = backends(new PluginAbsentError("'slo' is not installed"));
    expect(await collect(slo(absent), [SHOP, BANK])).toEqual<FactAnswer[]>([
      { workloadRef: SHOP, error: "'slo' is not installed" },
      { workloadRef: BANK, error: "'slo' is not installed" },
    ]);
  });

  it('fails when the family does, so that the last facts stay', async () => {
    await expect(
      collect(slo(backends(new Error('socket hang up'))), [SHOP]),
    ).rejects.toThrow('socket hang up');
  });
});

describe('StampFactSource', () => {
  it('leaves out what nothing can be said about', async () => {
    const workload = {
      workloadRef: SHOP,
      workload: { kind: 'System', metadata: { name: 'shop' }, spec: {} },
      stamps: [],
      resources: [],
      components: [],
      apis: [],
    } as unknown as WorkloadEntities;
    const [{ facts }] = await new StampFactSource(DEFAULT_POLICY).collect([
      { workload },
    ]);
    expect(Object.keys(facts!).sort()).toEqual([
      'globalKeyVaults',
      'nonProduction',
      'production',
      'resourceTypes',
      'scaleSets',
      'virtualMachines',
    ]);
  });
});

describe('HealthFactSource', () => {
  const status = (
    changes: Partial<WorkloadHealthStatus> = {},
  ): WorkloadHealthStatus => ({
    workloadRef: SHOP,
    state: 'degraded',
    since: '2026-11-21T08:00:00.000Z',
    observed: ['component:default/api'],
    unobserved: [],
    ill: ['component:default/api'],
    ...changes,
  });

  it('asks once for all workloads', async () => {
    const query = backends({ items: [status()] });
    expect(await collect(new HealthFactSource(query), [SHOP, BANK])).toEqual<
      FactAnswer[]
    >([
      {
        workloadRef: SHOP,
        facts: {
          state: 'degraded',
          observed: ['component:default/api'],
          unobserved: [],
          ill: ['component:default/api'],
        },
      },
      { workloadRef: BANK, error: 'its health was not rolled up yet' },
    ]);
    expect(query.query).toHaveBeenCalledTimes(1);
  });

  it('claims nothing of a workload that nothing is observed of', async () => {
    const query = backends({
      items: [
        status({ state: 'unknown', observed: [], unobserved: [SHOP], ill: [] }),
      ],
    });
    expect(await collect(new HealthFactSource(query), [SHOP])).toEqual([
      { workloadRef: SHOP, facts: { observed: [], unobserved: [SHOP] } },
    ]);
  });
});
