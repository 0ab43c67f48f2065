import { readdirSync, rmSync } from 'node:fs';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { StampStatus } from '@plumbline/plugin-stamp-common';
import { ENTITIES } from './__testUtils__/entities';
import { Portal } from './__testUtils__/Portal';
import {
  TEMPLATE_NAMES,
  gatesOf,
  templateNamed,
  withGates,
} from './__testUtils__/templates';

const STAMP = 'deal-fraud-model-prod-japaneast-002';
const STAMP_REF = `resource:default/${STAMP}`;

/** One life of a stamp, and a new workload: each template once, retiring twice; and where it is killed. */
const LIFE: {
  template: string;
  values: object;
  told?: object;
  gates: string[];
}[] = [
  {
    template: 'add-stamp',
    gates: gatesOf(templateNamed('add-stamp')),
    values: {
      workload: 'system:default/deal-fraud-model',
      environment: 'prod',
      region: 'japaneast',
      expectedUsers: 500,
      infrastructure: 'terraform',
      pipeline: 'github-actions',
      plan: STAMP,
    },
  },
  {
    template: 'change-stamp',
    gates: ['before-publish'],
    values: {
      stamp: STAMP_REF,
      image: 'crdealfraud.azurecr.io/deal-fraud:2.4.0',
      trafficWeight: 50,
      plan: STAMP,
    },
  },
  {
    template: 'retire-stamp',
    gates: ['before-render'],
    values: { stamp: STAMP_REF, plan: STAMP, confirm: STAMP },
  },
  {
    template: 'retire-stamp',
    gates: ['after'],
    values: { stamp: STAMP_REF, plan: STAMP, confirm: STAMP },
    told: { stampRef: STAMP_REF, lifecycle: 'retired' },
  },
  {
    template: 'new-workload',
    gates: ['before-publish'],
    values: {
      name: 'loan-desk',
      title: 'Loan desk',
      description: 'Where advisers enter loans',
      owner: 'group:default/deal-fraud',
      tier: 'business-critical',
      residency: 'EU',
      addressRange: '10.96.0.0/16',
      homeRegion: 'westeurope',
      image: 'crloandesk.azurecr.io/loan-desk:1.0.0',
      infrastructure: 'bicep',
      pipeline: 'azure-devops',
      environment: 'prod',
      region: 'westeurope',
      expectedUsers: 300,
      plan: 'loan-desk-prod-westeurope-001',
    },
  },
];

describe('tasks of a portal that is killed', () => {
  const directory = createMockDirectory();
  const portals: Portal[] = [];

  jest.setTimeout(300_000);

  afterEach(() => Promise.all(portals.map(portal => portal.kill())));

  /** A portal with an estate folder and a workspace of its own. */
  function portalAt(name: string): Portal {
    directory.addContent({ [name]: { estate: {}, work: {} } });
    const portal = new Portal({
      directory: directory.resolve(name),
      config: {
        app: { baseUrl: 'http://localhost' },
        backend: {
          workingDirectory: directory.resolve(name, 'work'),
          database: {
            client: 'better-sqlite3',
            connection: { directory: directory.resolve(name, 'db') },
          },
        },
        scaffolder: {
          taskRecovery: { enabled: true },
        },
        stamp: { estate: { directory: directory.resolve(name, 'estate') } },
      },
      entities: [
        ...ENTITIES,
        ...TEMPLATE_NAMES.map(template => withGates(templateNamed(template))),
      ],
      owners: ['group:default/deal-fraud'],
    });
    portals.push(portal);
    return portal;
  }

  const estateOf = (name: string) =>
    directory.content({ path: `${name}/estate` });

  it('end in the same place, killed before, between and after their steps', async () => {
    const spared = portalAt('spared');
    const killed = portalAt('killed');
    await spared.start();
    await killed.start();
    for (const { template, values, told, gates } of LIFE) {
      const statuses = told ? [told as StampStatus] : [];
      spared.tell(...statuses);
      killed.tell(...statuses);

      const undisturbed = await spared.submit(templateNamed(template), values);
      await spared.completed(undisturbed);

      killed.close(gates[0]);
      const task = await killed.submit(templateNamed(template), values);
      for (const [index] of gates.entries()) {
        await killed.reached(task);
        await killed.kill();
        // As on another machine: nothing is left of the task but its row.
        for (const left of readdirSync(directory.resolve('killed/work'))) {
          rmSync(directory.resolve('killed/work', left), { recursive: true });
        }
        const next = gates[index + 1];
        if (next) killed.close(next);
        else killed.open();
        await killed.start();
      }
      await killed.completed(task);
      expect(await killed.output(task)).toEqual(
        await spared.output(undisturbed),
      );
      expect(estateOf('killed')).toEqual(estateOf('spared'));
    }
    expect(estateOf('spared')).toMatchObject({
      stamps: {
        'deal-fraud-model': {
          retired: { 'prod-japaneast-002.json': expect.any(String) },
        },
        'loan-desk': { prod: { 'westeurope-001': expect.any(Object) } },
      },
      workloads: { 'loan-desk': expect.any(Object) },
    });
  });
});
