import { createHash } from 'node:crypto';

/** SHA-256 of a file's content, in hexadecimal, as a lock file holds it. */
export function fileHash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
