import { WorkloadPage, WorkloadRow } from '@plumbline/plugin-workload-common';
import { mergeRows } from './merge';

const row = (ref: string, urgency = 0) => ({ ref, urgency } as WorkloadRow);
const page = (...items: WorkloadRow[]) => ({ items } as WorkloadPage);
const refs = (rows: WorkloadRow[]) => rows.map(({ ref }) => ref).join('');

describe('rows that change in place', () => {
  it('fill an empty page', () => {
    const merged = mergeRows([], page(row('a'), row('b')));
    expect(refs(merged.rows)).toBe('ab');
    expect(merged).toMatchObject({ changed: [], moved: false });
  });

  it('stay where they are while their order would be another', () => {
    const shown = [row('a'), row('b')];
    const merged = mergeRows(shown, page(row('b', 90), row('a')));
    expect(refs(merged.rows)).toBe('ab');
    expect(merged.rows[0]).toBe(shown[0]);
    expect(merged.changed).toEqual([{ before: row('b'), after: row('b', 90) }]);
    expect(merged.moved).toBe(true);
  });

  it('are joined below by new ones as far as the page has room', () => {
    const merged = mergeRows(
      [row('a'), row('b')],
      page(row('c'), row('a'), row('b')),
    );
    expect(refs(merged.rows)).toBe('abc');
    expect(merged.moved).toBe(true);
    const full = mergeRows([row('a'), row('b')], page(row('c'), row('a')));
    expect(refs(full.rows)).toBe('ab');
    expect(full.moved).toBe(true);
  });
});
