import {
  AzureRegion,
  EstateFile,
  LOCK_FILE,
  PlacementPolicy,
  StampLock,
  StampPlan,
  TEMPLATE_VERSION,
  WORKLOAD_LOCK_FILE,
  WorkloadLock,
  parseRetiredStamp,
  parseStampLock,
  parseWorkloadLock,
  retiredPath,
} from '@plumbline/plugin-stamp-common';
import {
  StaticCode,
  fileHash,
  isShared,
  readStaticCode,
  renderChange,
  renderStamp,
} from '../render';
import { validateChange } from '../validate';
import { Finding, inOrder } from './Finding';
import { collisions } from './collisions';
import { policyViolations } from './planProblems';
import { readEstateFiles } from './readEstateFiles';
import { readResidencies } from './readResidencies';

const RETIRED_RECORD = /^stamps\/[^/]+\/retired\/[^/]+\.json$/;

/** What {@link checkEstate} checks against. */
export interface CheckEstateOptions {
  policy: PlacementPolicy;
  regions: readonly AzureRegion[];
  /** Content of catalog files outside the estate that declare its workloads. */
  catalog?: readonly string[];
  /** The shipped code, where it was read already. */
  code?: StaticCode;
}

/** What {@link checkEstate} found. */
export interface EstateCheck {
  /** By path and line; empty when all is well. */
  findings: Finding[];
  /** How many of each have a lock. */
  stamps: number;
  workloads: number;
  /** How many files were read. */
  files: number;
  /** Stamps and workloads whose files are of an older version: their hashes are checked, no more. */
  older: number;
  /** Stamps of which it is not known where their data must stay, as nothing declares their workload. */
  unknownResidency: number;
}

/** A lock with the files that stand, for what stamps and workloads have in common. */
interface Locked {
  lock: StampLock | WorkloadLock;
  lockPath: string;
  /** What rendering the plan gives now; absent where the lock is of an older version, or cannot be rendered alone. */
  rendered?: EstateFile[];
}

/**
 * Checks the folder of an estate as a whole: locks can be read and say what
 * stands, no two stamps share a name or addresses, the policy holds, rendering
 * a lock's plan again gives the same bytes, and every file is valid as what it
 * is.
 *
 * @throws Error where the folder cannot be read.
 */
export async function checkEstate(
  directory: string,
  options: CheckEstateOptions,
): Promise<EstateCheck> {
  const code = options.code ?? (await readStaticCode());
  const { files, findings } = await readEstateFiles(directory);
  const stamps = readLocks(files, LOCK_FILE, parseStampLock, findings);
  const workloads = readLocks(
    files,
    WORKLOAD_LOCK_FILE,
    parseWorkloadLock,
    findings,
  );
  const plans = [...stamps.values()].map(({ plan }) => plan);
  const residencies = readResidencies(files, options.catalog ?? []);
  const locked: Locked[] = [
    ...[...stamps].map(([lockPath, lock]) => ({
      lock,
      lockPath,
      ...(isNewest(lock) && { rendered: renderStamp(lock.plan, code) }),
    })),
    ...[...workloads].map(([lockPath, lock]) => ({
      lock,
      lockPath,
      ...(isNewest(lock) && { rendered: renderWorkload(lock, plans, code) }),
    })),
  ];
  findings.push(
    ...locked.flatMap(each => lockFindings(each, files)),
    ...strayFindings(files, locked),
    ...collisions(plans),
    ...retiredFindings(files, stamps),
    ...plans.flatMap(plan => policyFindings(plan, residencies, options)),
  );
  for (const each of locked) {
    findings.push(...(await validityFindings(each, files, plans, code)));
  }
  return {
    findings: inOrder(findings),
    stamps: stamps.size,
    workloads: workloads.size,
    files: files.size,
    older: locked.filter(({ lock }) => !isNewest(lock)).length,
    unknownResidency: plans.filter(
      ({ workloadRef }) => !residencies.has(workloadRef),
    ).length,
  };
}

function isNewest({ templateVersion }: StampLock | WorkloadLock): boolean {
  return templateVersion === TEMPLATE_VERSION;
}

/** Locks that can be read and stand where they say, by path. */
function readLocks<Lock extends StampLock | WorkloadLock>(
  files: Map<string, string>,
  name: string,
  parse: (text: string) => { lock?: Lock; problems?: string[] },
  findings: Finding[],
): Map<string, Lock> {
  const locks = new Map<string, Lock>();
  for (const [path, content] of files) {
    if (!path.endsWith(`/${name}`)) continue;
    const { lock, problems = [] } = parse(content);
    findings.push(...problems.map(message => ({ path, message })));
    if (!lock) continue;
    if (path === `${lock.plan.folder}/${name}`) locks.set(path, lock);
    else {
      const message = `is the lock of ${lock.plan.folder}`;
      findings.push({ path, message });
    }
  }
  return locks;
}

/** A workload's files are rendered together with a stamp; any of its own will do. */
function renderWorkload(
  { plan }: WorkloadLock,
  plans: readonly StampPlan[],
  code: StaticCode,
): EstateFile[] | undefined {
  const stamp = plans.find(
    ({ workloadRef }) => workloadRef === plan.workloadRef,
  );
  if (!stamp) return undefined;
  const ofStamp = new Set(renderStamp(stamp, code).map(({ path }) => path));
  const change = renderChange(
    { kind: 'new-workload', workload: plan, stamp },
    { code },
  );
  return change.files.filter(({ path }) => !ofStamp.has(path));
}

