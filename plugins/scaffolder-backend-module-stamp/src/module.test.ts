import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { DEFAULT_POLICY, REGIONS } from '@plumbline/plugin-stamp-common';
import { checkEstate, findingText } from '@plumbline/plugin-stamp-node';
import request from 'supertest';
import { ENTITIES } from './__testUtils__/entities';
import { followingCatalog } from './__testUtils__/followingCatalog';
import { owners } from './__testUtils__/owners';
import { until } from './__testUtils__/Portal';
import { TEMPLATE_NAMES, templateNamed } from './__testUtils__/templates';
import scaffolderModuleStamp from '.';

const STAMP = 'deal-fraud-model-prod-japaneast-002';
const STAMP_REF = `resource:default/${STAMP}`;

/** What somebody fills in, by template. */
const VALUES: Record<string, Record<string, unknown>> = {
  'add-stamp': {
    workload: 'system:default/deal-fraud-model',
    environment: 'prod',
    region: 'japaneast',
    relaxations: [],
    expectedUsers: 500,
    infrastructure: 'terraform',
    pipeline: 'azure-devops',
    currency: 'EUR',
    plan: STAMP,
  },
  'change-stamp': {
    stamp: STAMP_REF,
    trafficWeight: 50,
    monthlyCost: 1999.99,
    currency: 'JPY',
    plan: STAMP,
  },
  'retire-stamp': { stamp: STAMP_REF, plan: STAMP, confirm: STAMP },
  'new-workload': {
    name: 'loan-desk',
    title: 'Loan desk',
    description: 'Where advisers enter loans',
    owner: 'group:default/deal-fraud',
    domain: 'domain:default/lending',
    tier: 'business-critical',
    residency: 'EU',
    addressRange: '10.96.0.0/16',
    homeRegion: 'westeurope',
    image: 'crloandesk.azurecr.io/loan-desk:1.0.0',
    infrastructure: 'bicep',
    pipeline: 'github-actions',
    environment: 'prod',
    region: 'westeurope',
    expectedUsers: 300,
    plan: 'loan-desk-prod-westeurope-001',
  },
};

const HOSTILE = [
  '${file("/etc/passwd")}',
  '${{ secrets.token }}',
  '${{ parameters.workload | nosuchfilter }}',
  'x" }\nresource "a" "b" {}',
  "'; rm -rf / #",
  '../../etc/passwd',
  '/etc/passwd',
  'prоd',
  'prod\u0000',
  '\u202eprod',
  'x'.repeat(1_000_000),
  -1,
  1e308,
  true,
  null,
  [],
  {},
];
/** People may write there what they want: it lands in text, never in code. */
const FREE_TEXT = ['title', 'description'];

jest.setTimeout(120_000);

