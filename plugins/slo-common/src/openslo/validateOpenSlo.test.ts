import { DocumentOwner } from './document';
import { parseOpenSlo } from './parseOpenSlo';
import { ResolveOptions } from './checkObjective';
import { findingText, validateOpenSlo } from './validateOpenSlo';

interface Changes {
  annotations?: string;
  indicator?: string;
  window?: string;
  method?: string;
  objectives?: string;
  policies?: string;
  name?: string;
}

const RATIO = `{ spec: { ratioMetric: {
    good: { metricSource: { type: samples, spec: { series: a.good } } },
    total: { metricSource: { type: samples, spec: { series: a.total } } } } } }`;

function slo(changes: Changes = {}) {
  return `apiVersion: openslo/v1
kind: SLO
metadata:
  name: ${changes.name ?? 'checkout'}
  annotations: { plumbline.io/workload: shop, ${changes.annotations ?? ''} }
spec:
  service: shop
  indicator: ${changes.indicator ?? RATIO}
  timeWindow: [${changes.window ?? '{ duration: 28d, isRolling: true }'}]
  budgetingMethod: ${changes.method ?? 'Occurrences'}
  objectives: ${changes.objectives ?? '[{ target: 0.99 }]'}
  alertPolicies: ${changes.policies ?? '[]'}
`;
}

function condition(
  body: string,
  { severity = 'page', annotations = '' } = {},
): string {
  return `[{ kind: AlertPolicy, metadata: { name: policy }, spec: { conditions: [
    { kind: AlertCondition, metadata: { name: rule, annotations: { ${annotations} } },
      spec: { severity: ${severity}, condition: { ${body} } } }] } }]`;
}

function findings(
  text: string | string[],
  options?: ResolveOptions,
  foundBy?: DocumentOwner,
): string[] {
  const files = [text]
    .flat()
    .map((each, index) =>
      parseOpenSlo(index === 0 ? 'a.yaml' : 'b.yaml', each, foundBy),
    );
  return validateOpenSlo(files, options).findings.map(findingText);
}

