/**
 * Whether a file is one that all stamps of an estate share. It is in no lock:
 * it is written where it is absent, and no stamp that goes takes it along.
 */
export function isShared(path: string): boolean {
  return /^\.github\/workflows\/plumbline-stamp-[a-z]+-v\d+\.yml$/.test(path);
}