describe('the templates in a scaffolder with this module', () => {
  const directory = createMockDirectory();
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleStamp,
        followingCatalog(directory.path, [
          ...ENTITIES,
          ...TEMPLATE_NAMES.map(templateNamed),
        ]),
        ...owners('group:default/deal-fraud'),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost' },
            stamp: { estate: { directory: directory.path } },
          },
        }),
      ],
    });
  });
  beforeEach(() => directory.clear());
  afterAll(() => backend?.stop());

  const ask = (method: 'get' | 'post', path: string) =>
    request(backend.server)
      [method](`/api/scaffolder${path}`)
      .set('Authorization', mockCredentials.user.header());

  function dryRun(name: string, change: object = {}) {
    return ask('post', '/v2/dry-run').send({
      template: templateNamed(name),
      values: { ...VALUES[name], ...change },
      secrets: {},
      directoryContents: [],
    });
  }

  /** Runs a template for real; gives what it put out, and its log. */
  async function run(name: string, change: object = {}) {
    const { body, status } = await ask('post', '/v2/tasks').send({
      templateRef: `template:default/${name}`,
      values: { ...VALUES[name], ...change },
    });
    expect({ status, body }).toMatchObject({ status: 201 });
    let events: any[] = [];
    await until(async () => {
      events = (await ask('get', `/v2/tasks/${body.id}/events`)).body;
      return events.some(({ type }) => type === 'completion');
    });
    const { output, error } = events.find(
      ({ type }) => type === 'completion',
    ).body;
    const log = events.map(event => event.body.message).join('\n');
    return { id: body.id, output, error, log };
  }

  const estate = () => {
    const { '.staging': _, ...files } = directory.content() as Record<
      string,
      any
    >;
    return files;
  };

  /** What `./portal stamp check` says of the estate. */
  async function findings() {
    const result = await checkEstate(directory.path, {
      policy: DEFAULT_POLICY,
      regions: REGIONS,
    });
    return result.findings.map(findingText);
  }

  it('have every action that they use', async () => {
    const { body } = await ask('get', '/v2/actions').expect(200);
    const ids = body.map(({ id }: { id: string }) => id);
    for (const name of TEMPLATE_NAMES) {
      for (const { action } of templateNamed(name).spec.steps) {
        expect(ids).toContain(action);
      }
    }
  });

  it.each(['add-stamp', 'new-workload'])(
    '%s runs dry from values to files and links, without writing',
    async name => {
      const { body, status } = await dryRun(name);
      expect({ status, error: body.error }).toEqual({ status: 200 });
      const paths = body.directoryContents.map(({ path }: any) => path);
      expect(paths).toContainEqual(expect.stringMatching(/stamp\.lock\.json$/));
      expect(paths.length).toBeGreaterThan(10);
      // Nothing is in the catalog yet, and there is no pull request to open.
      expect(body.output.links.map(({ title }: any) => title)).toEqual(
        name === 'add-stamp' ? ['Open the service map'] : [],
      );
      expect(body.output.text[0].content).toContain('this was a dry run');
      expect(JSON.stringify(body.output)).not.toContain('${{');
      expect(estate()).toEqual({});
    },
  );

  it('lead a stamp through its life in an estate folder', async () => {
    const added = await run('add-stamp');
    expect(added.error).toBeUndefined();
    expect(added.output.links).toEqual([
      { title: 'Open the stamp', icon: 'catalog', entityRef: STAMP_REF },
      {
        title: 'Open the service map',
        icon: 'dashboard',
        url: '/catalog/default/system/deal-fraud-model/service-map',
      },
    ]);
    const lockOf = () =>
      JSON.parse(
        estate().stamps['deal-fraud-model'].prod['japaneast-002'][
          'stamp.lock.json'
        ],
      );
    expect(lockOf().plan.size.expectedUsers).toBe(500);
    expect(await findings()).toEqual([]);

    for (const name of ['change-stamp', 'retire-stamp']) {
      const before = estate();
      const dry = await dryRun(name);
      expect({ status: dry.status, error: dry.body.error }).toEqual({
        status: 200,
      });
      expect(estate()).toEqual(before);
    }

    const changed = await run('change-stamp');
    expect(changed.error).toBeUndefined();
    expect(changed.output.text[0].content).toContain('Change stamp');
    expect(lockOf().plan).toMatchObject({
      size: { expectedUsers: 500 },
      trafficWeight: 50,
      monthlyCost: { amount: 1999.99, currency: 'JPY' },
    });
    expect(await findings()).toEqual([]);

    const drained = await run('retire-stamp');
    expect(drained.error).toBeUndefined();
    expect(drained.output.text[0].content).toContain('step 1 of 2');
    expect(lockOf().plan).toMatchObject({
      lifecycle: 'draining',
      trafficWeight: 0,
    });
    expect(await findings()).toEqual([]);
    const again = await run('retire-stamp');
    expect(again.error.message).toContain('still draining');
  });

  it('start a workload in an estate folder', async () => {
    const started = await run('new-workload');
    expect(started.error).toBeUndefined();
    expect(started.output.links).toEqual([
      {
        title: 'Open the workload',
        icon: 'catalog',
        url: '/catalog/default/system/loan-desk',
      },
    ]);
    expect(Object.keys(estate())).toEqual(
      expect.arrayContaining(['stamps', 'workloads']),
    );
    expect(await findings()).toEqual([]);
    // A second one of the same name is somebody else's.
    const again = await run('new-workload');
    expect(again.error.message).toContain('- name: ');
  });

  it('keep their plan when a task is run again', async () => {
    const first = await run('add-stamp');
    const before = estate();
    await ask('post', `/v2/tasks/${first.id}/retry`).send({}).expect(201);
    await until(async () => {
      const { body } = await ask('get', `/v2/tasks/${first.id}`);
      return body.status === 'completed';
    });
    expect(estate()).toEqual(before);
    await expect(run('add-stamp')).resolves.toMatchObject({
      error: undefined,
    });
    expect(Object.keys(estate().stamps['deal-fraud-model'].prod)).toEqual([
      'japaneast-002',
      'japaneast-003',
    ]);
  });

  it('refuse in the action what the form would not have let through', async () => {
    const { error } = await run('add-stamp', { region: 'polandcentral' });
    expect(error.message).toContain(
      '- region: Poland Central is not eligible. It has no paired region.',
    );
    expect(estate()).toEqual({});
  });

  it('tell nobody in their logs what is in the files', async () => {
    const { log } = await run('add-stamp', { monthlyCost: 4711 });
    expect(log).toContain(STAMP);
    expect(log).not.toMatch(/4711|apiVersion|resource "/);
  });

  it.each(TEMPLATE_NAMES)(
    '%s takes nothing hostile in any field',
    async name => {
      if (name === 'change-stamp' || name === 'retire-stamp') {
        await run('add-stamp');
      }
      const before = estate();
      const paths = pathsOf((await dryRun(name)).body);
      const fields = templateNamed(name).spec.parameters.flatMap((page: any) =>
        Object.keys(page.properties),
      );
      for (const field of fields) {
        for (const value of HOSTILE) {
          const { status, body } = await dryRun(name, { [field]: value });
          const isText = FREE_TEXT.includes(field) && typeof value === 'string';
          const isNone = field === 'relaxations' && Array.isArray(value);
          const isHarmless = status === 200 && (isText || isNone);
          expect({
            field,
            value,
            is: isHarmless || status === 400 || status === 500,
          }).toEqual({ field, value, is: true });
          expect(isHarmless ? pathsOf(body) : paths).toEqual(paths);
          expect(JSON.stringify(body.error ?? '')).not.toMatch(
            /root:x:|TypeError|Cannot read prop/,
          );
        }
      }
      expect(estate()).toEqual(before);
    },
  );

  it.each(TEMPLATE_NAMES)('%s limits every field', name => {
    const unlimited = templateNamed(name).spec.parameters.flatMap((page: any) =>
      Object.entries(page.properties).flatMap(([field, schema]) =>
        withoutLimits(field, schema),
      ),
    );
    expect(unlimited).toEqual([]);
  });

  it.each(TEMPLATE_NAMES)('%s may be hidden by its tag', name => {
    const { parameters, steps } = templateNamed(name).spec;
    const tags = [...parameters, ...steps].map(
      each => each['backstage:permissions'].tags,
    );
    expect(new Set(tags.flat()).size).toBe(1);
  });
});

/** Fields that take a value of any length or size. */
function withoutLimits(field: string, schema: any): string[] {
  switch (schema.type) {
    case 'array':
      return [
        ...(schema.maxItems === undefined ? [field] : []),
        ...withoutLimits(`${field}[]`, schema.items),
      ];
    case 'object':
      return Object.entries(schema.properties).flatMap(([name, each]) =>
        withoutLimits(`${field}.${name}`, each),
      );
    case 'string':
      return schema.enum || (schema.pattern && schema.maxLength) ? [] : [field];
    default:
      return schema.minimum === undefined || schema.maximum === undefined
        ? [field]
        : [];
  }
}

function pathsOf(body: any): string[] {
  return body.directoryContents.map(({ path }: any) => path).sort();
}