describe('the validator', () => {
  it('has nothing to say about what is fine', () => {
    expect(findings(slo())).toEqual([]);
    const fine = condition(
      'op: gt, threshold: 14.4, lookbackWindow: 1h, alertAfter: 0m',
      { annotations: 'plumbline.io/short-window: 5m' },
    );
    expect(findings(slo({ policies: fine }))).toEqual([]);
  });

  describe('refuses', () => {
    it.each<[string, Changes, string]>([
      [
        'a target that leaves no budget',
        { objectives: '[{ targetPercent: 100 }]' },
        'spec.objectives[0].targetPercent is 100; expected a number of at least 0 and below 100, such as 99.5 (a target of 100% leaves no error budget)',
      ],
      [
        'two targets',
        { objectives: '[{ target: 0.9, targetPercent: 90 }]' },
        'spec.objectives[0].target is 0.9; expected either target (a number of at least 0 and below 1, such as 0.995) or targetPercent (a number of at least 0 and below 100, such as 99.5)',
      ],
      [
        'slices that do not fill an hour',
        {
          method: 'RatioTimeslices',
          objectives: '[{ target: 0.9, timeSliceWindow: 7 }]',
        },
        'spec.objectives[0].timeSliceWindow is 7; expected a duration that divides an hour, such as 1m, 5m, 15m or 1h',
      ],
      [
        'averages over slices of no length',
        { method: 'RatioTimeslices' },
        'spec.objectives[0].timeSliceWindow is missing; expected a duration that divides an hour, such as 1m, 5m, 15m or 1h',
      ],
      [
        'indicators here and there',
        {
          objectives: '[{ target: 0.9, indicatorRef: other }]',
        },
        'spec.indicator is a mapping of spec; expected indicator or indicatorRef here, or in every objective, not both',
      ],
      [
        'a share without saying of what',
        {
          indicator:
            '{ spec: { ratioMetric: { raw: { metricSource: { type: samples, spec: {} } } } } }',
        },
        'spec.indicator.spec.ratioMetric.rawType is missing; expected success or failure beside raw',
      ],
      [
        'good and bad at once',
        {
          indicator: `{ spec: { ratioMetric: {
            good: { metricSource: { type: samples, spec: {} } },
            bad: { metricSource: { type: samples, spec: {} } },
            total: { metricSource: { type: samples, spec: {} } } } } }`,
        },
        'spec.indicator.spec.ratioMetric is a mapping of good, bad, total; expected either good or bad beside total',
      ],
      [
        'a window into the past, as older files have it',
        {
          policies: condition('op: gt, threshold: 2, lookbackWindow: -1h'),
        },
        'spec.alertPolicies[0].spec.conditions[0].spec.condition.lookbackWindow is "-1h"; expected a duration such as 5m, 1h, 28d, 4w, 1M (m is minutes, M months)',
      ],
      [
        'a share of errors in percent',
        {
          policies: condition(
            'kind: error-rate, op: gt, threshold: 5, lookbackWindow: 10m',
          ),
        },
        'spec.alertPolicies[0].spec.conditions[0].spec.condition.threshold is 5; expected a share of 0 to 1, such as 0.05',
      ],
      [
        'a policy that is declared nowhere',
        { policies: '[{ alertPolicyRef: nowhere }]' },
        'spec.alertPolicies[0].alertPolicyRef is "nowhere"; expected the name of an AlertPolicy that is declared',
      ],
      [
        'a number of events that is none',
        { annotations: 'plumbline.io/alert-min-events: few' },
        'metadata.annotations.plumbline.io/alert-min-events is "few"; expected a whole number of at least 0',
      ],
      [
        'an unknown gap policy',
        {
          annotations: 'plumbline.io/no-data: fine',
          method: 'RatioTimeslices',
          objectives: '[{ target: 0.9, timeSliceWindow: 5m }]',
        },
        'metadata.annotations.plumbline.io/no-data is "fine"; expected ignored or good or bad',
      ],
      [
        'slices of an annotation that do not fill an hour',
        { annotations: 'plumbline.io/slice: 2h' },
        'metadata.annotations.plumbline.io/slice is "2h"; expected a duration that divides an hour, such as 1m, 5m, 15m or 1h',
      ],
      [
        'an SLO looser than its SLA',
        { annotations: 'plumbline.io/sla-target: 0.999' },
        'metadata.annotations.plumbline.io/sla-target: The SLO asks for 99% where its SLA promises 99.9%: the SLO still looks met with 6 hours 43 minutes of failure in its window, but the promise is broken after 40 minutes.',
      ],
    ])('%s', (_, changes, message) => {
      expect(findings(slo(changes))).toEqual([
        expect.stringMatching(/^a\.yaml:\d+:\d+: error: /),
      ]);
      expect(findings(slo(changes))[0]).toContain(`error: ${message}`);
    });
  });

  describe('warns of', () => {
    it.each<[string, Changes, string, ResolveOptions?]>([
      [
        'a window longer than what is kept',
        { window: '{ duration: 1Q, isRolling: true }' },
        'spec.timeWindow[0].duration: 1Q is longer than the 60 days for which measurements are kept by configuration: they are kept longer for it, and it is only as complete as its source reaches back',
        { retentionDays: 60 },
      ],
      [
        'an operator beside a ratio, as the published examples have it',
        { objectives: '[{ op: gt, target: 0.99 }]' },
        'spec.objectives[0].op: has no effect: the SLI is a ratio, not a threshold',
      ],
      [
        'a burn rate that cannot be reached',
        {
          objectives: '[{ target: 0.9 }]',
          policies: condition('op: gt, threshold: 14.4, lookbackWindow: 1h'),
        },
        "spec.alertPolicies[0]: the alert 'policy/rule' can never fire. Losing everything burns 10x, which is never above 14.4x.",
      ],
      [
        'an alert that fires while all is well, as the specification has it',
        {
          policies: condition('op: lte, threshold: 2, lookbackWindow: 1h'),
        },
        'spec.alertPolicies[0].spec.conditions[0].spec.condition.op: fires while nothing is wrong: a burnrate of 0 is lte 2',
      ],
      [
        'an alert on less than a slice',
        {
          policies: condition('op: gt, threshold: 14.4, lookbackWindow: 1m'),
        },
        "spec.alertPolicies[0]: the alert 'policy/rule' looks at 1 minute, which is less than one slice: it is read over 5 minutes (m is minutes, M months)",
      ],
      [
        'minutes for months',
        { window: '{ duration: 1m, isRolling: true }' },
        'spec.timeWindow[0].duration: a window of 1 minute (m is minutes, M months: perhaps 1M)',
      ],
      [
        'minutes for months, as a widely copied example has it',
        {
          window:
            '{ duration: 1m, calendar: { startTime: 2022-01-01 12:00:00, timeZone: America/New_York } }',
          method: 'RatioTimeslices',
          objectives: '[{ target: 0.9, timeSliceWindow: 1m }]',
        },
        'spec.timeWindow[0].duration: a window of 1 minute (m is minutes, M months: perhaps 1M)',
      ],
      [
        'a window that cuts a slice',
        {
          window: '{ duration: 65m, isRolling: true }',
          annotations: 'plumbline.io/slice: 10m',
        },
        'spec.timeWindow[0].duration: 65m is no whole number of slices of 10 minutes: one at its edge counts as a whole',
      ],
      [
        'months where minutes are meant',
        {
          window: '{ duration: 1Y, isRolling: true }',
          policies: condition('op: gt, threshold: 14.4, lookbackWindow: 1M'),
        },
        'spec.alertPolicies[0].spec.conditions[0].spec.condition.lookbackWindow: 1M is 30 days (m is minutes, M months)',
      ],
      [
        'an alert that looks back further than the window',
        {
          window: '{ duration: 1d, isRolling: true }',
          policies: condition('op: gt, threshold: 2, lookbackWindow: 2d'),
        },
        "spec.alertPolicies[0]: the alert 'policy/rule' looks back 2 days, longer than the SLO's own window",
      ],
      [
        'a severity that nobody knows',
        {
          policies: condition('op: gt, threshold: 2, lookbackWindow: 1h', {
            severity: 'oh-dear',
          }),
        },
        "spec.alertPolicies[0].spec.conditions[0].spec.severity: 'oh-dear' is no known severity and taken for medium",
      ],
      [
        'a target that is always met',
        { objectives: '[{ target: 0 }]' },
        'spec.objectives[0].target: a target of 0% is met whatever happens',
      ],
      [
        'a budget of less than one slice',
        {
          method: 'Timeslices',
          objectives:
            '[{ target: 0.9999, timeSliceTarget: 0.9, timeSliceWindow: 5m }]',
        },
        'spec.objectives[0].target: 99.99% of 28d leaves less than one slice of 5 minutes as budget: the first bad one spends all of it',
      ],
      [
        'an annotation with a slip of the pen',
        { annotations: 'plumbline.io/sla-traget: 0.9' },
        'metadata.annotations.plumbline.io/sla-traget: means nothing on documents of kind SLO',
      ],
      [
        'a gap policy where events are counted',
        { annotations: 'plumbline.io/no-data: bad' },
        'metadata.annotations.plumbline.io/no-data: has no effect with Occurrences, where only events are counted',
      ],
      [
        'a weight in no composite',
        { objectives: '[{ target: 0.9, compositeWeight: 2 }]' },
        'spec.objectives[0].compositeWeight: has no effect: only an SLO of several objectives with indicators of their own is a composite',
      ],
    ])('%s', (_, changes, message, options = {}) => {
      const found = findings(slo(changes), options);
      expect(found).toEqual([
        expect.stringMatching(/^a\.yaml:\d+:\d+: warning: /),
      ]);
      expect(found[0]).toContain(`warning: ${message}`);
    });
  });

  it.each([
    ['1m', 60],
    ['12m', 60],
    ['10m', 300],
    ['28d', 300],
    ['1M', 300],
  ])(
    'reads events over %s in slices that it is a whole number of',
    (duration, sliceSeconds) => {
      const { objectives } = validateOpenSlo([
        parseOpenSlo('a.yaml', slo({ window: `{ duration: ${duration} }` })),
      ]);
      expect(objectives).toEqual([expect.objectContaining({ sliceSeconds })]);
    },
  );

  it('cannot evaluate a window that is shorter than the slices that are asked for', () => {
    const { objectives, findings: found } = validateOpenSlo([
      parseOpenSlo(
        'a.yaml',
        slo({
          window: '{ duration: 1m }',
          annotations: 'plumbline.io/slice: 5m',
        }),
      ),
    ]);
    expect(objectives).toEqual([]);
    expect(found.map(findingText)).toEqual([
      'a.yaml:11:28: warning: spec.timeWindow[0].duration: a window of 1 minute (m is minutes, M months: perhaps 1M)',
      'a.yaml:11:28: error: spec.timeWindow[0].duration is "1m"; expected a window of at least one slice, which is 5 minutes',
    ]);
  });

  it('takes a window of four weeks where there is none, and says so', () => {
    const text = slo().replace(/ {2}timeWindow.*\n/, '');
    expect(findings(text)).toEqual([
      'a.yaml:6:1: warning: spec: timeWindow is missing, a rolling window of 28d is taken',
    ]);
  });

  it('keeps evaluating an SLO whose alert leads nowhere, by the rules of one without', () => {
    const { objectives } = validateOpenSlo([
      parseOpenSlo(
        'a.yaml',
        slo({
          policies: '[{ alertPolicyRef: nowhere }]',
          annotations: "plumbline.io/alert-min-failures: '20'",
        }),
      ),
    ]);
    expect(objectives).toHaveLength(1);
    expect(objectives[0].alertRules?.map(rule => rule.minFailures)).toEqual([
      20, 20, 20,
    ]);
  });

  it('says everything once, in the order of the file, with places in a policy that several SLOs name', () => {
    const named = '[{ alertPolicyRef: page }]';
    const policy = `apiVersion: openslo/v1
kind: AlertPolicy
metadata: { name: page }
spec:
  alertWhenBreaching: false
  alertWhenResolved: false
  conditions: [{ conditionRef: missing }]
  notificationTargets: [{ targetRef: nobody }]
`;
    expect(
      findings([
        `${slo({ policies: named })}---\n${slo({
          name: 'basket',
          policies: named,
        })}`,
        policy,
      ]),
    ).toEqual([
      'b.yaml:5:23: warning: spec.alertWhenBreaching: Nobody is told: not when it fires, ends or has no data',
      'b.yaml:7:32: error: spec.conditions[0].conditionRef is "missing"; expected the name of an AlertCondition that is declared',
      'b.yaml:8:38: error: spec.notificationTargets[0].targetRef is "nobody"; expected the name of an AlertNotificationTarget that is declared',
    ]);
  });

  it('survives files made to break readers', () => {
    const aliases = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 9; i++) {
      aliases.push(`a${i}: &a${i} [${`*a${i - 1}, `.repeat(10)}]`);
    }
    expect(findings(aliases.join('\n'))).toEqual([
      expect.stringContaining('error: Not well-formed YAML: '),
    ]);
    expect(findings('%YAML 9\n---\n\u0000\t- {')).not.toEqual([]);
    expect(findings('__proto__: { kind: SLO }')).toEqual([
      expect.stringContaining('error: apiVersion is missing'),
      expect.stringContaining('error: kind is missing'),
      expect.stringContaining('error: '),
    ]);
  });

  it('shows nothing of a mapping but the names of its fields', () => {
    const text = `apiVersion: openslo.com/v2alpha
kind: SLI
metadata: { name: secretive }
spec:
  ratioMetric:
    raw: { dataSourceSpec: { type: x, connectionDetails: { token: s3cr3t } }, spec: {} }
    good: { dataSourceSpec: { type: x, connectionDetails: s3cr3t }, spec: {} }
    rawType: success
  thresholdMetric: { dataSourceRef: both, dataSourceSpec: { type: x, connectionDetails: s3cr3t }, spec: {} }
`;
    const found = findings(text);
    expect(found).toHaveLength(3);
    expect(found.join()).not.toContain('s3cr3t');
  });
});

