import fc from 'fast-check';
import { STAMP_LIFECYCLES } from '@plumbline/plugin-workload-common';
import {
  effectiveLifecycle,
  effectiveStamp,
  furthestLifecycle,
} from './lifecycle';

const lifecycles = fc.constantFrom(...STAMP_LIFECYCLES);

describe('effectiveLifecycle', () => {
  it('is the further of what is asked for and what was told', () => {
    expect(effectiveLifecycle('planned', undefined)).toBe('planned');
    expect(effectiveLifecycle('planned', 'active')).toBe('active');
    expect(effectiveLifecycle('draining', 'active')).toBe('draining');
    expect(effectiveLifecycle('draining', 'retired')).toBe('retired');
  });

  it('never goes back, whoever says what', () => {
    const step = (lifecycle: (typeof STAMP_LIFECYCLES)[number]) =>
      STAMP_LIFECYCLES.indexOf(lifecycle);
    fc.assert(
      fc.property(lifecycles, lifecycles, (file, told) => {
        const found = effectiveLifecycle(file, told);
        expect(step(found)).toBe(Math.max(step(file), step(told)));
        expect(effectiveLifecycle(told, file)).toBe(found);
      }),
    );
    expect(furthestLifecycle()).toBe('planned');
  });
});

describe('effectiveStamp', () => {
  it.each([
    ['planned takes nothing', 'planned', 100, undefined, undefined, 0],
    [
      'told without a weight takes what its file asks for',
      'planned',
      80,
      'active',
      undefined,
      80,
    ],
    ['told weight counts', 'planned', 100, 'active', 10, 10],
    [
      'draining serves what was told until it is drained',
      'draining',
      0,
      'active',
      100,
      100,
    ],
    ['draining by its file alone', 'draining', 0, undefined, undefined, 0],
    [
      'retired takes nothing, whatever was told',
      'draining',
      0,
      'retired',
      50,
      0,
    ],
  ] as const)('%s', (_, life, weight, told, toldWeight, expected) => {
    expect(
      effectiveStamp(
        { lifecycle: life, trafficWeight: weight },
        told && { lifecycle: told, trafficWeight: toldWeight },
      ).trafficWeight,
    ).toBe(expected);
  });

  it('takes its full part where nobody says otherwise', () => {
    expect(effectiveStamp({ lifecycle: 'active' }, undefined)).toEqual({
      lifecycle: 'active',
      trafficWeight: 100,
    });
  });
});
