import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Cell, SortDescriptor, Text } from '@backstage/ui';
import {
  WorkloadMap,
  isStampNode,
  isUserFlow,
} from '@plumbline/plugin-workload-common';
import {
  EmptyState,
  ScrollRegion,
  ServerColumn,
  ServerTable,
  ToneLabel,
  When,
  toneOfHealth,
  useSame,
} from '@plumbline/plugin-workload-react';
import { useMemo } from 'react';
import { MapBox } from './boxes';
import { MapLayer } from './mapLayers';
import { PartLink } from '../PartLink/PartLink';
import { serviceMapTranslationRef } from './translation';
import { MapQuery, TableOrder, layersIn } from './useMapQuery';
import { PartRow, useTableRows } from './useTableRows';

/** The layer of lines that a column tells. */
const LAYER_OF: Record<string, MapLayer | undefined> = {
  dependsOn: 'dependencies',
  neededBy: 'dependencies',
  sendsTo: 'telemetry',
};

/** Props of {@link ServiceMapTable}. */
export interface ServiceMapTableProps {
  map: WorkloadMap;
  /** Boxes of the layers that are shown. */
  boxes: MapBox[];
  /** Refs that the reader looks for; absent: for nothing. */
  found: ReadonlySet<string> | undefined;
  query: MapQuery;
  onChange: (changes: Partial<MapQuery>) => void;
  onSelect: (ref: string) => void;
}

/** The same as the picture, as a table: for those who cannot or do not want to look at the drawing. */
export function ServiceMapTable(props: ServiceMapTableProps) {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { map, boxes, found, query, onChange, onSelect } = props;
  // The worst first.
  const { orderBy = 'state', offset, limit } = query;
  const order = query.order ?? (orderBy === 'state' ? 'desc' : 'asc');
  const rows = useTableRows(map, boxes, found, orderBy, order);
  const all = useColumns(map, onSelect);
  const layers = useSame(layersIn(query));
  const columns = useMemo(
    () =>
      all.filter(({ id }) => {
        const layer = LAYER_OF[id];
        return !layer || layers.includes(layer);
      }),
    [all, layers],
  );
  const sort: SortDescriptor = {
    column: orderBy,
    direction: order === 'asc' ? 'ascending' : 'descending',
  };
  const from = offset < rows.length ? offset : 0;
  return (
    <ScrollRegion label={t('table.label', { name: titleOf(map) })}>
      <ServerTable
        columns={columns}
        rows={rows.slice(from, from + limit)}
        total={rows.length}
        page={{ offset: from, limit }}
        onPage={onChange}
        sort={sort}
        onSort={({ column, direction }) =>
          onChange({
            orderBy: column as TableOrder,
            order: direction === 'ascending' ? 'asc' : 'desc',
          })
        }
        isStale={false}
        emptyState={
          <EmptyState
            title={t('filter.none')}
            description={t('filter.clear')}
          />
        }
      />
    </ScrollRegion>
  );
}

function useColumns(
  map: WorkloadMap,
  onSelect: (ref: string) => void,
): ServerColumn<PartRow>[] {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { workloadRef } = map;
  return useMemo(() => {
    const list = (titles: string[]) => titles.join(', ') || t('table.nothing');
    const columns: ServerColumn<PartRow>[] = [
      {
        id: 'name',
        label: t('table.name'),
        minWidth: 150,
        isRowHeader: true,
        isSortable: true,
        cell: ({ id, node }) => (
          <Cell>
            <PartLink entityRef={id} onSelect={onSelect}>
              {node.title}
            </PartLink>
          </Cell>
        ),
      },
      {
        id: 'state',
        label: t('table.state'),
        minWidth: 130,
        isSortable: true,
        cell: ({ node }) => (
          <Cell>
            <div>
              <ToneLabel tone={toneOfHealth(node.state)}>
                {t(`state.${node.state}`)}
              </ToneLabel>
              <Text as="div" color="secondary" variant="body-small">
                <When at={node.stateSince} format="duration" />
                {node.alert?.state === 'open' && ` · ${node.alert.severity}`}
              </Text>
            </div>
          </Cell>
        ),
      },
      {
        id: 'why',
        label: t('table.why'),
        minWidth: 200,
        cell: ({ reason, way }) => (
          <Cell>
            <div>
              {reason ?? t('table.nothing')}
              {way.length > 0 && (
                <Text as="div" color="secondary" variant="body-small">
                  {t('table.through', { path: way.join(' → ') })}
                </Text>
              )}
            </div>
          </Cell>
        ),
      },
      {
        id: 'type',
        label: t('table.type'),
        minWidth: 130,
        isSortable: true,
        cell: ({ node }) => (
          <Cell>
            {isUserFlow(node) ? t('filter.userFlow') : node.type ?? node.kind}
          </Cell>
        ),
      },
      {
        id: 'where',
        label: t('table.where'),
        minWidth: 150,
        isSortable: true,
        cell: ({ where }) => <Cell>{where}</Cell>,
      },
      {
        id: 'dependsOn',
        label: t('table.dependsOn'),
        minWidth: 150,
        cell: ({ node, dependsOn }) => (
          <Cell>
            {node.kind === 'Component' && dependsOn.length === 0
              ? t('table.noDependency')
              : list(dependsOn)}
          </Cell>
        ),
      },
      {
        id: 'neededBy',
        label: t('table.neededBy'),
        minWidth: 150,
        cell: ({ id, node, neededBy }) => (
          <Cell>
            {neededBy.length === 0 &&
            node.scope === 'global' &&
            !isStampNode(node) &&
            id !== workloadRef
              ? t('table.noDependency')
              : list(neededBy)}
          </Cell>
        ),
      },
      {
        id: 'sendsTo',
        label: t('table.sendsTo'),
        minWidth: 150,
        cell: ({ sendsTo }) => <Cell>{list(sendsTo)}</Cell>,
      },
      {
        id: 'owner',
        label: t('table.owner'),
        minWidth: 130,
        cell: ({ node }) => (
          <Cell>
            {node.ownerRef ? (
              <EntityRefLink entityRef={node.ownerRef} />
            ) : (
              t('table.nothing')
            )}
          </Cell>
        ),
      },
    ];
    return columns;
  }, [t, onSelect, workloadRef]);
}

function titleOf(map: WorkloadMap): string {
  const root = map.nodes.find(node => node.entityRef === map.workloadRef);
  return root?.title ?? map.workloadRef;
}
