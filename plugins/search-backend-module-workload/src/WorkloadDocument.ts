import { parseEntityRef } from '@backstage/catalog-model';
import { IndexableDocument } from '@backstage/plugin-search-common';
import { WorkloadRow } from '@plumbline/plugin-workload-common';

/**
 * A workload in search; the fields beside text and title are filters. All are
 * always there: the index in memory knows just the fields of its first document.
 */
export interface WorkloadDocument extends IndexableDocument {
  /** Full ref. */
  workloadRef: string;
  health: string;
  /** Proven maturity level, `0` to `5`; empty while it is not known. */
  level: string;
  /** Empty where there is none, as are owner and domain: their names. */
  tier: string;
  owner: string;
  domain: string;
  /** Azure regions of its stamps. */
  region: string[];
}

/** What is searched of a workload, and where its page is. */
export function toDocument(row: WorkloadRow): WorkloadDocument {
  const owner = nameOf(row.ownerRef);
  const domain = nameOf(row.domainRef);
  const tier = row.tier ?? '';
  const region = [
    ...new Set(row.stamps.flatMap(each => each.region ?? [])),
  ].sort();
  return {
    title: row.title,
    text: [row.description, row.name, owner, domain, tier, ...region]
      .filter(Boolean)
      .join(' · '),
    location: `/catalog/${row.namespace}/system/${row.name}`,
    workloadRef: row.ref,
    health: row.health,
    level: levelIn(row.families.maturity?.text),
    tier,
    owner,
    domain,
    region,
  };
}

function nameOf(ref: string | undefined): string {
  return ref ? parseEntityRef(ref).name : '';
}

/** Cells of maturity begin with the level that is proven: `3 → 4`, `1?`. */
function levelIn(cell: string | undefined): string {
  return /^\d/.exec(cell ?? '')?.[0] ?? '';
}
