import { createHash } from 'node:crypto';
import { EstateChange, fileHash } from '@plumbline/plugin-stamp-common';

/** Name that Git gives to a file of this content, in a repository of SHA-1 objects. */
export function gitBlobId(content: Buffer): string {
  return createHash('sha1')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex');
}

/** One word for all that a change does to files: the same files and deletions have the same. */
export function changeDigest(change: EstateChange): string {
  const hash = createHash('sha256');
  const lines = [
    ...change.files.map(({ path, content }) => `${fileHash(content)} ${path}`),
    ...change.deletions.map(path => `- ${path}`),
  ];
  for (const line of lines.sort()) hash.update(`${line}\n`);
  return hash.digest('hex');
}
