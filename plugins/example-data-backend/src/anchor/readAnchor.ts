import { join } from 'node:path';
import {
  readFileIfExists,
  writeFileAtomically,
} from '../files/writeFileAtomically';
import { SLICE_SECONDS } from '../telemetry/slices';

/**
 * The moment of the first start, in epoch seconds, rounded down to a slice.
 * All relative dates of the definitions count from it. It is kept in
 * `anchor.json`, so that dates stay where they are when the portal restarts;
 * whoever deletes the folder begins again.
 *
 * @throws Error that names the file, when it holds something else.
 */
export async function readAnchor(
  directory: string,
  nowSeconds: number,
): Promise<number> {
  const file = join(directory, 'anchor.json');
  const text = await readFileIfExists(file);
  if (text !== undefined) return parseAnchor(file, text);
  const anchor = Math.floor(nowSeconds / SLICE_SECONDS) * SLICE_SECONDS;
  const startedAt = new Date(anchor * 1000).toISOString();
  await writeFileAtomically(file, `${JSON.stringify({ startedAt })}\n`);
  return anchor;
}

function parseAnchor(file: string, text: string): number {
  let startedAt: unknown;
  try {
    startedAt = JSON.parse(text).startedAt;
  } catch {
    // Reported below, like any other text that is no anchor.
  }
  const seconds =
    typeof startedAt === 'string' ? Date.parse(startedAt) / 1000 : NaN;
  if (!Number.isInteger(seconds)) {
    throw new Error(
      `${file}: startedAt: expected an ISO 8601 time with whole seconds; delete the file to begin again`,
    );
  }
  return seconds;
}
