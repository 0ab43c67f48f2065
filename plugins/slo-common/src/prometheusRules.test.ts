import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { AlertRule } from './alerts/AlertRule';
import { Indicator, MetricSource, ObjectiveDefinition } from './definition';
import { prometheusRules } from './prometheusRules';

const query = (text: string, type = 'prometheus'): MetricSource => ({
  type,
  spec: { query: text },
});

const requests: Indicator = {
  kind: 'ratio',
  counter: true,
  good: query('sum(requests_total{code!~"5.."})'),
  total: query('requests_total'),
};

const objective = (
  changes: Partial<ObjectiveDefinition> = {},
): ObjectiveDefinition => ({
  id: 'api',
  sloName: 'api',
  displayName: 'Availability of {{the}} API',
  service: 'shop',
  workloadRef: 'system:default/shop',
  entityRef: 'component:default/api',
  method: 'Occurrences',
  target: 0.999,
  window: { kind: 'rolling', duration: '30d', seconds: 30 * 86_400 },
  sliceSeconds: 300,
  sliceTarget: 1,
  indicator: requests,
  declaredIn: { file: 'slo.yaml', line: 1 },
  ...changes,
});

const rule = (changes: Partial<AlertRule>): AlertRule => ({
  id: 'one',
  name: 'One',
  severity: 'high',
  condition: {
    kind: 'error-rate',
    longSeconds: 600,
    op: 'gt',
    threshold: 0.05,
  },
  alertAfterSeconds: 0,
  minEvents: 0,
  minFailures: 0,
  notify: { noData: false, resolved: true, breaching: true },
  targets: [],
  ...changes,
});

function rulesOf(...objectives: ObjectiveDefinition[]) {
  const { yaml, leftOut } = prometheusRules(objectives);
  const groups: { interval: string; rules: any[] }[] =
    yaml === undefined ? [] : parse(yaml).groups;
  return { yaml, leftOut, groups, rules: groups.flatMap(each => each.rules) };
}

const find = (rules: any[], name: string) =>
  rules.find(({ record, alert }) => record === name || alert === name);

