import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const ROOT = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../..',
);

/** What the command keeps for itself: the toolchain, stamps of what is installed and built, reports. */
export const STATE = path.join(ROOT, '.portal');
