/**
 * What several generators give, as it comes; so many of them are at work
 * together, and the next one begins when one ends. The first failure ends all.
 */
export async function* interleave<T>(
  generators: Iterable<AsyncGenerator<T>>,
  atOnce: number,
): AsyncGenerator<T> {
  const waiting = generators[Symbol.iterator]();
  const running = new Map<
    AsyncGenerator<T>,
    Promise<{ generator: AsyncGenerator<T>; result: IteratorResult<T> }>
  >();
  const advance = (generator: AsyncGenerator<T>) =>
    running.set(
      generator,
      generator.next().then(result => ({ generator, result })),
    );
  const begin = () => {
    const next = waiting.next();
    if (!next.done) advance(next.value);
  };
  try {
    for (let i = 0; i < atOnce; i++) begin();
    while (running.size > 0) {
      const { generator, result } = await Promise.race(running.values());
      if (result.done) {
        running.delete(generator);
        begin();
        continue;
      }
      advance(generator);
      yield result.value;
    }
  } finally {
    // Their failures are of no interest any more, but must not go unheard.
    for (const [generator, next] of running) {
      next.catch(() => {});
      generator.return(undefined).catch(() => {});
    }
  }
}
