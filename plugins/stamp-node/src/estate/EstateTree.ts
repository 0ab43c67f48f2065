/** Files of an estate as they stand at one place: its folder, or a commit. */
export interface EstateTree {
  /**
   * Names in a folder, sorted; none where it is not there.
   *
   * @throws NotAllowedError when it, or a folder on the way, is a link.
   */
  names(folder: string): Promise<{ name: string; isFolder: boolean }[]>;
  /**
   * What a file holds; `undefined` where it is not there.
   *
   * @throws NotAllowedError when it, or a folder on the way, is a link or
   * anything else than a plain file.
   */
  read(path: string): Promise<Buffer | undefined>;
  /** Whether a file is there with this content; cheaper than reading where the content need not be fetched. */
  holds(path: string, content: string): Promise<boolean>;
}
