import { DryRunInput, ModelProblem } from '@plumbline/plugin-maturity-common';

/** The files of a model while they are changed. */
export interface ModelFiles {
  /** Name of the model's file. */
  file: string;
  /** YAML by file name; that of the model and those of its pillars. */
  texts: Record<string, string>;
  /** As they are in force; none for a model that is not. */
  inForce: Record<string, string>;
}

/** The files in force, to start from. */
export function filesOf(input: DryRunInput): ModelFiles {
  const texts = { [input.file]: input.text, ...input.pillars };
  return { file: input.file, texts, inForce: texts };
}

/** Names of the files, the model's first. */
export function namesOf({ file, texts }: ModelFiles): string[] {
  return [file, ...Object.keys(texts).filter(name => name !== file)];
}

/** Names of the files that are not as they are in force. */
export function changedNames(files: ModelFiles): string[] {
  return namesOf(files).filter(
    name => files.texts[name] !== files.inForce[name],
  );
}

/** What is tried out; of the pillars only those that were changed, the rest is in force. */
export function inputOf(files: ModelFiles): DryRunInput {
  const changed = changedNames(files).filter(name => name !== files.file);
  return {
    file: files.file,
    text: files.texts[files.file],
    pillars:
      changed.length > 0
        ? Object.fromEntries(changed.map(name => [name, files.texts[name]]))
        : undefined,
  };
}

/**
 * Puts chosen files in the place of those of the same name. A model file takes
 * the place of the model's, whatever its name.
 */
export function withUploads(
  files: ModelFiles | undefined,
  uploads: { name: string; text: string }[],
): ModelFiles | undefined {
  const model = uploads.find(({ text }) => isModel(text));
  const file = files?.file ?? model?.name;
  if (!file) return undefined;
  const texts = { ...files?.texts };
  for (const upload of uploads) {
    const same = Object.keys(texts).find(name => isSame(name, upload.name));
    texts[upload === model ? file : same ?? upload.name] = upload.text;
  }
  return { file, texts, inForce: files?.inForce ?? {} };
}

/** The name of the file that a problem is in, when it is at hand. */
export function fileOfProblem(
  files: ModelFiles,
  problem: ModelProblem,
): string | undefined {
  return namesOf(files).find(name => isSame(name, problem.file));
}

function isModel(text: string): boolean {
  return /^kind:\s*MaturityModel\s*$/m.test(text);
}

/** Whether two names end in the same path, as one may be relative to the other's folder. */
function isSame(a: string, b: string): boolean {
  return a === b || a.endsWith(`/${b}`) || b.endsWith(`/${a}`);
}
