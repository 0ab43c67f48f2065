import { MapNode } from '@plumbline/plugin-workload-common';
import { shopMap } from '../../__fixtures__/workloads';
import { MapBox } from './boxes';
import { FOLD_ABOVE, foldStep, foldedBoxes } from './folding';

const [, stamp, part] = shopMap.nodes;

function stampOf(id: string, parts: number): MapBox {
  return {
    id,
    kind: 'stamp',
    stamp,
    members: Array.from(
      { length: parts },
      (_, i): MapNode => ({ ...part, entityRef: `${id}-${i}` }),
    ),
  };
}

const few = [stampOf('a', 3), stampOf('b', 3), stampOf('empty', 0)];
const many = [stampOf('a', FOLD_ABOVE), stampOf('b', 1)];
const folded = (...args: Parameters<typeof foldedBoxes>) => [
  ...foldedBoxes(...args),
];

describe('folding', () => {
  it('folds stamps of a large map, and what the reader says', () => {
    expect(folded(few, { toggled: [] })).toEqual([]);
    expect(folded(few, { toggled: ['b'] })).toEqual(['b']);
    expect(folded(few, { fold: 'all', toggled: [] })).toEqual(['a', 'b']);
    expect(folded(many, { toggled: [] })).toEqual(['a', 'b']);
    expect(folded(many, { toggled: ['a'] })).toEqual(['b']);
    expect(folded(many, { fold: 'none', toggled: [] })).toEqual([]);
  });

  it('keeps the box open of what is looked at', () => {
    expect(folded(many, { toggled: [] }, ['a-1'])).toEqual(['b']);
  });

  it('goes there and back', () => {
    const closed = foldStep(few, { toggled: [] }, [], 'a');
    expect(closed).toEqual({ toggled: ['a'], hides: false });
    expect(foldStep(few, closed, [], 'a')).toEqual({
      toggled: [],
      hides: false,
    });
  });

  it('says when what is looked at goes out of sight', () => {
    expect(foldStep(few, { toggled: [] }, ['a-1'], 'a')).toEqual({
      toggled: ['a'],
      hides: true,
    });
    // It was open only for that.
    expect(foldStep(many, { toggled: [] }, ['a-1'], 'a')).toEqual({
      toggled: [],
      hides: true,
    });
  });
});
