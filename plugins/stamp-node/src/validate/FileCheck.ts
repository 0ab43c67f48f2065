import type { EstateFile } from '@plumbline/plugin-stamp-common';
import type { StaticCode } from '../render/readStaticCode';
import type { ChangeProblem } from './ChangeProblem';

/** What a check of one file may know beside the file. */
export interface CheckContext {
  /** The code as it is shipped. */
  code: StaticCode;
  /** Every file of the change, by path. */
  files: ReadonlyMap<string, string>;
}

/** Says what is wrong with one file: its line, where known, and a sentence. */
export type FileCheck = (
  file: EstateFile,
  context: CheckContext,
) => Promise<FileFinding[]> | FileFinding[];

/** A {@link ChangeProblem} of a file that is known already. */
export type FileFinding = Omit<ChangeProblem, 'path'>;