/** What stands against what the lock says, and the lock against what its plan renders to. */
function lockFindings(
  { lock, lockPath, rendered }: Locked,
  files: Map<string, string>,
): Finding[] {
  const findings: Finding[] = [];
  for (const [path, hash] of Object.entries(lock.files)) {
    const content = files.get(path);
    if (content === undefined) {
      findings.push({ path, message: `is missing; ${lockPath} names it` });
    } else if (fileHash(content) !== hash) {
      findings.push({
        path,
        message: `was changed since it was rendered; ${lockPath} has another hash`,
      });
    }
  }
  for (const { path, content } of rendered ?? []) {
    if (path === lockPath) continue;
    const known = lock.files[path];
    if (isShared(path)) {
      if (files.get(path) === content) continue;
      const what = files.has(path)
        ? 'is not the code that is shipped'
        : 'is missing';
      findings.push({ path, message: `${what}; pipelines of stamps use it` });
    } else if (known === undefined) {
      findings.push({
        path: lockPath,
        message: `does not name ${path}, to which its plan renders`,
      });
    } else if (known !== fileHash(content)) {
      findings.push({
        path: lockPath,
        message: `has another hash of ${path} than what its plan renders to`,
      });
    }
  }
  if (rendered) {
    const paths = new Set(rendered.map(({ path }) => path));
    for (const path of Object.keys(lock.files)) {
      if (paths.has(path)) continue;
      findings.push({
        path: lockPath,
        message: `names ${path}, to which its plan does not render`,
      });
    }
  }
  return findings;
}

/** Files below `stamps/` and `workloads/` that no lock names. What tools hide there is not looked at. */
function strayFindings(
  files: Map<string, string>,
  locked: readonly Locked[],
): Finding[] {
  const known = new Set(
    locked.flatMap(({ lock, lockPath }) => [
      lockPath,
      ...Object.keys(lock.files),
    ]),
  );
  return [...files.keys()]
    .filter(
      path =>
        /^(stamps|workloads)\//.test(path) &&
        !/\/\./.test(path) &&
        !known.has(path) &&
        !RETIRED_RECORD.test(path) &&
        !/\/(stamp|workload)\.lock\.json$/.test(path),
    )
    .map(path => ({ path, message: 'is named by no lock' }));
}

/** Records of retired stamps that cannot be read, or whose number stands again. */
function retiredFindings(
  files: Map<string, string>,
  stamps: Map<string, StampLock>,
): Finding[] {
  const findings: Finding[] = [];
  const standing = new Map(
    [...stamps.values()].map(({ plan }) => [retiredPath(plan), plan]),
  );
  for (const [path, content] of files) {
    if (!RETIRED_RECORD.test(path)) continue;
    const { problems } = parseRetiredStamp(content);
    findings.push(...(problems ?? []).map(message => ({ path, message })));
    const again = standing.get(path);
    if (again) {
      findings.push({
        path: `${again.folder}/${LOCK_FILE}`,
        message: `has the number of a stamp that was retired; ${path} keeps it`,
      });
    }
  }
  return findings;
}

/** A stamp that is to go need not hold to the policy any more. */
function policyFindings(
  plan: StampPlan,
  residencies: ReadonlyMap<string, string | undefined>,
  { policy, regions }: CheckEstateOptions,
): Finding[] {
  if (plan.lifecycle === 'draining') return [];
  return policyViolations(
    plan,
    {
      ref: plan.workloadRef,
      owner: plan.owner,
      residency: residencies.get(plan.workloadRef),
      addressRange:
        plan.address.source === 'workload' ? plan.address.outOf : undefined,
      image: plan.image,
      globalResources: [],
    },
    regions,
    policy,
  ).map(({ field, message }) => ({
    path: `${plan.folder}/${LOCK_FILE}`,
    message: `policy: ${field}: ${message}`,
  }));
}

/** What is wrong with files as what they are. Of older versions the code is not known any more. */
async function validityFindings(
  { lock, lockPath, rendered }: Locked,
  files: Map<string, string>,
  plans: readonly StampPlan[],
  code: StaticCode,
): Promise<Finding[]> {
  if (!isNewest(lock)) return [];
  const stamp =
    lock.kind === 'StampLock'
      ? lock.plan
      : plans.find(({ workloadRef }) => workloadRef === lock.plan.workloadRef);
  if (!stamp) return [];
  const paths = new Set([
    ...Object.keys(lock.files),
    ...(rendered ?? []).map(({ path }) => path),
  ]);
  paths.delete(lockPath);
  const present = [...paths]
    .filter(path => files.has(path))
    .map(path => ({ path, content: files.get(path)! }));
  const problems = await validateChange(
    {
      plan: { kind: 'change', stamp },
      branch: 'check',
      title: 'Check',
      body: '',
      files: present,
      deletions: [],
    },
    code,
  );
  return problems.map(({ path, ...rest }) => ({
    path: path || lock.plan.folder,
    ...rest,
  }));
}
