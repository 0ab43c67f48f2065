import {
  ModelFile,
  ModelFiles,
  pillarFilesOf,
} from '@plumbline/plugin-maturity-common';
import { ModelPlace, ReadText } from './ModelPlace';

/** Reads a model with its pillars, and remembers what it read to tell whether it changed. */
export class ModelReader {
  readonly #place: ModelPlace;
  #texts = new Map<string, ReadText>();
  /** Of the model's own file as it was read last. */
  #pillarFiles: string[] = [];
  #unread = '';

  constructor(place: ModelPlace) {
    this.#place = place;
  }

  /**
   * The files as they are now; `undefined` when all are as they were. Pillars
   * that cannot be read are among them with the reason.
   *
   * @throws when the model's own file cannot be read. The next look reads everything.
   */
  async read(): Promise<ModelFiles | undefined> {
    const place = this.#place;
    const before = this.#texts;
    this.#texts = new Map();
    const main = await place.read(place.file, before.get(place.file));
    if (main.text !== before.get(place.file)?.text) {
      this.#pillarFiles = pillarFilesOf(main.text);
    }
    const texts = new Map([[place.file, main]]);
    const pillars: Record<string, ModelFile> = {};
    const unread: Record<string, string> = {};
    await Promise.all(
      this.#pillarFiles.map(async path => {
        const file = place.beside(path);
        try {
          const read = await place.read(file, before.get(file));
          texts.set(file, read);
          pillars[path] = { file, text: read.text };
        } catch (error) {
          unread[path] = (error as Error).message;
        }
      }),
    );
    const isSame =
      texts.size === before.size &&
      [...texts].every(([file, { text }]) => before.get(file)?.text === text) &&
      this.#unread === JSON.stringify(unread);
    this.#texts = texts;
    this.#unread = JSON.stringify(unread);
    if (isSame) return undefined;
    return {
      file: place.file,
      text: main.text,
      // In one order, so that the same files are the same text.
      pillars: inOrder(pillars),
      ...(Object.keys(unread).length > 0 && { unread: inOrder(unread) }),
    };
  }
}

function inOrder<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
