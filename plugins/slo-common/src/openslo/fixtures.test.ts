import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { OPENSLO_KINDS } from './document';
import { parseOpenSlo } from './parseOpenSlo';
import { resolveObjectives } from './resolveObjectives';

function read(name: string) {
  return parseOpenSlo(
    name,
    readFileSync(resolve(__dirname, '__fixtures__', name), 'utf8'),
  );
}

describe('documents of v1', () => {
  const files = ['v1/library.yaml', 'v1/slos.yaml', 'v1/service.json'].map(
    read,
  );
  const { objectives, errors } = resolveObjectives(files);
  const byId = new Map(objectives.map(each => [each.id, each]));

  it('of every kind are read', () => {
    const kinds = files.flatMap(({ documents }) =>
      documents.map(({ kind }) => kind),
    );
    expect(new Set(kinds)).toEqual(new Set(OPENSLO_KINDS));
    expect(
      errors.map(({ line, severity, message }) => [line, severity, message]),
    ).toEqual([
      [
        62,
        'warning',
        'metadata.name is "OnCallDesk"; expected lower-case letters, digits and hyphens, as OpenSLO asks for',
      ],
    ]);
    expect([...byId.keys()]).toEqual([
      'bookings',
      'seat-map.1',
      'seat-map.2',
      'search',
      'journey.1',
      'journey.2',
    ]);
  });

  it('keep nothing of how to sign in', () => {
    expect(JSON.stringify({ objectives, files })).not.toContain(
      'not-for-anybody',
    );
  });

  it('give a ratio by reference, in slices of its own length, with its policy and the service’s annotations', () => {
    expect(byId.get('bookings')).toMatchObject({
      workloadRef: 'system:default/travel-shop',
      budgetPolicy: 'careful',
      target: 0.999,
      sliceSeconds: 60,
      window: { kind: 'rolling', duration: '4w', seconds: 2_419_200 },
      indicatorName: 'booking-answers',
      indicator: {
        kind: 'ratio',
        counter: true,
        good: undefined,
        bad: { type: 'prometheus', dataSource: 'metrics' },
      },
      alertPolicies: ['wake-the-desk', 'look-at-it'],
      alertRules: [
        {
          id: 'wake-the-desk/burns-fast',
          name: 'Burns fast',
          severity: 'critical',
          condition: {
            kind: 'burn-rate',
            longSeconds: 3_600,
            shortSeconds: 300,
            op: 'gt',
            threshold: 14.4,
          },
          alertAfterSeconds: 0,
          minEvents: 100,
          minFailures: 10,
          notify: { noData: true, resolved: false, breaching: true },
          targets: ['OnCallDesk', 'diary'],
        },
        {
          id: 'look-at-it/many-errors',
          name: 'Many errors',
          severity: 'medium',
          condition: {
            kind: 'error-rate',
            longSeconds: 600,
            op: 'gte',
            threshold: 0.05,
          },
          alertAfterSeconds: 120,
          minEvents: 100,
          minFailures: 0,
          notify: { noData: false, resolved: true, breaching: true },
          targets: [],
        },
      ],
    });
  });

  it('give thresholds with several objectives in a calendar month, slices as a bare number of minutes, gap policies', () => {
    expect(byId.get('seat-map.1')).toMatchObject({
      displayName: 'seat-map, fresh',
      method: 'Timeslices',
      sliceSeconds: 300,
      noData: 'bad',
      noEvents: 'good',
      window: {
        kind: 'calendar',
        duration: '1M',
        startTime: '2026-01-01 00:00:00',
        timeZone: 'Europe/Madrid',
      },
      indicator: { kind: 'threshold', op: 'lte', value: 60 },
      alertRules: undefined,
    });
    expect(byId.get('seat-map.2')).toMatchObject({
      sliceSeconds: 900,
      indicator: { kind: 'threshold', op: 'lt', value: 600.5 },
    });
    expect(byId.get('seat-map.1')).not.toHaveProperty('weight');
  });

  it('give shares that are stored as such, averaged over slices', () => {
    expect(byId.get('search')).toMatchObject({
      method: 'RatioTimeslices',
      sliceSeconds: 60,
      sliceTarget: 0.99,
      indicator: {
        kind: 'raw',
        rawType: 'failure',
        metric: { type: 'prometheus', dataSource: 'elsewhere' },
      },
    });
  });

  it('give the weighted members of a composite', () => {
    const members = ['journey.1', 'journey.2'].map(id => byId.get(id));
    expect(members).toMatchObject([
      {
        sloName: 'journey',
        displayName: 'Journey, Bookings answered',
        weight: 3,
        indicatorName: 'booking-answers',
        indicator: { kind: 'ratio', bad: { type: 'prometheus' } },
      },
      {
        sloName: 'journey',
        displayName: 'Journey, Payments are quick',
        weight: 1,
        indicator: { kind: 'ratio', good: { type: 'samples' } },
      },
    ]);
  });
});

describe('documents of v2alpha', () => {
  const file = read('v2alpha/documents.yaml');
  const { objectives, errors } = resolveObjectives([file]);

  it('of every kind are read', () => {
    expect(new Set(file.documents.map(({ kind }) => kind))).toEqual(
      new Set(OPENSLO_KINDS),
    );
    expect(errors).toEqual([]);
    expect(JSON.stringify({ objectives, file })).not.toContain(
      'not-for-anybody',
    );
  });

  it('mean the same as those of v1', () => {
    expect(objectives).toMatchObject([
      {
        id: 'berths',
        displayName: 'Berths',
        service: 'harbour',
        workloadRef: 'system:default/harbour',
        indicatorName: 'berths-answered',
        indicator: {
          kind: 'ratio',
          counter: true,
          good: { type: 'prometheus', dataSource: 'gauges' },
        },
        alertRules: [
          {
            id: 'tell-the-quay/burns',
            severity: 'high',
            condition: { kind: 'burn-rate', longSeconds: 21_600 },
            alertAfterSeconds: 300,
            targets: ['quay-master'],
          },
        ],
      },
      {
        id: 'tides',
        service: 'harbour',
        window: { kind: 'calendar', timeZone: 'Europe/Lisbon' },
        indicator: {
          kind: 'threshold',
          metric: { type: 'samples', spec: { series: 'tide.value' } },
        },
      },
      { id: 'docking.1', weight: 1, indicatorName: 'berths-answered' },
      {
        id: 'docking.2',
        weight: 0.5,
        indicator: { kind: 'raw', rawType: 'success' },
      },
    ]);
  });
});
