import { refOf, timeOf, workloadRefInPath, workloadRefOf } from './inputs';

describe('inputs', () => {
  it('gives full refs in lower case', () => {
    expect(refOf('Group:Default/Shop', 'owner')).toBe('group:default/shop');
    expect(workloadRefOf('System:default/Shop', 'ref')).toBe(
      'system:default/shop',
    );
    expect(workloadRefInPath({ namespace: 'Default', name: 'Shop' })).toBe(
      'system:default/shop',
    );
  });

  it('gives times in UTC with milliseconds', () => {
    expect(timeOf('2026-10-01T02:00:00+02:00', 'from')).toBe(
      '2026-10-01T00:00:00.000Z',
    );
  });

  it.each([
    [
      () => refOf('shop', 'items[0].owner'),
      "items[0].owner: expected a full ref such as 'group:default/shop'",
    ],
    [
      () => workloadRefOf('shop', 'workload'),
      "workload: expected a full ref such as 'system:default/shop'",
    ],
    [
      () => workloadRefOf('group:default/shop', 'workload'),
      'workload: expected the full ref of a System',
    ],
    [() => timeOf('1', 'from'), 'from: expected an ISO 8601 time'],
    [() => timeOf('2026-99-99', 'to'), 'to: expected an ISO 8601 time'],
  ])('names the place of what does not fit (%#)', (read, message) => {
    expect(read).toThrow(message);
  });
});
