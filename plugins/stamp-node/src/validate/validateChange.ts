import type { EstateChange, EstateFile } from '@plumbline/plugin-stamp-common';
import { checkPaths } from '../estate/checkPaths';
import { StaticCode, readStaticCode } from '../render/readStaticCode';
import type { ChangeProblem } from './ChangeProblem';
import type { CheckContext, FileCheck, FileFinding } from './FileCheck';
import { checksOf } from './checksOf';
import { isTooDeep } from './isTooDeep';

/** Nobody reads more of them at once. */
const MOST_PROBLEMS = 200;

/**
 * Everything that is wrong with the files of a change, before any is written:
 * each is parsed as what it is, code must be the code that is shipped, entities
 * and service levels must hold before the portal's own rules. Ordered by path
 * and line, at most 200; empty when all is well. Writes nothing, asks nobody.
 *
 * Of Bicep the syntax alone is checked. What code means is proved where it is
 * shipped, by the tests of this package.
 *
 * @param code - the shipped code, where it was read already.
 */
export async function validateChange(
  change: EstateChange,
  code?: StaticCode,
): Promise<ChangeProblem[]> {
  const places = placeProblems(change);
  // What is too large, or lies elsewhere, is not read any further.
  if (places.length > 0) return places;
  const context = {
    code: code ?? (await readStaticCode()),
    files: new Map(change.files.map(({ path, content }) => [path, content])),
  };
  const problems: ChangeProblem[] = [];
  for (const file of change.files) {
    const checks = checksOf(file.path);
    if (!checks) {
      const message = 'A kind of file that the estate does not hold';
      problems.push({ path: file.path, message });
      continue;
    }
    if (isTooDeep(file.content)) {
      problems.push({ path: file.path, message: 'Nested too deeply' });
      continue;
    }
    for (const check of checks) {
      const findings = await findingsOf(check, file, context);
      problems.push(
        ...findings.map(finding => ({ path: file.path, ...finding })),
      );
    }
    if (problems.length >= MOST_PROBLEMS) break;
  }
  return problems.sort(byPlace).slice(0, MOST_PROBLEMS);
}

/** A text can be made such that its parser gives up: that is its author's problem, not that of whoever asks. */
async function findingsOf(
  check: FileCheck,
  file: EstateFile,
  context: CheckContext,
): Promise<FileFinding[]> {
  try {
    return await check(file, context);
  } catch (error) {
    const message = String((error as Error).message).slice(0, 200);
    return [{ message: `Cannot be read: ${message}` }];
  }
}

function placeProblems(change: EstateChange): ChangeProblem[] {
  try {
    checkPaths(change);
    return [];
  } catch (error) {
    return [{ path: '', message: (error as Error).message }];
  }
}

function byPlace(a: ChangeProblem, b: ChangeProblem): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}
