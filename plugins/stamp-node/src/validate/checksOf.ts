import { LOCK_FILE, WORKLOAD_LOCK_FILE } from '@plumbline/plugin-stamp-common';
import { isShared } from '../render/sharedFiles';
import type { FileCheck } from './FileCheck';
import { checkAzurePipeline, checkOwnPipeline } from './checkAzurePipeline';
import { checkBicep } from './checkBicep';
import { checkEntities } from './checkEntities';
import { checkHcl } from './checkHcl';
import { checkJson } from './checkJson';
import { checkLeftovers } from './checkLeftovers';
import { checkStampLock, checkWorkloadLock } from './checkLock';
import { checkObjectives } from './checkObjectives';
import { checkStaticCode } from './checkStaticCode';
import { checkWorkflow } from './checkWorkflow';
import { onceIfShipped } from './onceIfShipped';
import { readYaml } from './readYaml';

const checkYaml: FileCheck = ({ content }) => readYaml(content).findings;

/** Kinds of files by their paths; the first that matches holds. */
const KINDS: [matches: (path: string) => boolean, checks: FileCheck[]][] = [
  [isShared, [checkStaticCode, onceIfShipped(checkYaml)]],
  [named(/\/skeleton\/image\.json$/), [checkJson, checkLeftovers]],
  [named(/\/skeleton\//), [checkStaticCode]],
  [named(/^\.github\/workflows\/[^/]+\.yml$/), [checkWorkflow]],
  [
    named(/\/pipelines\/azure-pipelines\.yml$/),
    [checkAzurePipeline, checkOwnPipeline],
  ],
  [
    named(/\/pipelines\/[^/]+\.yml$/),
    [checkStaticCode, onceIfShipped(checkAzurePipeline)],
  ],
  [named(/\.tf$/), [checkStaticCode, onceIfShipped(checkHcl)]],
  [named(/\.bicep$/), [checkStaticCode, onceIfShipped(checkBicep)]],
  [named(/\.sh$/), [checkStaticCode]],
  [
    named(new RegExp(`/${WORKLOAD_LOCK_FILE}$`)),
    [checkWorkloadLock, checkLeftovers],
  ],
  [named(new RegExp(`/${LOCK_FILE}$`)), [checkStampLock, checkLeftovers]],
  [named(/\.json$/), [checkJson, checkLeftovers]],
  [named(/\/catalog-info\.yaml$/), [checkEntities, checkLeftovers]],
  [named(/\/slo\.yaml$/), [checkObjectives, checkLeftovers]],
  [named(/\.ya?ml$/), [checkYaml, checkLeftovers]],
  [named(/\.md$/), [checkLeftovers]],
];

function named(pattern: RegExp) {
  return (path: string) => pattern.test(path);
}

/** What a file must pass, by its path; `undefined` where the estate holds no such file. */
export function checksOf(path: string): readonly FileCheck[] | undefined {
  return KINDS.find(([matches]) => matches(path))?.[1];
}
