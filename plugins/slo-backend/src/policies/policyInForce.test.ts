import { policyInForce } from './policyInForce';

const step = (below: number) => ({ below, action: `at ${below}`, freeze: [] });
const policies = [
  { name: 'default', title: 'House', steps: [step(0.5), step(0.1), step(0)] },
  { name: 'strict', title: 'Strict', steps: [step(0.9)] },
];

describe('policyInForce', () => {
  it.each([
    [1, null],
    [0.5, null],
    [0.49, 0.5],
    [0.05, 0.1],
    [0, 0.1],
    [-0.2, 0],
    [null, null],
  ])('with %p of the budget the step below %p is in force', (left, below) => {
    expect(policyInForce(policies, {}, left)).toEqual({
      title: 'House',
      step: below === null ? null : step(below),
    });
  });

  it('is the one that the objective names', () => {
    expect(policyInForce(policies, { budgetPolicy: 'strict' }, 0.8)).toEqual({
      title: 'Strict',
      step: step(0.9),
    });
    expect(
      policyInForce(policies, { budgetPolicy: 'gone' }, 0.8),
    ).toBeUndefined();
    expect(policyInForce([], {}, 0.8)).toBeUndefined();
  });
});
