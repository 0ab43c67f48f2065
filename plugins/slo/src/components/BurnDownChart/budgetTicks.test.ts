import { budgetTicks } from './budgetTicks';

describe('budgetTicks', () => {
  it.each([
    [0.3, [0, 0.25, 0.5, 0.75, 1]],
    [-0.3, [-0.5, -0.25, 0, 1]],
    [-2.4, [-2.5, -2, -1.5, -1, -0.5, 0, 1]],
    [-12.5, [-15, -10, -5, 0]],
    [-2_000, [-2_000, -1_500, -1_000, -500, 0]],
  ])('of a budget that fell to %d are %j', (lowest, ticks) => {
    expect(budgetTicks(lowest)).toEqual(ticks);
  });
});
