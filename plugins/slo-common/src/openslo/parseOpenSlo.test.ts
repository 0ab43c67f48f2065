import { parseOpenSlo } from './parseOpenSlo';
import { resolveObjectives } from './resolveObjectives';

const slo = (changes: Record<string, string> = {}) => `
apiVersion: openslo/v1
kind: SLO
metadata:
  name: checkout
  displayName: Checkout
  annotations:
    plumbline.io/workload: ${changes.workload ?? 'system:default/shop'}
    ${changes.annotation ?? 'plumbline.io/sla-target: "0.99"'}
spec:
  service: shop
  ${
    changes.indicator ??
    `indicator:
    metadata: { name: checkout }
    spec:
      ratioMetric:
        good: { metricSource: { type: samples, spec: { series: checkout.good } } }
        total: { metricSource: { type: samples, spec: { series: checkout.total } } }`
  }
  timeWindow:
    - duration: ${changes.duration ?? '28d'}
      isRolling: true
  budgetingMethod: ${changes.method ?? 'Occurrences'}
  objectives:
    - ${changes.objective ?? 'target: 0.995'}
`;

function resolve(...texts: string[]) {
  return resolveObjectives(
    texts.map((text, index) => parseOpenSlo(`file${index}.yaml`, text)),
  );
}

