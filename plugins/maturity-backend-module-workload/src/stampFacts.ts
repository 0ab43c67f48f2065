import { stringifyEntityRef } from '@backstage/catalog-model';
import { stampsFactSchema } from '@plumbline/plugin-maturity-common';
import {
  AzureRegion,
  PlacementPolicy,
  PlacementRule,
  admittedCountries,
  existingStampOf,
  regionChoices,
} from '@plumbline/plugin-stamp-common';
import {
  ANNOTATIONS,
  StampEntity,
  factList,
  isProduction,
} from '@plumbline/plugin-workload-common';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';
import { resourceKindOf } from './resourceKinds';
import { sharedAcross } from './sharedAcross';

type StampFactName = keyof (typeof stampsFactSchema)['facts'];

/** The facts of {@link stampsFactSchema}; what nothing can be said about is left out. */
export type StampFacts = {
  [Name in StampFactName]?: Name extends 'traffic' ? number : string[];
};

/** A stamp that is not retired, and the region it is in; without one when Azure has no such region. */
interface Placed {
  ref: string;
  stamp: StampEntity;
  region?: AzureRegion;
}

const RESIDENCY_RULES: PlacementRule[] = ['residency', 'pair-residency'];

/**
 * What a workload's entities and the table of Azure's regions say together. The
 * same entities give the same facts, in whatever order they come.
 *
 * Of a stamp in no known region it cannot be said whether it has zones, a pair
 * or the right residency; while there is one, no list claims that all have.
 */
export function stampFacts(
  entities: WorkloadEntities,
  options: { regions: readonly AzureRegion[]; policy: PlacementPolicy },
): StampFacts {
  const { workload, resources } = entities;
  const regions = new Map(options.regions.map(each => [each.name, each]));
  const stamps = entities.stamps
    .filter(({ spec }) => spec.lifecycle !== 'retired')
    .map((stamp): Placed => {
      const name = existingStampOf(stamp).region.trim();
      return {
        ref: stringifyEntityRef(stamp),
        stamp,
        region: regions.get(name.toLocaleLowerCase('en-US')),
      };
    });
  const inProduction = ({ stamp }: Placed) =>
    isProduction(existingStampOf(stamp).environment);
  const production = stamps.filter(
    placed => inProduction(placed) && carriesTraffic(placed),
  );
  const residency =
    workload.spec.residency === undefined
      ? undefined
      : String(workload.spec.residency);
  const ofKind = (kind: ReturnType<typeof resourceKindOf>) =>
    resources.filter(resource => resourceKindOf(resource) === kind);

  return {
    production: refsOf(production),
    productionRegions: unlessNone(
      production,
      unique(production.flatMap(({ region }) => region?.name ?? [])),
    ),
    nonProduction: refsOf(stamps.filter(placed => !inProduction(placed))),
    outsideZones: ofRegions(production, ({ zones }) => zones.length === 0),
    withoutPair: ofRegions(production, region => !region.pairedRegion),
    outsideResidency: outsideResidency(stamps, residency, options),
    unknownRegions: unlessNone(
      stamps,
      refsOf(stamps.filter(({ region }) => !region)),
    ),
    traffic: trafficOf(production),
    withoutCapacity: unlessNone(
      production,
      refsOf(production.filter(placed => !statesCapacity(placed))),
    ),
    virtualMachines: refs(ofKind('virtual machine')),
    scaleSets: refs(ofKind('scale set')),
    resourceTypes: unique(
      resources.flatMap(({ spec }) =>
        typeof spec?.type === 'string' && spec.type !== '' ? spec.type : [],
      ),
    ),
    sharedAcrossStamps: unlessNone(
      stamps,
      sharedAcross(
        stamps.map(({ ref }) => ref),
        entities,
      ),
    ),
    globalKeyVaults: refs(
      ofKind('key vault').filter(
        ({ metadata }) =>
          metadata.annotations?.[ANNOTATIONS.scope] === 'global',
      ),
    ),
  };
}

function carriesTraffic({ stamp }: Placed): boolean {
  return ['active', 'draining'].includes(stamp.spec.lifecycle);
}

function statesCapacity({ stamp }: Placed): boolean {
  return typeof stamp.spec.scaleUnit?.maxUsers === 'number';
}

/** Stamps whose region is so; `undefined` when that cannot be said. */
function ofRegions(
  stamps: Placed[],
  isSo: (region: AzureRegion) => boolean,
): string[] | undefined {
  return unlessNone(
    stamps,
    factList(
      stamps
        .filter(({ region }) => region && isSo(region))
        .map(({ ref }) => ref),
      stamps.every(({ region }) => region),
    ),
  );
}

function outsideResidency(
  stamps: Placed[],
  residency: string | undefined,
  {
    regions,
    policy,
  }: { regions: readonly AzureRegion[]; policy: PlacementPolicy },
): string[] | undefined {
  if (residency === undefined || !admittedCountries(residency, policy)) {
    return undefined;
  }
  const outside = new Set(
    regionChoices({ residency }, regions, policy)
      .filter(({ reasons }) =>
        reasons.some(({ rule }) => RESIDENCY_RULES.includes(rule)),
      )
      .map(({ region }) => region.name),
  );
  return ofRegions(stamps, ({ name }) => outside.has(name));
}

function trafficOf(production: Placed[]): number | undefined {
  const weights = production.map(({ stamp }) => stamp.spec.trafficWeight);
  const stated = weights.filter((weight): weight is number =>
    Number.isFinite(weight),
  );
  if (stated.length === 0 || stated.length < weights.length) return undefined;
  const sum = stated.reduce((a, b) => a + b, 0);
  // Three thirds are a hundred.
  return Math.round(sum * 1e6) / 1e6;
}

function unlessNone<T>(stamps: Placed[], value: T): T | undefined {
  return stamps.length > 0 ? value : undefined;
}

function refsOf(stamps: Placed[]): string[] {
  return stamps.map(({ ref }) => ref).sort();
}

function refs(entities: Parameters<typeof stringifyEntityRef>[0][]): string[] {
  return entities.map(entity => stringifyEntityRef(entity)).sort();
}

function unique(values: string[]): string[] {
  return [...new Set(values)].sort();
}
