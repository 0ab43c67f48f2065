import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { json } from 'express';
import request from 'supertest';
import exampleDataPlugin from '.';

jest.setTimeout(60_000);

const TELEMETRY = `
apiVersion: plumbline.io/v1
kind: ExampleTelemetry
series:
  - name: uptime
    kind: ratio
    story: Steady.
    rate: 10
    rhythm: flat
    errorRatio: 0.01
`;

const CREDENTIALS = `
# Read by nobody but the secret-expiry back end.
apiVersion: plumbline.io/v1
kind: CredentialInventory
metadata: { name: bank }
credentials:
  - name: db-password
    kind: secret
    workload: system:default/bank
    created: -170d
    expires: +6d
    rotation: manual
    previous: [{ created: -400d, expires: -180d, replaced: -170d }]
  - name: since-ever
    kind: secret
    workload: system:default/bank
    created: 2026-01-01
`;

const ATTESTATIONS = `
apiVersion: plumbline.io/v1
kind: Attestations
workload: system:default/bank
attestations:
  - criterion: oe-1-1.attested
    answer: met
    attestedBy: user:default/mira
    attested: -20d
    expires: +160d
`;

const EXEMPTIONS = `
apiVersion: plumbline.io/v1
kind: ExemptionRequests
workload: system:default/bank
requests:
  - criterion: re-1-1.backups
    reason: It keeps no data.
    requestedBy: user:default/mira
    requested: -3d
    expires: +90d
`;

const DEPLOYMENTS = `
apiVersion: plumbline.io/v1
kind: Deployments
workload: system:default/bank
deployments:
  - title: Release 2
    daysAgo: 1.5
`;

