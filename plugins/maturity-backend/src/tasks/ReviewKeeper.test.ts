import { mockServices } from '@backstage/backend-test-utils';
import { questionsModel } from '../__fixtures__/portfolio';
import { ModelIndex } from '../models/ModelIndex';
import { RetentionStore } from '../store/RetentionStore';
import { StrategyCountStore } from '../store/StrategyCountStore';
import { TrendStore } from '../store/TrendStore';
import { Evaluated } from './Evaluator';
import { ReviewKeeper } from './ReviewKeeper';

const SECOND = 1_000;

describe('ReviewKeeper', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  function keeper() {
    const count = jest.fn(async (..._: unknown[]) => {});
    const review = new ReviewKeeper({
      models: { indexes: [new ModelIndex(questionsModel('m'))] },
      strategies: { count } as unknown as StrategyCountStore,
      trend: {} as TrendStore,
      retention: {} as RetentionStore,
      retentionDays: 730,
      logger: mockServices.logger.mock(),
    });
    const evaluate = (...refs: string[]) =>
      review.noteEvaluated(
        refs.map(
          workloadRef =>
            ({ workload: { workloadRef, title: workloadRef } } as Evaluated),
        ),
      );
    return { count, evaluate };
  }
  const many = (of: string) =>
    Array.from({ length: 600 }, (_, n) => `${of}${n}`);

  it('counts once, soon after some workloads were evaluated', async () => {
    const { count, evaluate } = keeper();
    evaluate('b', 'a');
    evaluate('a');
    await jest.advanceTimersByTimeAsync(4 * SECOND);
    expect(count).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(SECOND);
    expect(count.mock.calls).toEqual([['m', expect.any(String), ['a', 'b']]]);
    await jest.advanceTimersByTimeAsync(60 * SECOND);
    expect(count).toHaveBeenCalledTimes(1);
  });

  it('waits for the end of a round over all workloads', async () => {
    const { count, evaluate } = keeper();
    for (let n = 0; n < 20; n++) {
      evaluate(...many(`${n}-`));
      await jest.advanceTimersByTimeAsync(SECOND);
    }
    expect(count).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(10 * SECOND);
    expect(count).toHaveBeenCalledTimes(1);
    expect(count.mock.calls[0][2]).toHaveLength(20 * 600);
  });
});
