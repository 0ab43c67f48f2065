import { FactSourceSchema } from '@plumbline/plugin-maturity-common';
import { FactAnswer, FactSource } from '@plumbline/plugin-maturity-node';
import { askSource } from './askSource';

const SHOP = 'system:default/shop';
const schema: FactSourceSchema = {
  source: 'drills',
  staleAfterHours: 1,
  facts: {
    last: { type: 'string', title: 'Last', description: '' },
    findings: { type: 'strings', title: 'Findings', description: '' },
  },
};

function sourceOf(collect: FactSource['collect']): FactSource {
  return { schema, frequency: { hours: 1 }, collect };
}

function ask(
  collect: FactSource['collect'],
  options: { signal?: AbortSignal; timeoutMs?: number } = {},
) {
  const { signal = new AbortController().signal, timeoutMs = 60_000 } = options;
  return askSource(sourceOf(collect), [], { signal, timeoutMs });
}

const answering = (facts: object) => async () =>
  [{ workloadRef: SHOP, facts, state: 'kept' }] as FactAnswer[];

describe('askSource', () => {
  it('gives what fits the schema, without what nothing was said of', async () => {
    await expect(
      ask(answering({ findings: ['slow'], last: undefined })),
    ).resolves.toEqual([
      { workloadRef: SHOP, facts: { findings: ['slow'] }, state: 'kept' },
    ]);
  });

  it.each([
    [
      { findings: 'slow' },
      "the fact 'findings' came with another type than strings",
    ],
    [{ first: 'May' }, "the source names no fact 'first'"],
    [{ constructor: 'x' }, "the source names no fact 'constructor'"],
  ])('turns %j into an error', async (facts, error) => {
    await expect(ask(answering(facts))).resolves.toEqual([
      { workloadRef: SHOP, error },
    ]);
  });

  it('leaves a source behind that never answers, and tells it', async () => {
    let told: AbortSignal | undefined;
    const collect: FactSource['collect'] = (_, { signal }) => {
      told = signal;
      return new Promise(() => {});
    };
    await expect(ask(collect, { timeoutMs: 1 })).rejects.toThrow(
      'did not answer within 0 seconds',
    );
    expect(told?.aborted).toBe(true);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const asked = ask(() => new Promise(() => {}), { signal: stop.signal });
    stop.abort();
    await expect(asked).rejects.toThrow('was stopped');
  });
});
