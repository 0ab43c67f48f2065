import { Entity } from '@backstage/catalog-model';
import fc from 'fast-check';
import { catalogFactSchema } from './catalogFactSchema';
import { CatalogEntities, extractCatalogFacts } from './catalogFacts';
import { isFactValue } from './schema';

function entity(
  kind: string,
  name: string,
  spec: Record<string, any> = {},
  metadata: Partial<Entity['metadata']> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, ...metadata },
    spec: { owner: 'team', ...spec },
  };
}

const stamp = (name: string, spec: Record<string, any> = {}) =>
  entity('Resource', name, {
    type: 'deployment-stamp',
    environment: 'prod',
    lifecycle: 'active',
    ...spec,
  });

function workload(
  metadata: Partial<Entity['metadata']> = {},
  parts: Partial<CatalogEntities> = {},
): CatalogEntities {
  return {
    workload: entity('System', 'shop', { type: 'workload' }, metadata),
    stamps: [],
    resources: [],
    components: [],
    apis: [],
    ...parts,
  };
}

function valuesOf(entities: CatalogEntities): Record<string, unknown> {
  return Object.fromEntries(Object.entries(extractCatalogFacts(entities)));
}

const link = (type: string | undefined, title: string | undefined) => ({
  links: [{ url: 'https://example.com', type, title }],
});

describe('extractCatalogFacts', () => {
  it('says little of a workload of which the catalog says nothing', () => {
    expect(extractCatalogFacts(workload())).toEqual({
      ownerKind: 'group',
      escalation: [],
      onCall: [],
      runbooks: [],
      documentation: [],
    });
  });

  it.each<[string, string, Entity['metadata']['annotations']]>([
    ['escalation', 'ada', { 'plumbline.io/escalation': ' ada ,, bob' }],
    ['onCall', 'P1', { 'pagerduty.com/service-id': 'P1' }],
    ['workBoards', 'SHOP', { 'jira/project-key': 'SHOP' }],
    ['documentation', '/docs/shop', { 'plumbline.io/docs-url': '/docs/shop' }],
    [
      'infrastructureCode',
      'https://x',
      { 'plumbline.io/iac-url': 'https://x' },
    ],
  ])('reads %s from an annotation', (fact, first, annotations) => {
    expect(valuesOf(workload({ annotations }))[fact]).toContain(first);
  });

  it.each([
    ['runbooks', 'runbook', undefined],
    ['runbooks', undefined, 'Runbook: database failover'],
    ['pipelines', 'Pipeline', undefined],
    ['pipelines', undefined, 'Build pipelines (CI)'],
    ['dashboards', 'dashboard', 'Grafana'],
    ['developerEnvironments', undefined, 'A developer-environment'],
  ])('reads %s from a link', (fact, type, title) => {
    expect(valuesOf(workload(link(type, title)))[fact]).toEqual([
      'https://example.com',
    ]);
  });

  it('takes no word that is only part of another', () => {
    expect(
      valuesOf(workload(link(undefined, 'City decide steamsource'))),
    ).toEqual(valuesOf(workload()));
  });

  it('names parts without a group as owner', () => {
    const { partsWithoutGroupOwner } = valuesOf(
      workload(
        {},
        {
          components: [entity('Component', 'web', { owner: 'user:ada' })],
          resources: [entity('Resource', 'db')],
          apis: [
            {
              ...entity('API', 'rest', { owner: 'user:ada' }),
              relations: [{ type: 'ownedBy', targetRef: 'group:default/team' }],
            },
          ],
        },
      ),
    );
    expect(partsWithoutGroupOwner).toEqual(['component:default/web']);
  });

  it('follows what a stamp depends on to its vault and its telemetry', () => {
    const resources = [
      entity('Resource', 'web', {
        type: 'web-app',
        dependsOn: ['resource:kv'],
        sendsTelemetryTo: ['resource:logs'],
      }),
      entity('Resource', 'kv', { type: 'Microsoft.KeyVault/vaults' }),
      entity(
        'Resource',
        'global-kv',
        { type: 'key-vault' },
        { annotations: { 'plumbline.io/scope': 'global' } },
      ),
      entity('Resource', 'logs', { type: 'log-analytics' }),
    ];
    const stamps = [
      stamp('a', { dependsOn: ['resource:web', 'resource:logs'] }),
      stamp('b', { dependsOn: ['resource:global-kv', 'resource:a'] }),
      stamp('c', { scaleUnit: { maxUsers: 1000 } }),
      stamp('gone', { lifecycle: 'retired' }),
    ];
    expect(valuesOf(workload({}, { stamps, resources }))).toMatchObject({
      stampsWithoutKeyVault: ['resource:default/b', 'resource:default/c'],
      stampsWithoutTelemetry: ['resource:default/b', 'resource:default/c'],
      stampsWithoutDependencies: ['resource:default/c'],
      productionStampsWithoutScaleUnit: [
        'resource:default/a',
        'resource:default/b',
      ],
      logWorkspaces: ['resource:default/logs'],
      applicationInsights: [],
    });
  });

  it('knows the usual names of environments', () => {
    const stamps = ['Production', 'staging', 'sandbox'].map(environment =>
      stamp(environment, { environment }),
    );
    const resources = [
      entity(
        'Resource',
        'db',
        {},
        { annotations: { 'plumbline.io/environment': 'development' } },
      ),
    ];
    expect(valuesOf(workload({}, { stamps, resources })).environments).toEqual([
      'dev',
      'prod',
      'sandbox',
      'uat',
    ]);
  });

  it('takes one pipeline of the workload for all its components', () => {
    const components = [
      entity('Component', 'web', {}, link('pipeline', undefined)),
      entity('Component', 'api'),
    ];
    expect(valuesOf(workload({}, { components }))).toMatchObject({
      componentsWithoutPipeline: ['component:default/api'],
    });
    expect(
      valuesOf(workload(link('ci', undefined), { components })),
    ).toMatchObject({ componentsWithoutPipeline: [] });
  });

  it('does not stumble over what is no ref and no text', () => {
    const odd = {
      owner: 42,
      dependsOn: ['', 'a:b:c', 7],
      type: null,
      environment: {},
    };
    expect(() =>
      valuesOf(
        workload(
          {},
          {
            stamps: [stamp('s', odd)],
            resources: [entity('Resource', 'r', odd)],
            components: [entity('Component', 'c', odd)],
          },
        ),
      ),
    ).not.toThrow();
  });
});

