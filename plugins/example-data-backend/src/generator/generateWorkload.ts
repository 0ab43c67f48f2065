import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATIONS,
  STAMP_TYPE,
  WORKLOAD_TYPE,
} from '@plumbline/plugin-workload-common';
import { Random, createRandom } from './random';
import {
  DOMAINS,
  GLOBAL_TYPES,
  PURPOSES,
  REGIONS,
  Region,
  STAMP_TYPES,
  SUBJECTS,
} from './vocabulary';

const API_VERSION = 'backstage.io/v1alpha1';
const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000000';
const TIERS = ['standard', 'business-critical', 'mission-critical'] as const;

/** How often a workload has 0, 1, 2, 3 and 4 stamps, in percent. */
const STAMP_WEIGHTS = [10, 40, 25, 15, 10];

/** Smallest and largest number of Azure resources. */
const RESOURCES = { low: 3, high: 40 };

interface Workload {
  name: string;
  owner: string;
  random: Random;
}

interface Stamp {
  name: string;
  region: Region;
}

/** The entities of the workload with this number: the system, then its parts. */
export function* generateWorkload(options: {
  number: number;
  seed: number;
  teams: string[];
}): Generator<Entity> {
  const { number, seed, teams } = options;
  const random = createRandom(Math.imul(seed, 0x9e3779b1) ^ number);
  const words = `${random.pick(SUBJECTS)}-${random.pick(PURPOSES)}`;
  const workload = {
    name: `${words}-${String(number).padStart(5, '0')}`,
    owner: `group:default/${random.pick(teams)}`,
    random,
  };
  yield systemOf(workload);

  const stamps = random
    .sample(REGIONS, random.weighted(STAMP_WEIGHTS))
    .map(region => ({ region, name: stampName(workload, region) }));
  const wanted = random.between(RESOURCES.low, RESOURCES.high);
  // Without stamps, the shared resources are all there is.
  const fewestShared = stamps.length > 0 ? 1 : RESOURCES.low;
  const shared = Math.min(
    random.between(fewestShared, GLOBAL_TYPES.length),
    wanted,
  );
  const globals = resourceNames(workload, GLOBAL_TYPES, shared, 'global');
  for (const each of globals) {
    yield resourceOf(workload, each, []);
  }
  let left = stamps.length > 0 ? wanted - shared : 0;
  for (let i = 0; i < stamps.length; i++) {
    const count = Math.ceil(left / (stamps.length - i));
    left -= count;
    const { code } = stamps[i].region;
    const own = resourceNames(workload, STAMP_TYPES, count, code);
    yield stampOf(workload, stamps[i], {
      instances: stamps.length,
      position: i,
      dependsOn: [...globals, ...own].map(refOf),
    });
    for (const each of own) {
      yield resourceOf(workload, each, own, stamps[i]);
    }
  }
  for (const role of ['api', 'web'].slice(0, random.between(0, 2))) {
    yield componentOf(workload, role, stamps);
  }
}

interface NamedResource {
  name: string;
  type: string;
}

/** As many resources as asked for: each type once, then all of them again. */
function resourceNames(
  { name }: Workload,
  types: readonly string[],
  count: number,
  place: string,
): NamedResource[] {
  return Array.from({ length: count }, (_, i) => {
    const type = types[i % types.length];
    const round = Math.floor(i / types.length) + 1;
    const suffix = round > 1 ? `-${round}` : '';
    return { name: `${name}-${place}-${type}${suffix}`, type };
  });
}

function stampName({ name }: Workload, region: Region): string {
  return `${name}-prod-${region.name}-001`;
}

function refOf({ name }: { name: string }): string {
  return `resource:default/${name}`;
}

function systemOf({ name, owner, random }: Workload): Entity {
  return {
    apiVersion: API_VERSION,
    kind: 'System',
    metadata: {
      name,
      annotations: {
        [ANNOTATIONS.escalation]: `${owner}, group:default/team-0001`,
      },
    },
    spec: {
      type: WORKLOAD_TYPE,
      owner,
      domain: random.pick(DOMAINS),
      tier: random.pick(TIERS),
    },
  };
}

function stampOf(
  { name: system, owner, random }: Workload,
  { name, region }: Stamp,
  place: { instances: number; position: number; dependsOn: string[] },
): Entity {
  const share = Math.floor(100 / place.instances);
  const trafficWeight =
    place.position === 0 ? 100 - share * (place.instances - 1) : share;
  return {
    apiVersion: API_VERSION,
    kind: 'Resource',
    metadata: { name },
    spec: {
      type: STAMP_TYPE,
      owner,
      system,
      region: region.name,
      environment: 'prod',
      instance: 1,
      lifecycle: 'active',
      trafficWeight,
      scaleUnit: { maxUsers: random.between(1, 10) * 100 },
      dependsOn: place.dependsOn,
    },
  };
}

function resourceOf(
  { name: system, owner, random }: Workload,
  { name, type }: NamedResource,
  neighbours: NamedResource[],
  stamp?: Stamp,
): Entity {
  const position = neighbours.findIndex(each => each.name === name);
  const later = position < 0 ? [] : neighbours.slice(position + 1);
  const insights = later.find(each => each.type === 'application-insights');
  const annotations: Record<string, string> = {
    [ANNOTATIONS.scope]: stamp ? 'stamp' : 'global',
    [ANNOTATIONS.azureResourceId]: `${SUBSCRIPTION}/resourceGroups/${system}/providers/Example.Azure/${type}/${name}`,
  };
  if (stamp) annotations[ANNOTATIONS.region] = stamp.region.name;
  return {
    apiVersion: API_VERSION,
    kind: 'Resource',
    metadata: { name, annotations },
    spec: {
      type,
      owner,
      system,
      dependsOn: random.sample(later, random.between(0, 2)).map(refOf),
      ...(insights && { sendsTelemetryTo: [refOf(insights)] }),
    },
  };
}

function componentOf(
  { name: system, owner }: Workload,
  role: string,
  stamps: Stamp[],
): Entity {
  return {
    apiVersion: API_VERSION,
    kind: 'Component',
    metadata: { name: `${system}-${role}` },
    spec: {
      type: role === 'api' ? 'service' : 'website',
      lifecycle: 'production',
      owner,
      system,
      dependsOn: stamps.map(refOf),
    },
  };
}
