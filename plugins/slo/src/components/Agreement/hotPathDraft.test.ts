import { agreement } from '../../__fixtures__/slos';
import { draftOf, editOf, overrideOf } from './hotPathDraft';

describe('hot path drafts', () => {
  it('say of each dependency where it is and by whom', () => {
    expect(
      draftOf(agreement).map(({ title, placing, byCatalog, percent }) =>
        [title, placing, byCatalog, percent].join(' '),
      ),
    ).toEqual([
      'App eus catalog on ',
      'App weu catalog on ',
      'Odd thing catalog on ',
      'Registry off  ',
      'Vault catalog on 99.9',
    ]);
  });

  it('keep corrections of what the catalog does not have now', () => {
    const excluded = ['resource:default/gone', 'resource:default/registry'];
    const overrides = {
      ...agreement.overrides,
      'resource:default/gone': 0.99,
      'resource:default/registry': 0.98,
    };
    const before = { ...agreement, excluded, overrides };
    expect(editOf(draftOf(before), before)).toEqual({
      excluded: ['resource:default/registry', 'resource:default/gone'],
      included: [],
      overrides,
    });
  });

  it.each([
    ['', undefined],
    ['99.95', 0.9995],
    ['99,95 %', 0.9995],
    ['100', 1],
    ['0', null],
    ['101', null],
    ['much', null],
  ])('read %j as %p', (text, value) => {
    expect(overrideOf(text)).toBe(value);
  });
});
