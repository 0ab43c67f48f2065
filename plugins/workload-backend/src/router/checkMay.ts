import { NotAllowedError } from '@backstage/errors';
import { May } from '@plumbline/plugin-workload-common';

/** @throws NotAllowedError saying why a caller may not do something about a workload. */
export function checkMay(may: May, workloadRef: string): void {
  if (!may.allowed) {
    throw new NotAllowedError(`${workloadRef}: ${may.reason}`);
  }
}
