/** A file as it was read. */
export interface ReadText {
  text: string;
  /** Changes whenever the file may have changed; absent when that cannot be told. */
  version?: string;
}

/** Where a model is kept: the disk or a web address. */
export interface ModelPlace {
  /** Path or URL of the model's own file, as configured. */
  readonly file: string;
  /** Seconds from one look to the next; 0 where a look costs next to nothing. */
  readonly secondsBetweenLooks: number;
  /** Path or URL of a file beside the model's own. */
  beside(relativePath: string): string;
  /**
   * Reads one of its files.
   *
   * @param last - as it was read before; returned itself where the place can
   * tell without reading that nothing changed.
   * @throws when it cannot be read; the message is shown to people.
   */
  read(file: string, last?: ReadText): Promise<ReadText>;
}

/** A model is written by people; more than this is none. */
export const MAX_FILE_BYTES = 2_000_000;
