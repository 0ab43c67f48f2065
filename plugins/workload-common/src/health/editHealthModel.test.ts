import {
  blankHealthModel,
  draftOfHealthModel,
  editHealthModel,
} from './editHealthModel';
import { parseHealthModel } from './parseHealthModel';

const FLOW = {
  id: 'pay',
  title: 'Pay',
  criticality: 'high',
  dependsOn: ['resource:default/db'],
};

describe('editHealthModel', () => {
  it('begins with a model that says nothing', () => {
    expect(parseHealthModel(blankHealthModel('shop')).problems).toBeUndefined();
    expect(draftOfHealthModel(blankHealthModel('shop'))).toEqual({});
  });

  it('writes lists and maps that were not there', () => {
    const text = editHealthModel(blankHealthModel('shop'), [
      [['spec', 'userFlows', 0], FLOW],
      [['spec', 'objective'], { percent: 99.5, days: 28 }],
    ]);
    expect(text).toContain('\nspec:\n  userFlows:\n    - id: pay\n');
    expect(parseHealthModel(text).model).toMatchObject({
      userFlows: [FLOW],
      objective: { percent: 99.5, days: 28 },
    });
  });

  it('keeps comments and what it does not touch', () => {
    const text = editHealthModel(
      [
        '# ours',
        'spec:',
        '  objective: { percent: 99, days: 28 } # agreed',
        '  nodes:',
        '    # the one',
        '    - ref: resource:default/db',
        '      impact: limited',
        '',
      ].join('\n'),
      [[['spec', 'nodes', 0, 'criticality'], 'high']],
    );
    expect(text).toContain('# ours');
    expect(text).toContain('{ percent: 99, days: 28 } # agreed');
    expect(text).toContain('# the one');
    expect(text).toContain('      impact: limited\n      criticality: high\n');
  });

  it('takes away what becomes empty, up to the spec', () => {
    const text = editHealthModel(blankHealthModel('shop'), [
      [['spec', 'alerts', 'openAfter', 'Sev1'], 30],
    ]);
    expect(draftOfHealthModel(text)).toEqual({
      alerts: { openAfter: { Sev1: 30 } },
    });
    expect(
      editHealthModel(text, [
        [['spec', 'alerts', 'openAfter', 'Sev1'], undefined],
        [['spec', 'nodes', 3], undefined],
      ]),
    ).toBe(blankHealthModel('shop'));
  });

  it('leaves what is no YAML as it is', () => {
    const text = 'spec: [';
    expect(editHealthModel(text, [[['spec', 'nodes'], []]])).toBe(text);
    expect(draftOfHealthModel(text)).toBeUndefined();
    expect(draftOfHealthModel('a: &a [*a]')).toEqual({});
    expect(draftOfHealthModel('')).toEqual({});
  });
});
