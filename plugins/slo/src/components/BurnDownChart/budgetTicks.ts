const STEPS = [0.25, 0.5, 1, 2, 5];
const MOST = 5;

/**
 * Marks of an axis of remaining budget, ascending: from none to all of it, and
 * in round steps as far below as it was overspent.
 *
 * @param lowest - 1 is all of the budget, below 0 overspent.
 */
export function budgetTicks(lowest: number): number[] {
  if (lowest >= 0) return [0, 0.25, 0.5, 0.75, 1];
  let step = 0;
  for (let scale = 1; step === 0; scale *= 10) {
    step =
      STEPS.map(each => each * scale).find(each => -lowest / each <= MOST) ?? 0;
  }
  const below = Array.from(
    { length: Math.ceil(-lowest / step) },
    (_, index) => -step * (index + 1),
  ).reverse();
  // Marks closer than a step could not be told apart.
  return step > 1 ? [...below, 0] : [...below, 0, 1];
}