describe('exampleDataPlugin', () => {
  let root: string;
  let definitions: string;
  let directory: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'example-data-'));
    definitions = join(root, 'examples');
    directory = join(root, 'data');
    await mkdir(join(definitions, 'credentials'), { recursive: true });
    await mkdir(join(definitions, 'attestations'));
    await mkdir(join(definitions, 'exemptions'));
    await writeFile(join(definitions, 'exemptions', 'bank.yaml'), EXEMPTIONS);
    await mkdir(join(definitions, 'deployments'));
    await writeFile(join(definitions, 'deployments', 'bank.yaml'), DEPLOYMENTS);
    await writeFile(join(definitions, 'telemetry.yaml'), TELEMETRY);
    await writeFile(join(definitions, 'credentials', 'bank.yaml'), CREDENTIALS);
    await writeFile(
      join(definitions, 'attestations', 'bank.yaml'),
      ATTESTATIONS,
    );
  });

  afterEach(async () => {
    await rm(root, { recursive: true });
  });

  async function start(
    enabled: boolean,
    options: { received?: unknown[]; allow?: boolean } = {},
  ) {
    // Stand for the back ends that take what it delivers.
    const takers = ['maturity', 'slo'].map(pluginId =>
      createBackendPlugin({
        pluginId,
        register(env) {
          env.registerInit({
            deps: {
              httpAuth: coreServices.httpAuth,
              httpRouter: coreServices.httpRouter,
            },
            async init({ httpAuth, httpRouter }) {
              httpRouter.use(json());
              httpRouter.use(async (req, res) => {
                const { principal } = await httpAuth.credentials(req, {
                  allow: ['service'],
                });
                options.received?.push({
                  path: `${req.method} ${req.path}`,
                  from: principal.subject,
                  ...req.body,
                });
                res.status(201).json({});
              });
            },
          });
        },
      }),
    );
    return startTestBackend({
      features: [
        exampleDataPlugin,
        ...takers,
        mockServices.rootConfig.factory({
          data: { exampleData: { enabled, directory, definitions } },
        }),
        mockServices.permissions.factory({
          result:
            options.allow === false
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        }),
        mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
      ],
    });
  }

  it('has written everything by the time the start is over', async () => {
    const { server } = await start(true);
    const { body } = await request(server).get('/api/example-data/status');
    expect(body).toMatchObject({
      enabled: true,
      samples: { series: ['uptime'] },
      credentials: { files: ['bank.yaml'] },
      problems: [],
    });
    const day = body.samples.writtenTo.slice(0, 10);
    for (const column of ['good', 'total']) {
      expect(
        existsSync(
          join(directory, 'samples', `uptime.${column}`, `${day}.csv`),
        ),
      ).toBe(true);
    }
  });

  it('makes the dates of the credentials absolute, once and for all', async () => {
    await mkdir(directory);
    await writeFile(
      join(directory, 'anchor.json'),
      '{ "startedAt": "2026-11-01T08:05:00Z" }',
    );
    await start(true);
    const file = join(directory, 'credentials', 'bank.yaml');
    const text = await readFile(file, 'utf8');
    expect(text).toContain('created: 2026-05-15T00:00:00Z');
    expect(text).toContain('expires: 2026-11-07T23:59:59Z');
    expect(text).toContain('replaced: 2026-05-15T00:00:00Z');
    expect(text).toContain('created: 2026-01-01\n');
    expect(text).not.toMatch(/[+-]\d+d/);
  });

  it('removes the copy of an inventory that is gone', async () => {
    await start(true);
    await rm(join(definitions, 'credentials', 'bank.yaml'));
    await start(true);
    const file = join(directory, 'credentials', 'bank.yaml');
    expect(existsSync(file)).toBe(false);
  });

  it('keeps the moment of the first start', async () => {
    const { server } = await start(true);
    const first = await request(server).get('/api/example-data/status');
    const again = await start(true);
    const second = await request(again.server).get('/api/example-data/status');
    expect(second.body.anchor).toBe(first.body.anchor);
  });

  it('hands what people said and deployed to the back ends that take it', async () => {
    const received: any[] = [];
    const { server } = await start(true, { received });
    let status: any = {};
    while (
      !status.attestations?.deliveredAt ||
      !status.exemptions.deliveredAt ||
      !status.deployments.deliveredAt
    ) {
      const { body } = await request(server).get('/api/example-data/status');
      status = body;
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    const anchor = (await request(server).get('/api/example-data/status')).body
      .anchor as string;
    const day = (offset: number) =>
      new Date(Date.parse(anchor.slice(0, 10)) + offset * 86_400_000)
        .toISOString()
        .slice(0, 10);
    received.sort((a, b) => a.path.localeCompare(b.path));
    expect(received).toEqual([
      {
        path: 'POST /attestations',
        from: 'plugin:example-data',
        items: [
          {
            workloadRef: 'system:default/bank',
            criterionId: 'oe-1-1.attested',
            answer: 'met',
            attestedBy: 'user:default/mira',
            attestedAt: `${day(-20)}T00:00:00Z`,
            expiresAt: `${day(160)}T23:59:59Z`,
          },
        ],
      },
      {
        path: 'POST /events',
        from: 'plugin:example-data',
        items: [
          {
            id: 'system:default/bank Release 2',
            workloadRef: 'system:default/bank',
            title: 'Release 2',
            at: new Date(Date.parse(anchor) - 1.5 * 86_400_000).toISOString(),
          },
        ],
      },
      {
        path: 'POST /exemptions',
        from: 'plugin:example-data',
        workloadRef: 'system:default/bank',
        criterionId: 're-1-1.backups',
        reason: 'It keeps no data.',
        requestedBy: 'user:default/mira',
        requestedAt: `${day(-3)}T00:00:00Z`,
        expiresAt: `${day(90)}T23:59:59Z`,
      },
    ]);
  });

  it('names what is wrong with a definition and uses the others', async () => {
    await writeFile(
      join(definitions, 'telemetry.yaml'),
      TELEMETRY.replace('rate: 10', 'rate: many'),
    );
    await writeFile(
      join(definitions, 'attestations', 'broken.yaml'),
      'attestations: [',
    );
    const { server } = await start(true);
    const { body } = await request(server).get('/api/example-data/status');
    expect(body.problems).toEqual([
      expect.stringMatching(
        /telemetry\.yaml:8: series\[0\]\.rate: .*expected number/,
      ),
      expect.stringMatching(/broken\.yaml:1: /),
    ]);
    expect(body.attestations.items).toBe(1);
    expect(body.credentials.files).toEqual(['bank.yaml']);
  });

  it('reads out the texts of the examples', async () => {
    await mkdir(join(definitions, 'runbooks'));
    await writeFile(
      join(definitions, 'runbooks', 'drain-a-stamp.md'),
      '# Drain a stamp\n',
    );
    const { server } = await start(true);
    const { body } = await request(server).get(
      '/api/example-data/documents/runbooks/drain-a-stamp',
    );
    expect(body).toEqual({ markdown: '# Drain a stamp\n' });
  });

  it.each([
    ['runbooks/none', 404, "The examples have no document 'runbooks/none'"],
    ['docs/none', 404, "The examples have no document 'docs/none'"],
    ['credentials/bank', 400, /runbooks, docs/],
    ['runbooks/bank.yaml', 400, /must match pattern/],
    ['runbooks/..%2Fcredentials%2Fbank.yaml', 400, /must match pattern/],
    ['runbooks%2F..%2Fcredentials/bank', 400, /runbooks, docs/],
    [`runbooks/${'a'.repeat(81)}`, 400, /must match pattern/],
  ])('has no text %s', async (path, status, message) => {
    const { server } = await start(true);
    const response = await request(server).get(
      `/api/example-data/documents/${path}`,
    );
    expect(response.status).toBe(status);
    expect(response.body.error.message).toMatch(message);
    expect(JSON.stringify(response.body)).not.toContain(root);
  });

  it('has no texts when it is turned off', async () => {
    const { server } = await start(false);
    const { status, body } = await request(server).get(
      '/api/example-data/documents/runbooks/drain-a-stamp',
    );
    expect(status).toBe(404);
    expect(body.error.message).toBe('Example data is turned off');
  });

  it('does nothing when it is turned off', async () => {
    const received: unknown[] = [];
    const { server } = await start(false, { received });
    const { body } = await request(server).get('/api/example-data/status');
    expect(body).toEqual({ enabled: false });
    expect(existsSync(directory)).toBe(false);
    expect(received).toEqual([]);
  });

  it.each(['status', 'documents/runbooks/drain-a-stamp'])(
    'tells no %s without permission, or without a user',
    async path => {
      const { server } = await start(false, { allow: false });
      const refused = await request(server).get(`/api/example-data/${path}`);
      expect(refused.status).toBe(403);
      const stranger = await request(server)
        .get(`/api/example-data/${path}`)
        .set('Authorization', mockCredentials.none.header());
      expect(stranger.status).toBe(401);
    },
  );
});
