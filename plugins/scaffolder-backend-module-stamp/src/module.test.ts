import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { STAMP_FILES } from '@plumbline/plugin-stamp-common';
import request from 'supertest';
import { parse } from 'yaml';
import { ENTITIES } from './__testUtils__/entities';
import scaffolderModuleStamp from '.';

const TEMPLATE = parse(
  readFileSync(
    join(__dirname, '../../../templates/add-stamp/template.yaml'),
    'utf8',
  ),
);
const VALUES = {
  workload: 'system:default/deal-fraud-model',
  environment: 'prod',
  region: 'japaneast',
  expectedUsers: 500,
  plan: 'deal-fraud-model-prod-japaneast-002',
};

describe('the template in a scaffolder with this module', () => {
  const directory = createMockDirectory();
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  jest.setTimeout(60_000);

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleStamp,
        catalogServiceMock.factory({ entities: ENTITIES }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost' },
            stamp: { estate: { directory: directory.path } },
          },
        }),
      ],
    });
  });

  afterAll(() => backend?.stop());

  function dryRun(values: object) {
    return request(backend.server)
      .post('/api/scaffolder/v2/dry-run')
      .set('Authorization', mockCredentials.user.header())
      .send({ template: TEMPLATE, values, secrets: {}, directoryContents: [] });
  }

  it('has every action that the template uses', async () => {
    const { body } = await request(backend.server)
      .get('/api/scaffolder/v2/actions')
      .set('Authorization', mockCredentials.user.header())
      .expect(200);
    const ids = body.map(({ id }: { id: string }) => id);
    for (const { action } of TEMPLATE.spec.steps) expect(ids).toContain(action);
  });

  it('runs dry from values to files and links, without writing', async () => {
    const { body, status } = await dryRun(VALUES);
    expect({ status, error: body.error }).toEqual({ status: 200 });
    const paths = body.directoryContents.map(({ path }: any) => path);
    expect(paths).toEqual(
      STAMP_FILES.map(
        path => `stamps/deal-fraud-model/prod/japaneast-002/${path}`,
      ),
    );
    expect(body.output.links).toEqual([
      expect.objectContaining({
        entityRef: 'resource:default/deal-fraud-model-prod-japaneast-002',
      }),
      expect.objectContaining({
        url: '/catalog/default/system/deal-fraud-model/service-map',
      }),
    ]);
    expect(body.output.text[0].content).toContain(
      '- catalog-info.yaml\n- stamp.lock.json\n',
    );
    expect(JSON.stringify(body.output)).not.toContain('${{');
    expect(directory.content()).toEqual({});
  });

  it.each([
    ['environment', 'Prod'],
    ['environment', '../prod'],
    ['region', 'west europe'],
    ['workload', 'system:default/${x}'],
    ['expectedUsers', 1001],
    ['expectedUsers', 0],
    ['plan', 'x'.repeat(64)],
  ])('refuses, by its schema, %s: %j', async (field, value) => {
    const { status } = await dryRun({ ...VALUES, [field]: value });
    expect(status).toBe(400);
  });

  it('refuses, in the action, what the form would not have let through', async () => {
    const { body, status } = await dryRun({
      ...VALUES,
      region: 'polandcentral',
    });
    expect(status).not.toBe(200);
    expect(body.error.message).toContain(
      '- region: Poland Central is not eligible. It has no paired region.',
    );
  });

  it('limits every field', () => {
    for (const page of TEMPLATE.spec.parameters) {
      for (const schema of Object.values<any>(page.properties)) {
        const limits =
          schema.type === 'string'
            ? [schema.pattern, schema.maxLength]
            : [schema.minimum, schema.maximum];
        expect(limits).not.toContain(undefined);
      }
    }
  });
});
