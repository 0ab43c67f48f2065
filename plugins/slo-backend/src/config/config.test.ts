import { ConfigReader } from '@backstage/config';
import { readBudgetPolicies } from './readBudgetPolicies';
import { readDependencySlas } from './readDependencySlas';
import { readPushers } from './readPushers';

const config = (slo: object) => new ConfigReader({ slo } as never);

describe('the slo section of the configuration', () => {
  it('may be absent', () => {
    const none = new ConfigReader({});
    expect(readBudgetPolicies(none)).toEqual([]);
    expect(readPushers(none)).toEqual([]);
    expect(readDependencySlas(none)).toEqual([]);
  });

  it('says what to do as budget runs out, most budget first', () => {
    const steps = [
      { below: 0, action: 'Stop releases', freeze: ['releases'] },
      { below: 0.5, action: 'Talk about it' },
    ];
    expect(
      readBudgetPolicies(config({ budgetPolicies: [{ name: 'a', steps }] })),
    ).toEqual([
      {
        name: 'a',
        title: 'a',
        steps: [
          { below: 0.5, action: 'Talk about it', freeze: [] },
          { below: 0, action: 'Stop releases', freeze: ['releases'] },
        ],
      },
    ]);
  });

  it.each([
    [[{ name: 'a', steps: [] }], 'slo.budgetPolicies[0].steps'],
    [
      [{ name: 'a', steps: [{ below: 20, action: 'x' }] }],
      "expected 'below' to be at most 1",
    ],
    [
      [1, 2].map(() => ({ name: 'a', steps: [{ below: 0, action: 'x' }] })),
      "slo.budgetPolicies[1].name: expected a name of its own, 'a' is taken",
    ],
  ])('refuses policies %j', (budgetPolicies, message) => {
    expect(() => readBudgetPolicies(config({ budgetPolicies }))).toThrow(
      message,
    );
  });

  it('names who may push what', () => {
    expect(
      readPushers(
        config({
          pushers: [
            { subject: 'ci', events: ['System:default/Shop', '*'] },
            { subject: 'external:probe', series: ['shop.'] },
          ],
        }),
      ),
    ).toEqual([
      {
        subject: 'ci',
        series: [],
        events: ['system:default/shop', '*'],
      },
      { subject: 'external:probe', series: ['shop.'], events: [] },
    ]);
    expect(() => readPushers(config({ pushers: [{ subject: 'ci' }] }))).toThrow(
      "slo.pushers[0]: expected 'series', 'events' or both",
    );
    expect(() =>
      readPushers(config({ pushers: [{ subject: 'x', events: ['shop'] }] })),
    ).toThrow('slo.pushers[0].events: expected full refs such as');
  });

  it('names files of promises as people know them', () => {
    expect(
      readDependencySlas(
        config({ dependencySlas: [{ file: '../../slas/azure.yaml' }] }),
      ),
    ).toEqual([
      {
        path: expect.stringMatching(/\/slas\/azure\.yaml$/),
        label: 'slas/azure.yaml',
      },
    ]);
  });
});