describe('files that a catalog entity leads to', () => {
  const shop: DocumentOwner = {
    entityRef: 'component:default/shop-api',
    workloadRef: 'system:default/shop',
  };
  const plain = slo().replace(/ {2}annotations.*\n/, '');

  it('belong to its workload and measure it where they do not say', () => {
    const file = parseOpenSlo('a.yaml', plain, shop);
    const { objectives, findings: found } = validateOpenSlo([file]);
    expect(found).toEqual([]);
    expect(objectives).toMatchObject([shop]);
    expect(parseOpenSlo('a.yaml', 'kind: [', shop).workloadRefs).toEqual([
      shop.workloadRef,
    ]);
  });

  it('say nothing for other workloads', () => {
    expect(findings(slo().replace(': shop,', ': bank,'), {}, shop)).toEqual([
      'a.yaml:5:41: error: metadata.annotations.plumbline.io/workload is "bank"; expected system:default/shop, the workload of the entity that leads to this file',
    ]);
  });

  it('need not differ in names from those of other teams, but in names of SLOs', () => {
    const bank = { ...shop, workloadRef: 'system:default/bank' };
    const policy = (threshold: number) => `---
apiVersion: openslo/v1
kind: AlertPolicy
metadata: { name: page }
spec: { conditions: [{ kind: AlertCondition, metadata: { name: fast }, spec: {
  severity: page, condition: { op: gt, threshold: ${threshold}, lookbackWindow: 1h } } }] }
`;
    const text = (name: string, threshold: number) =>
      slo({ name, policies: '[{ alertPolicyRef: page }]' }).replace(
        / {2}annotations.*\n/,
        '',
      ) + policy(threshold);
    const { objectives, findings: found } = validateOpenSlo([
      parseOpenSlo('a.yaml', text('shop', 2), shop),
      parseOpenSlo('b.yaml', text('bank', 3), bank),
      parseOpenSlo('c.yaml', text('shop', 4), {
        ...shop,
        workloadRef: 'system:default/third',
      }),
    ]);
    expect(
      objectives.map(({ workloadRef, alertRules }) => [
        workloadRef,
        alertRules?.[0].condition.threshold,
      ]),
    ).toEqual([
      ['system:default/shop', 2],
      ['system:default/bank', 3],
    ]);
    expect(found.map(findingText)).toEqual([
      'c.yaml:4:9: error: metadata.name is "shop"; expected a name of its own: a.yaml:1 declares a SLO of this name',
    ]);
  });
});
