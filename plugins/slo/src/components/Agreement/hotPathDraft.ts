import {
  AvailabilityNode,
  HotPathEdit,
  WorkloadAgreement,
} from '@plumbline/plugin-slo-common';

/** Where a dependency is put: as the catalog says, on the path, or off it. */
export type Placing = 'catalog' | 'on' | 'off';

/** One dependency as the dialog has it. */
export interface DraftRow {
  entityRef: string;
  title: string;
  resourceType: string;
  placing: Placing;
  /** What the catalog says, where nobody has said otherwise. */
  byCatalog?: 'on' | 'off';
  /** In percent, as typed; empty for the table's. */
  percent: string;
}

/** Every dependency of a workload, by title. */
export function draftOf(agreement: WorkloadAgreement): DraftRow[] {
  const { path, offPath = [], excluded, included = [] } = agreement;
  const { overrides = {} } = agreement;
  const placingOf = (ref: string): Placing => {
    if (excluded.includes(ref)) return 'off';
    return included.includes(ref) ? 'on' : 'catalog';
  };
  const rows = [
    ...(path ? dependenciesOf(path) : []).map(each => ({
      ...each,
      found: 'on' as const,
    })),
    ...offPath.map(each => ({ ...each, found: 'off' as const })),
  ].map(({ entityRef, title, resourceType, found }): DraftRow => {
    const placing = placingOf(entityRef);
    const override = overrides[entityRef];
    return {
      entityRef,
      title,
      resourceType,
      placing,
      byCatalog: placing === 'catalog' ? found : undefined,
      percent:
        override === undefined
          ? ''
          : String(Number((override * 100).toFixed(8))),
    };
  });
  return [...new Map(rows.map(row => [row.entityRef, row])).values()].sort(
    (a, b) => a.title.localeCompare(b.title),
  );
}

/** The availability that was typed, 0 to 1; `undefined` for none, `null` for what is no percentage above 0 and up to 100. */
export function overrideOf(percent: string): number | undefined | null {
  const text = percent.trim().replace(',', '.').replace(/\s*%$/, '');
  if (text === '') return undefined;
  const value = Number(text);
  return value > 0 && value <= 100 ? Number((value / 100).toFixed(10)) : null;
}

/** What is sent. Corrections of what the catalog has not now are kept. */
export function editOf(
  rows: DraftRow[],
  { excluded, included = [], overrides = {} }: WorkloadAgreement,
): HotPathEdit {
  const known = new Set(rows.map(({ entityRef }) => entityRef));
  const gone = (ref: string) => !known.has(ref);
  const refsOf = (placing: Placing) =>
    rows.filter(row => row.placing === placing).map(row => row.entityRef);
  return {
    excluded: [...refsOf('off'), ...excluded.filter(gone)],
    included: [...refsOf('on'), ...included.filter(gone)],
    overrides: Object.fromEntries([
      ...rows.flatMap(({ entityRef, percent }) => {
        const value = overrideOf(percent);
        return typeof value === 'number' ? [[entityRef, value]] : [];
      }),
      ...Object.entries(overrides).filter(([ref]) => gone(ref)),
    ]),
  };
}

function dependenciesOf(
  node: AvailabilityNode,
): Extract<AvailabilityNode, { kind: 'dependency' }>[] {
  return node.kind === 'dependency'
    ? [node]
    : node.children.flatMap(dependenciesOf);
}
