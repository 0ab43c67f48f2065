import { Entity } from '@backstage/catalog-model';
import { DOMAINS } from './vocabulary';
import { generateWorkload } from './generateWorkload';

const API_VERSION = 'backstage.io/v1alpha1';
const WORKLOADS_PER_TEAM = 20;
const FEWEST_TEAMS = 3;

/** How large a catalog, and which one. */
export interface CatalogSize {
  /** Number of workloads. */
  workloads: number;
  /** The same seed gives the same catalog; 1 when absent. */
  seed?: number;
}

/**
 * A made-up catalog: teams and domains, then workload after workload with its
 * stamps (0 to 4), Azure resources (3 to 40) and components. The same size and
 * seed give the same entities, and a workload looks the same however many come
 * after it (only its owner depends on the number of teams).
 *
 * Holds one workload in memory at a time.
 */
export async function* generateCatalog(
  size: CatalogSize,
): AsyncGenerator<Entity> {
  const { workloads, seed = 1 } = size;
  const teams = Array.from(
    {
      length: Math.max(FEWEST_TEAMS, Math.ceil(workloads / WORKLOADS_PER_TEAM)),
    },
    (_, i) => `team-${String(i + 1).padStart(4, '0')}`,
  );
  for (const team of teams) yield groupOf(team);
  for (const domain of DOMAINS) yield domainOf(domain, teams[0]);
  for (let number = 1; number <= workloads; number++) {
    yield* generateWorkload({ number, seed, teams });
  }
}

function groupOf(name: string): Entity {
  return {
    apiVersion: API_VERSION,
    kind: 'Group',
    metadata: { name },
    spec: { type: 'team', children: [] },
  };
}

function domainOf(name: string, team: string): Entity {
  return {
    apiVersion: API_VERSION,
    kind: 'Domain',
    metadata: { name },
    spec: { owner: `group:default/${team}` },
  };
}