const anyParts = fc.record({
  stamps: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      environment: fc.constantFrom('dev', 'prod'),
      dependsOn: fc.array(
        fc.constantFrom('resource:r', 'resource:s', 'resource:a'),
      ),
    }),
    { selector: ({ name }) => name },
  ),
  resources: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('r', 's', 't'),
      type: fc.constantFrom('key-vault', 'log-analytics', 'web-app'),
      dependsOn: fc.array(fc.constantFrom('resource:s', 'resource:r')),
    }),
    { selector: ({ name }) => name },
  ),
});

describe('catalog facts of any workload', () => {
  it('have the declared types and do not depend on the order of entities', () => {
    fc.assert(
      fc.property(anyParts, ({ stamps, resources }) => {
        const made = workload(
          {},
          {
            stamps: stamps.map(({ name, ...spec }) => stamp(name, spec)),
            resources: resources.map(({ name, ...spec }) =>
              entity('Resource', name, spec),
            ),
          },
        );
        const facts = extractCatalogFacts(made);
        const turned = extractCatalogFacts({
          ...made,
          stamps: [...made.stamps].reverse(),
          resources: [...made.resources].reverse(),
        });
        expect(turned).toEqual(facts);
        for (const [name, value] of Object.entries(facts)) {
          const { type } = (
            catalogFactSchema.facts as Record<
              string,
              { type: Parameters<typeof isFactValue>[1] }
            >
          )[name];
          expect(isFactValue(value, type)).toBe(true);
        }
      }),
    );
  });
});
