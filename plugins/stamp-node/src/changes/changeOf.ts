import {
  EstateChange,
  EstatePlan,
  StampLock,
  StampPlan,
} from '@plumbline/plugin-stamp-common';
import { Estate } from '../Estate';
import { StaticCode, readStaticCode, renderChange } from '../render';

/**
 * What a plan does to the files of an estate as it stands: what its lock has
 * and the new version has not is deleted.
 *
 * @param estate - absent where none is configured: then nothing stands.
 */
export async function changeOf(
  plan: EstatePlan,
  estate?: Pick<Estate, 'readLocks'>,
  code?: StaticCode,
): Promise<EstateChange> {
  const [standing, files] = await Promise.all([
    estate && plan.kind !== 'add' && plan.kind !== 'new-workload'
      ? standingLock(plan.stamp, estate)
      : undefined,
    code ?? readStaticCode(),
  ]);
  return renderChange(plan, { code: files, standing });
}

/** The merged lock of a stamp; `undefined` where there is none that can be read. */
export async function standingLock(
  stamp: Pick<StampPlan, 'workloadRef' | 'folder'>,
  estate: Pick<Estate, 'readLocks'>,
): Promise<StampLock | undefined> {
  const locks = await estate.readLocks(stamp.workloadRef);
  return locks.find(
    ({ folder, pullRequest }) => folder === stamp.folder && !pullRequest,
  )?.lock;
}
