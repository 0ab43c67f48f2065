import {
  STAMP_LIFECYCLES,
  StampLifecycle,
} from '@plumbline/plugin-workload-common';

/** What a stamp's file asks for, or what its pipeline told. */
export interface StampCondition {
  lifecycle: StampLifecycle;
  /** In percent of its full part of the traffic. */
  trafficWeight?: number;
}

/** The furthest of these lifecycles; `planned` of none. */
export function furthestLifecycle(
  ...lifecycles: (StampLifecycle | undefined)[]
): StampLifecycle {
  const steps = lifecycles.map(lifecycle =>
    lifecycle === undefined ? 0 : STAMP_LIFECYCLES.indexOf(lifecycle),
  );
  return STAMP_LIFECYCLES[Math.max(0, ...steps)];
}

/**
 * How far a stamp is: the further of what its file asks for and what its
 * pipeline told last. A stamp that is to go is draining before its pipeline
 * says so, and one that is destroyed is retired although its files stand.
 */
export function effectiveLifecycle(
  file: StampLifecycle,
  told: StampLifecycle | undefined,
): StampLifecycle {
  return furthestLifecycle(file, told);
}

/**
 * How far a stamp is and what part of its traffic it takes: what was told,
 * else what its file asks for. One that is planned or retired takes none.
 */
export function effectiveStamp(
  file: StampCondition,
  told: StampCondition | undefined,
): { lifecycle: StampLifecycle; trafficWeight: number } {
  const lifecycle = effectiveLifecycle(file.lifecycle, told?.lifecycle);
  const serves = lifecycle === 'active' || lifecycle === 'draining';
  const weight = told?.trafficWeight ?? file.trafficWeight ?? 100;
  return { lifecycle, trafficWeight: serves ? weight : 0 };
}
