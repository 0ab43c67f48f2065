import { LevelCount, PillarSummary } from '@plumbline/plugin-maturity-common';
import { Tone } from '@plumbline/plugin-workload-common';

/** Where a level stands for a workload. */
export type StepState = 'proven' | 'possible' | 'open';

/** State of one level on the ladder of its pillar. */
export function stateOfStep(
  level: number,
  { proven, possible }: Pick<PillarSummary, 'proven' | 'possible'>,
): StepState {
  if (level <= proven) return 'proven';
  return level <= possible ? 'possible' : 'open';
}

/** Tone of one level: a warning where something is known to be not met on the next. */
export function toneOfStep(
  count: LevelCount,
  pillar: Pick<PillarSummary, 'proven' | 'possible'>,
): Tone {
  const state = stateOfStep(count.level, pillar);
  if (state === 'proven') return 'good';
  if (state === 'possible') return 'unknown';
  return count.level === pillar.proven + 1 ? 'warning' : 'neutral';
}
