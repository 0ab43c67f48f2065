import { changesOf } from './diffRows';

function told(before?: string, after?: string, whole?: boolean) {
  const { parts, ...rest } = changesOf(before, after, whole);
  return {
    ...rest,
    parts: parts.map(({ skipped, lines }) => [
      skipped,
      ...lines.map(
        ({ kind, text, before: old, after: now }) =>
          `${kind} ${old ?? ''}/${now ?? ''} ${text}`,
      ),
    ]),
  };
}

const TEN = Array.from({ length: 10 }, (_, index) => `${index + 1}\n`).join('');

describe('changesOf', () => {
  it('tells every line of a new file as added', () => {
    expect(told(undefined, 'a\nb\n')).toEqual({
      added: 2,
      removed: 0,
      skippedAfter: 0,
      parts: [[0, 'added /1 a', 'added /2 b']],
    });
  });

  it('tells every line of a file that goes as removed', () => {
    expect(told('a\nb', undefined)).toEqual({
      added: 0,
      removed: 2,
      skippedAfter: 0,
      parts: [[0, 'removed 1/ a', 'removed 2/ b']],
    });
  });

  it('keeps lines around a change and counts those it leaves out', () => {
    expect(told(TEN, TEN.replace('6\n', 'six\n'))).toEqual({
      added: 1,
      removed: 1,
      skippedAfter: 1,
      parts: [
        [
          2,
          'same 3/3 3',
          'same 4/4 4',
          'same 5/5 5',
          'removed 6/ 6',
          'added /6 six',
          'same 7/7 7',
          'same 8/8 8',
          'same 9/9 9',
        ],
      ],
    });
  });

  it('numbers lines that are put in at the start', () => {
    expect(told('a\n', 'new\na\n').parts).toEqual([
      [0, 'added /1 new', 'same 1/2 a'],
    ]);
  });

  it('leaves nothing out where the whole file is asked for', () => {
    const { parts, skippedAfter } = told(TEN, `${TEN}11\n`, true);
    expect(parts).toHaveLength(1);
    expect(parts[0]).toHaveLength(12);
    expect(skippedAfter).toBe(0);
  });

  it('tells a file that stays as it is', () => {
    expect(told('a\n', 'a\n').parts).toEqual([[0, 'same 1/1 a']]);
    expect(told('', '').parts).toEqual([[0]]);
  });
});