describe('OpenSLO documents', () => {
  it.each(['https://example.com/runbook', '/docs/default/component/shop'])(
    'may name the runbook %s',
    runbook => {
      const annotation = `plumbline.io/runbook-url: ${runbook}`;
      const { objectives, errors } = resolve(slo({ annotation }));
      expect(errors).toEqual([]);
      expect(objectives.map(({ runbookUrl }) => runbookUrl)).toEqual([runbook]);
    },
  );

  it('give objectives with everything filled in', () => {
    const { objectives, errors } = resolve(slo());
    expect(errors).toEqual([]);
    expect(objectives).toEqual([
      {
        id: 'checkout',
        sloName: 'checkout',
        displayName: 'Checkout',
        description: undefined,
        service: 'shop',
        workloadRef: 'system:default/shop',
        entityRef: 'system:default/shop',
        runbookUrl: undefined,
        method: 'Occurrences',
        target: 0.995,
        window: { kind: 'rolling', duration: '28d', seconds: 2_419_200 },
        sliceSeconds: 300,
        sliceTarget: 1,
        indicator: {
          kind: 'ratio',
          counter: false,
          good: { type: 'samples', spec: { series: 'checkout.good' } },
          bad: undefined,
          total: { type: 'samples', spec: { series: 'checkout.total' } },
        },
        indicatorName: undefined,
        sla: { target: 0.99, name: undefined },
        subject: 'availability',
        alertPolicies: undefined,
        declaredIn: { file: 'file0.yaml', line: 2 },
      },
    ]);
  });

  it('follow references across files: SLI, DataSource, annotations of the Service', () => {
    const { objectives, errors } = resolve(
      slo({
        indicator: 'indicatorRef: latency',
        annotation: 'plumbline.io/entity: resource:shop-db',
        method: 'Timeslices',
        objective:
          '{ targetPercent: 99.5, op: lt, value: 2, timeSliceTarget: 1, timeSliceWindow: 15m }',
      }),
      `
apiVersion: openslo/v1
kind: SLI
metadata: { name: latency }
spec:
  thresholdMetric:
    metricSource: { metricSourceRef: metrics, spec: { query: 'histogram_quantile(0.95, x)' } }
---
apiVersion: openslo/v1
kind: DataSource
metadata: { name: metrics }
spec: { type: Prometheus, connectionDetails: { url: 'https://ignored.example.com' } }
---
apiVersion: openslo/v1
kind: AlertPolicy
metadata: { name: page }
spec: { conditions: [{ conditionRef: fast }] }
---
apiVersion: openslo/v1
kind: AlertCondition
metadata: { name: fast }
spec: { severity: page, condition: { op: gt, threshold: 2, lookbackWindow: 1h } }
`,
    );
    expect(errors).toEqual([]);
    expect(objectives[0]).toMatchObject({
      entityRef: 'resource:default/shop-db',
      target: 0.995,
      method: 'Timeslices',
      sliceSeconds: 900,
      indicatorName: 'latency',
      indicator: {
        kind: 'threshold',
        op: 'lt',
        value: 2,
        metric: { type: 'prometheus', dataSource: 'metrics' },
      },
    });
    expect(JSON.stringify(objectives)).not.toContain('ignored.example.com');
  });

  it('say what an SLO is about where its names do not', () => {
    const about = (text: string) =>
      resolve(text).objectives.map(({ subject }) => subject);
    expect(about(slo())).toEqual(['availability']);
    expect(
      about(slo({ annotation: 'plumbline.io/measures: latency' })),
    ).toEqual(['latency']);
  });

  it('have the alert policies that are declared', () => {
    const alerts = (alertPolicies: string) =>
      resolve(
        `${slo()}  alertPolicies: ${alertPolicies}\n`,
        `
apiVersion: openslo/v1
kind: AlertPolicy
metadata: { name: page }
spec: { conditions: [{ conditionRef: fast }] }
---
apiVersion: openslo/v1
kind: AlertCondition
metadata: { name: fast }
spec: { severity: page, condition: { op: gt, threshold: 2, lookbackWindow: 1h } }
`,
      ).objectives.map(objective => objective.alertPolicies);
    expect(alerts('[page, nowhere]')).toEqual([['page']]);
    expect(alerts('[{ alertPolicyRef: page }]')).toEqual([['page']]);
    expect(
      alerts(
        '[{ kind: AlertPolicy, metadata: { name: own }, spec: { conditions: [{ conditionRef: fast }] } }]',
      ),
    ).toEqual([['own']]);
    expect(alerts('[nowhere]')).toEqual([undefined]);
    expect(alerts('[3, null, {}]')).toEqual([]);
    expect(alerts('null')).toEqual([undefined]);
  });

  it('give one objective each where an SLO has several', () => {
    const { objectives } = resolve(
      slo({
        objective: 'target: 0.9\n    - { target: 0.99, displayName: strict }',
      }),
    );
    expect(objectives.map(({ id, displayName }) => [id, displayName])).toEqual([
      ['checkout.1', 'Checkout, objective 1'],
      ['checkout.2', 'Checkout, strict'],
    ]);
  });

  it.each([
    [
      'a target in percent',
      slo({ objective: 'target: 99.5' }),
      'file0.yaml:23:15 spec.objectives[0].target is 99.5; expected a number of at least 0 and below 1, such as 0.995',
    ],
    [
      'a misspelt field',
      slo({ objective: '{ target: 0.9, taget: 1 }' }),
      'file0.yaml:23:22 spec.objectives[0].taget is no known field; expected only displayName, op, value, target, targetPercent, timeSliceTarget, timeSliceWindow, compositeWeight, indicator, indicatorRef',
    ],
    [
      'an unknown budgeting method',
      slo({ method: 'Sometimes' }),
      'file0.yaml:21:20 spec.budgetingMethod is "Sometimes"; expected Occurrences or Timeslices or RatioTimeslices',
    ],
    [
      'Timeslices without a slice target',
      slo({
        method: 'Timeslices',
        objective: '{ target: 0.9, timeSliceWindow: 5m }',
      }),
      'file0.yaml:23:7 spec.objectives[0].timeSliceTarget is missing; expected a number above 0 and at most 1, such as 0.95',
    ],
    [
      'a reference to nothing',
      slo({ indicator: 'indicatorRef: nowhere' }),
      'file0.yaml:12:17 spec.indicatorRef is "nowhere"; expected the name of an SLI that is declared',
    ],
    [
      'no workload',
      slo({ workload: '""' }),
      'file0.yaml:8:28 metadata.annotations.plumbline.io/workload is ""; expected a workload of the catalog, such as system:default/my-workload',
    ],
    [
      'an SLA of 99 percent as a number',
      slo({ annotation: 'plumbline.io/sla-target: 99' }),
      'file0.yaml:9:30 metadata.annotations.plumbline.io/sla-target is "99"; expected a number of at least 0 and below 1, such as "0.99"',
    ],
    [
      'a runbook that is no address',
      slo({ annotation: 'plumbline.io/runbook-url: //example.com/x' }),
      'file0.yaml:9:31 metadata.annotations.plumbline.io/runbook-url is "//example.com/x"; expected an address that starts with https:// or http://, or a path of this portal that starts with one /',
    ],
    [
      'an unknown subject',
      slo({ annotation: 'plumbline.io/measures: latancy' }),
      'file0.yaml:9:28 metadata.annotations.plumbline.io/measures is "latancy"; expected availability or latency or freshness or correctness or coverage or throughput or durability',
    ],
    [
      'another version',
      'apiVersion: openslo/v2\nkind: SLO\n',
      'file0.yaml:1:13 apiVersion is "openslo/v2"; expected openslo/v1 or openslo.com/v2alpha',
    ],
    [
      'no mapping at all',
      '- 1\n',
      'file0.yaml:1:3 The document is 1; expected a mapping with apiVersion, kind, metadata and spec',
    ],
  ])(
    'name file, line, column, field and expectation: %s',
    (_, text, message) => {
      const { objectives, errors } = resolve(text);
      expect(objectives).toEqual([]);
      expect(
        errors.map(
          error =>
            `${error.file}:${error.line}:${error.column} ${error.message}`,
        ),
      ).toEqual([message]);
    },
  );

  it('that are broken leave the others working, and name the workload they belong to', () => {
    const broken = parseOpenSlo(
      'broken.yaml',
      `${slo()}\n---\nkind: [\nplumbline.io/workload: other\n`,
    );
    expect(broken.documents).toHaveLength(1);
    expect(broken.errors).toEqual([
      expect.objectContaining({
        file: 'broken.yaml',
        expected: 'well-formed YAML',
        line: expect.any(Number),
      }),
    ]);
    expect(broken.workloadRefs).toEqual([
      'system:default/shop',
      'system:default/other',
    ]);
  });

  it('of the same name are an error of the second', () => {
    const { objectives, errors } = resolve(slo(), slo());
    expect(objectives).toHaveLength(1);
    expect(errors).toEqual([
      expect.objectContaining({
        file: 'file1.yaml',
        field: 'metadata.name',
        expected: 'a name of its own: file0.yaml:2 declares a SLO of this name',
      }),
    ]);
  });

  it('may be an empty file', () => {
    expect(resolve('', '# nothing yet\n')).toEqual({
      objectives: [],
      errors: [],
    });
  });
});
