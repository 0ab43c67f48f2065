import { rotationHistory } from './rotationHistory';

describe('rotationHistory', () => {
  it('says how long before or after its date each version was replaced', () => {
    expect(
      rotationHistory([
        version('2025-01-01', '2026-01-01', '2025-12-20'),
        version('2025-12-20', '2026-06-01', '2026-06-10'),
        version('2024-06-01', undefined, '2025-01-01'),
        version('2026-06-10', '2026-11-01', '2026-11-01T07:00'),
      ]),
    ).toEqual([
      { replacedAt: '2026-11-01T07:00:00.000Z', marginDays: 0 },
      { replacedAt: '2026-06-10T00:00:00.000Z', marginDays: -9 },
      { replacedAt: '2025-12-20T00:00:00.000Z', marginDays: 12 },
      { replacedAt: '2025-01-01T00:00:00.000Z', marginDays: undefined },
    ]);
  });
});

function version(
  created: string,
  expires: string | undefined,
  replaced: string,
) {
  const iso = (time: string) =>
    new Date(time.includes('T') ? `${time}Z` : time).toISOString();
  return {
    created: iso(created),
    expires: expires && iso(expires),
    replaced: iso(replaced),
  };
}
