import { KnownStamp } from '../store/WorkloadStore';
import { stampEvents } from './stampEvents';

const at = new Date('2026-11-21T12:00:00Z');
const known = (
  lifecycle: string | undefined,
  trafficWeight?: number,
): Record<string, KnownStamp> =>
  lifecycle
    ? {
        'resource:default/weu': {
          title: 'West',
          region: 'westeurope',
          lifecycle,
          trafficWeight,
        },
      }
    : {};

describe('stampEvents', () => {
  it.each([
    [known(undefined), known('active'), 'stamp-added', 'added, active'],
    [known(undefined), known('planned'), 'stamp-changed', ' planned'],
    [known('planned'), known('active'), 'stamp-added', ': planned → active'],
    [
      known('active'),
      known('draining'),
      'stamp-changed',
      ': active → draining',
    ],
    [known('draining'), known('retired'), 'stamp-retired', '→ retired'],
    [known('active'), known(undefined), 'stamp-retired', 'left the catalog'],
    [
      known('active', 20),
      known('active', 50),
      'stamp-changed',
      ': traffic 20% → 50%',
    ],
    [
      known('active'),
      known('active', 50),
      'stamp-changed',
      ': traffic not set → 50%',
    ],
  ])('from %j to %j is %s', (before, after, kind, title) => {
    expect(
      stampEvents({
        workloadRef: 'system:default/shop',
        before,
        after,
        version: 3,
        at,
      }),
    ).toEqual([
      {
        id: 'resource:default/weu/3',
        workloadRef: 'system:default/shop',
        kind,
        at: at.toISOString(),
        title: expect.stringContaining(title),
        entityRef: 'resource:default/weu',
      },
    ]);
  });

  it.each([
    [known('active', 20), known('active', 20)],
    [known('planned', 20), known('planned', 30)],
    [known(undefined), known('retired')],
    [known('retired'), known(undefined)],
  ])('from %j to %j nothing happened', (before, after) => {
    expect(
      stampEvents({
        workloadRef: 'system:default/shop',
        before,
        after,
        version: 3,
        at,
      }),
    ).toEqual([]);
  });
});
