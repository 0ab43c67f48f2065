import type { StaticCode } from '../render/readStaticCode';
import type { FileCheck, FileFinding } from './FileCheck';

/**
 * A check that looks at nothing but a file's content, remembered for the code
 * that is shipped: every stamp has the same.
 */
export function onceIfShipped(check: FileCheck): FileCheck {
  const known = new WeakMap<StaticCode, Map<string, FileFinding[]>>();
  return async (file, context) => {
    const { code } = context;
    const ofCode = known.get(code) ?? new Map<string, FileFinding[]>();
    known.set(code, ofCode);
    const before = ofCode.get(file.content);
    if (before) return before;
    const findings = await check(file, context);
    const isShipped = [...code.values()].includes(file.content);
    if (isShipped) ofCode.set(file.content, findings);
    return findings;
  };
}
