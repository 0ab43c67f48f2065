/** Runs jobs one after the other, so that two of them never write about the same workload at once. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** The outcome of a job, which starts when all earlier ones have ended. */
  run<T>(job: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(job, job);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
