/**
 * Answers that never change, such as the content of a Git object, kept for as
 * long as there is room. What fails is not kept.
 */
export class Remembered<T> {
  readonly #room: number;
  readonly #sizeOf: (value: T) => number;
  readonly #values = new Map<string, { value: T; size: number }>();
  readonly #underWay = new Map<string, Promise<T>>();
  #taken = 0;

  /** @param room - in the unit of `sizeOf`; how many, when that is absent. */
  constructor(room: number, sizeOf: (value: T) => number = () => 1) {
    this.#room = room;
    this.#sizeOf = sizeOf;
  }

  async get(key: string, load: () => Promise<T>): Promise<T> {
    const known = this.#values.get(key);
    if (known) {
      // What was asked for last goes last.
      this.#values.delete(key);
      this.#values.set(key, known);
      return known.value;
    }
    let loading = this.#underWay.get(key);
    if (!loading) {
      loading = load();
      this.#underWay.set(key, loading);
      loading.then(
        value => this.#keep(key, value),
        () => this.#underWay.delete(key),
      );
    }
    return loading;
  }

  #keep(key: string, value: T) {
    this.#underWay.delete(key);
    const size = this.#sizeOf(value);
    this.#values.set(key, { value, size });
    this.#taken += size;
    for (const [oldest, { size: freed }] of this.#values) {
      if (this.#taken <= this.#room) return;
      this.#values.delete(oldest);
      this.#taken -= freed;
    }
  }
}