describe('prometheusRules', () => {
  it('reads windows that are shorter than a slice as one slice', () => {
    const { rules } = rulesOf(
      objective({
        alertRules: [
          rule({
            condition: {
              kind: 'error-rate',
              longSeconds: 60,
              op: 'gt',
              threshold: 0.05,
            },
            minEvents: 10,
            minFailures: 2,
          }),
        ],
      }),
    );
    const recorded = rules.flatMap(({ record }) => record ?? []);
    const { expr } = find(rules, 'SloErrorRate');
    for (const [name] of expr.matchAll(/slo:error_ratio:\w+/g)) {
      expect(recorded).toContain(name);
    }
    expect(expr).toContain('slo:error_ratio:5m');
    expect(expr.match(/\[\w+\]/g)).toEqual(['[299s]', '[299s]']);
  });

  it('keeps comments on their lines', () => {
    const { yaml } = rulesOf(
      objective({
        alertRules: [
          rule({
            name: 'Never\u0085groups: []\nrules: {}',
            condition: {
              kind: 'error-rate',
              longSeconds: 600,
              op: 'gt',
              threshold: 1,
            },
          }),
        ],
      }),
    );
    expect(yaml).toMatch(/^# api: no rule 'Never groups: \[\] rules: \{\}'/m);
  });

  it('derives windows and factors from the objective and its period', () => {
    const { groups, rules } = rulesOf(
      objective({
        window: { kind: 'rolling', duration: '28d', seconds: 28 * 86_400 },
      }),
    );
    expect(groups[0].interval).toBe('1m');
    expect(rules.flatMap(({ record }) => record ?? [])).toEqual([
      'slo:slice_bad:sum',
      'slo:slice_events:sum',
      ...['5m', '30m', '1h', '6h', '3d', '28d'].map(
        window => `slo:error_ratio:${window}`,
      ),
      'slo:objective:ratio',
      'slo:budget_remaining:ratio',
    ]);
    const alerts = rules.filter(({ alert }) => alert);
    expect(alerts.map(({ labels }) => labels.severity)).toEqual([
      'critical',
      'high',
      'medium',
    ]);
    expect(alerts[0].expr).toBe(
      [
        'slo:error_ratio:1h{slo="api"} > (13.44 * 0.001)',
        'and',
        'slo:error_ratio:5m{slo="api"} > (13.44 * 0.001)',
        'and',
        'sum_over_time(slo:slice_bad:sum{slo="api"}[3599s]) >= 2.5',
      ].join('\n'),
    );
  });

  it('counts each counter by itself', () => {
    const { expr } = find(rulesOf(objective()).rules, 'slo:slice_bad:sum');
    expect(expr).toContain('requests_total offset 60s');
    expect(expr).toContain(')\n-\n(sum(');
    expect(expr).toContain('requests_total{code!~"5.."} offset 60s');
  });

  it('says what has no rules', () => {
    const samples = { ...requests, total: query('x', 'samples') };
    const servers: Indicator = {
      ...requests,
      good: { ...query('x'), dataSource: 'a' },
    };
    const { yaml, leftOut } = rulesOf(
      objective({ indicator: samples }),
      objective({ id: 'two', indicator: servers }),
    );
    expect(yaml).toBeUndefined();
    expect(leftOut).toEqual([
      {
        id: 'api',
        reason: 'Its numbers come from samples, not from Prometheus.',
      },
      { id: 'two', reason: 'Its series are on several servers.' },
    ]);
  });

  it('leaves out what can never fire and what a calendar decides', () => {
    const { yaml, rules } = rulesOf(
      objective({
        target: 0.9,
        window: {
          kind: 'calendar',
          duration: '1M',
          startTime: '2026-01-01 00:00:00',
          timeZone: 'Europe/Brussels',
        },
        alertRules: [
          rule({
            name: 'Never',
            condition: {
              kind: 'burn-rate',
              longSeconds: 3_600,
              op: 'gt',
              threshold: 14.4,
            },
          }),
          rule({
            name: 'Spent',
            condition: { kind: 'budget', op: 'lte', threshold: 0 },
          }),
        ],
      }),
    );
    expect(rules.filter(({ alert }) => alert)).toEqual([]);
    expect(yaml).toContain("# api: no rule 'Never'. ");
    expect(yaml).toContain("# api: no rule 'Spent'. ");
  });
});

const installed = spawnSync('promtool', ['--version']).status === 0;
if (!installed) {
  // eslint-disable-next-line no-console
  console.log('skipped: promtool is not installed');
}

(installed ? describe : describe.skip)('prometheusRules, by promtool', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'slo-rules-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function promtool(command: string, text: string, file = `${command}.yaml`) {
    const path = join(folder, file);
    writeFileSync(path, text);
    const { stdout, stderr } = spawnSync('promtool', [command, 'rules', path], {
      encoding: 'utf8',
    });
    return `${stdout}\n${stderr}`;
  }

  const value = query('histogram_quantile(0.95, sum by (le) (rate(b[5m])))');
  const upShare = query('avg(up)');
  const indicators: Record<string, Indicator> = {
    counters: requests,
    counts: { ...requests, counter: false },
    bad: {
      kind: 'ratio',
      counter: true,
      bad: query('a or b # either'),
      total: query('c'),
    },
    threshold: { kind: 'threshold', metric: value, op: 'lt', value: 0.5 },
    success: { kind: 'raw', rawType: 'success', metric: upShare },
    failure: { kind: 'raw', rawType: 'failure', metric: upShare },
  };
  const alertRules = [
    rule({ id: 'rate', alertAfterSeconds: 60, minEvents: 10, minFailures: 2 }),
    rule({
      id: 'count',
      condition: {
        kind: 'error-count',
        longSeconds: 1_800,
        op: 'gte',
        threshold: 3,
      },
      notify: { noData: true, resolved: true, breaching: true },
    }),
    rule({
      id: 'budget',
      condition: { kind: 'budget', op: 'lt', threshold: 0.1 },
    }),
  ];

  it('are valid for every kind of objective', () => {
    const objectives = Object.entries(indicators).flatMap(([kind, indicator]) =>
      (['Occurrences', 'Timeslices', 'RatioTimeslices'] as const).flatMap(
        method =>
          ([undefined, 'good', 'bad'] as const).map((policy, index) =>
            objective({
              id: `${kind}-${method}-${index}`,
              indicator,
              method,
              sliceSeconds: 60,
              sliceTarget: 0.95,
              noData: policy,
              noEvents: policy,
              alertRules: index === 1 ? alertRules : undefined,
              runbookUrl: 'https://runbooks.example.com/api',
            }),
          ),
      ),
    );
    const { yaml, leftOut } = prometheusRules(objectives);
    expect(leftOut).toEqual([]);
    expect(promtool('check', yaml!)).toContain('SUCCESS');
  });

  /** Runs rules over series, as `promtool test rules` does. */
  function test(
    definition: ObjectiveDefinition,
    scenario: object,
    // The tool takes no notice of a group's own interval.
    interval = '1m',
  ) {
    writeFileSync(
      join(folder, 'rules.yaml'),
      prometheusRules([definition]).yaml!,
    );
    return promtool(
      'test',
      stringify({
        rule_files: ['rules.yaml'],
        evaluation_interval: interval,
        tests: [{ interval: '1m', ...scenario }],
      }),
    );
  }

  const labels = '{slo="api", service="shop", workload="system:default/shop"}';

  it('fire when the budget burns, and count over a restart', () => {
    // 100 requests a minute; after two hours a fifth of them fails. One of the two counters starts anew on the way.
    const outcome = test(objective(), {
      input_series: [
        {
          series: 'requests_total{code="200"}',
          values: '0+100x120 12080+80x30 0+80x149',
        },
        { series: 'requests_total{code="500"}', values: '0x120 20+20x179' },
      ],
      promql_expr_test: [
        {
          expr: 'slo:error_ratio:1h',
          eval_time: '2h',
          exp_samples: [{ labels: `slo:error_ratio:1h${labels}`, value: 0 }],
        },
        {
          expr: 'round(slo:error_ratio:1h, 0.001)',
          eval_time: '4h30m',
          exp_samples: [{ labels, value: 0.2 }],
        },
      ],
      alert_rule_test: [
        { eval_time: '2h', alertname: 'SloBurnRate', exp_alerts: [] },
        {
          eval_time: '2h30m',
          alertname: 'SloBurnRate',
          exp_alerts: [
            [
              'burn-1h',
              'critical',
              'Budget burns very fast',
              '14.4x',
              '1 hour',
              '5 minutes',
            ],
            [
              'burn-6h',
              'high',
              'Budget burns fast',
              '6x',
              '6 hours',
              '30 minutes',
            ],
            [
              'burn-3d',
              'medium',
              'Budget burns steadily',
              '1x',
              '3 days',
              '6 hours',
            ],
          ].map(([id, severity, name, factor, long, short]) => ({
            exp_labels: {
              slo: 'api',
              service: 'shop',
              workload: 'system:default/shop',
              rule: id,
              severity,
            },
            exp_annotations: {
              summary: `Availability of {{the}} API: ${name}`,
              description: `Objective 99.9%; alerts at burn rate above ${factor} over ${long} and over ${short}.`,
            },
          })),
        },
      ],
    });
    expect(outcome).toContain('SUCCESS');
  });

  it('do not fire for one failure of few requests', () => {
    const outcome = test(objective(), {
      input_series: [
        { series: 'requests_total{code="200"}', values: '0+1x90' },
        { series: 'requests_total{code="500"}', values: '0x60 1x30' },
      ],
      promql_expr_test: [
        {
          expr: 'slo:error_ratio:1h > bool 0.0144',
          eval_time: '63m',
          exp_samples: [{ labels, value: 1 }],
        },
      ],
      alert_rule_test: [
        { eval_time: '63m', alertname: 'SloBurnRate', exp_alerts: [] },
      ],
    });
    expect(outcome).toContain('SUCCESS');
  });

  it('count slices, and gaps as the objective says', () => {
    // Ten minutes good, ten bad, ten without requests, ten without data.
    const series = [
      {
        series: 'requests_total{code="200"}',
        values: '0+100x10 1050+50x9 1500x9 _x10',
      },
      {
        series: 'requests_total{code="500"}',
        values: '0x10 50+50x9 500x9 _x10',
      },
    ];
    const slices = objective({
      method: 'Timeslices',
      sliceSeconds: 300,
      sliceTarget: 0.9,
    });
    const share = (changes: Partial<ObjectiveDefinition>, expected: number) =>
      test(
        { ...slices, ...changes },
        {
          input_series: series,
          promql_expr_test: [
            {
              expr: 'round(avg_over_time(slo:slice_bad:sum[35m]), 0.001)',
              eval_time: '40m',
              exp_samples: [{ labels, value: expected }],
            },
          ],
        },
        '5m',
      );
    // Slices end each five minutes from 5 to 40: two good, two bad, two empty, two without data.
    expect(share({}, 0.5)).toContain('SUCCESS');
    expect(share({ noEvents: 'good' }, 0.333)).toContain('SUCCESS');
    expect(share({ noEvents: 'bad' }, 0.667)).toContain('SUCCESS');
    expect(share({ noData: 'bad' }, 0.667)).toContain('SUCCESS');
    expect(share({ noEvents: 'good', noData: 'good' }, 0.25)).toContain(
      'SUCCESS',
    );
  });

  it('fire when nothing is measured, where that is asked for', () => {
    const outcome = test(
      objective({
        alertRules: [
          rule({
            notify: { noData: true, resolved: true, breaching: false },
          }),
        ],
      }),
      {
        input_series: [],
        alert_rule_test: [
          {
            eval_time: '20m',
            alertname: 'SloNoData',
            exp_alerts: [
              {
                exp_labels: {
                  slo: 'api',
                  service: 'shop',
                  workload: 'system:default/shop',
                  rule: 'one',
                  severity: 'high',
                },
                exp_annotations: {
                  summary: 'Availability of {{the}} API: no data',
                  description: 'Nothing was measured over 10m.',
                },
              },
            ],
          },
        ],
      },
    );
    expect(outcome).toContain('SUCCESS');
  });
});
