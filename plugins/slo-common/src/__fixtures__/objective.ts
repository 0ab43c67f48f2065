import { ObjectiveDefinition } from '../definition';
import { HourRollup, Slice, rollUp } from '../rollup';

export const HOUR = 3_600;
export const DAY = 86_400;

/** An objective of 99% over 30 days by events in slices of 5 minutes, unless told. */
export function objective(
  changes: Partial<ObjectiveDefinition> = {},
): ObjectiveDefinition {
  return {
    id: 'checkout',
    sloName: 'checkout',
    displayName: 'Checkout',
    service: 'shop',
    workloadRef: 'system:default/shop',
    entityRef: 'system:default/shop',
    method: 'Occurrences',
    target: 0.99,
    window: { kind: 'rolling', duration: '30d', seconds: 30 * DAY },
    sliceSeconds: 300,
    sliceTarget: 1,
    indicator: {
      kind: 'ratio',
      counter: false,
      good: { type: 'samples', spec: { series: 'checkout.good' } },
      total: { type: 'samples', spec: { series: 'checkout.total' } },
    },
    declaredIn: { file: 'shop.yaml', line: 1 },
    ...changes,
  };
}

/** Slices that end in `(from, to]`; `at(end)` gives `[good, total]`, or nothing where nothing was measured. */
export function rollupsOf(
  definition: ObjectiveDefinition,
  [from, to]: [number, number],
  at: (end: number) => [good: number, total: number] | undefined,
): HourRollup[] {
  const step = definition.sliceSeconds;
  const slices: Slice[] = [];
  for (
    let end = Math.floor(from / step) * step + step;
    end <= to;
    end += step
  ) {
    const counted = at(end);
    if (counted) slices.push({ end, good: counted[0], total: counted[1] });
  }
  return rollUp(slices, definition);
}
