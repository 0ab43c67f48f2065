import { slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

interface LetterRow {
  strategy_id: string;
  letter: string;
}

// The first that nobody writes ids with, and that two bytes hold, as they do 1,792 of those after it.
const FIRST = 0x100;
const SURROGATES = { from: 0xd800, to: 0xdfff };

/**
 * One letter for each strategy, so that all that a workload misses are a short
 * text. A letter belongs to an id for good, in all replicas.
 */
export class StrategyLetters {
  readonly #database: Knex;
  readonly #letters = new Map<string, string>();

  constructor(database: Knex) {
    this.#database = database;
  }

  /** The letters of these; those without one get one. */
  async learn(strategyIds: Iterable<string>): Promise<void> {
    const unknown = new Set<string>();
    for (const id of strategyIds) {
      if (!this.#letters.has(id)) unknown.add(id);
    }
    while (unknown.size > 0) {
      let last = FIRST - 1;
      for (const [letter, id] of await this.ids()) {
        this.#letters.set(id, letter);
        unknown.delete(id);
        last = Math.max(last, letter.codePointAt(0)!);
      }
      if (unknown.size === 0) return;
      const rows = [...unknown].sort().map((id): LetterRow => {
        last = last + 1 === SURROGATES.from ? SURROGATES.to + 1 : last + 1;
        return { strategy_id: id, letter: String.fromCodePoint(last) };
      });
      // Whoever finds an id or a letter taken by another replica looks again.
      for (const batch of slices(rows)) {
        await this.#database<LetterRow>('strategy_letters')
          .insert(batch)
          .onConflict()
          .ignore();
      }
    }
  }

  /** The letters of strategies that were learnt, in a row. */
  of(strategyIds: readonly string[]): string {
    let letters = '';
    for (const id of strategyIds) letters += this.#letters.get(id)!;
    return letters;
  }

  /** Ids of all strategies by letter. */
  async ids(): Promise<Map<string, string>> {
    const rows = await this.#database<LetterRow>('strategy_letters').select();
    return new Map(rows.map(row => [row.letter, row.strategy_id]));
  }
}
