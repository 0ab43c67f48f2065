import { InputError } from '@backstage/errors';
import {
  DryRunInput,
  ModelFile,
  ModelFiles,
  pillarFilesOf,
} from '@plumbline/plugin-maturity-common';

const MAX_BYTES = 2_000_000;

/**
 * The files of a model that is tried out. Pillars that were not sent are those
 * of the model in force.
 *
 * @throws InputError when more was sent than people write.
 */
export function dryRunFiles(
  { file, text, pillars: sent = {} }: DryRunInput,
  inForce: ModelFiles | undefined,
): ModelFiles {
  const bytes = [text, ...Object.values(sent)]
    .map(yaml => Buffer.byteLength(yaml))
    .reduce((sum, size) => sum + size);
  if (bytes > MAX_BYTES) {
    throw new InputError(
      `text and pillars: expected at most ${MAX_BYTES} bytes in all, got ${bytes}`,
    );
  }
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const pillars: Record<string, ModelFile> = {};
  for (const path of pillarFilesOf(text)) {
    const known = Object.hasOwn(sent, path)
      ? { file: `${folder}${path}`, text: sent[path] }
      : inForce?.pillars?.[path];
    if (known) pillars[path] = known;
  }
  return { file, text, pillars };
}

/** The files of a model in force, as somebody may change them and try them out. */
export function dryRunInput({
  file,
  text,
  pillars = {},
}: ModelFiles): Required<DryRunInput> {
  return {
    file,
    text,
    pillars: Object.fromEntries(
      Object.entries(pillars).map(([path, pillar]) => [path, pillar.text]),
    ),
  };
}
