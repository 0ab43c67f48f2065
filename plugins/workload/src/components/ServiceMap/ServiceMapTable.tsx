import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Cell, ColumnConfig, Table } from '@backstage/ui';
import {
  EdgeKind,
  MapNode,
  WorkloadMap,
} from '@plumbline/plugin-workload-common';
import { useMemo } from 'react';
import { workloadTranslationRef } from '../../translation';
import { HealthLabel } from '../HealthLabel';
import styles from './ServiceMap.module.css';
import { boxesOf } from './boxes';
import { useBoxTitle } from './useBoxTitle';

type Row = MapNode & { id: string };

/** The same as the map, as a table: for those who cannot or do not want to look at the drawing. */
export function ServiceMapTable(props: {
  map: WorkloadMap;
  onSelect: (ref: string) => void;
}) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const titleOf = useBoxTitle();
  const { map, onSelect } = props;
  const rows = useMemo(
    () => map.nodes.map(node => ({ ...node, id: node.entityRef })),
    [map],
  );
  const columns = useMemo(() => {
    const places = new Map(
      boxesOf(map).flatMap(box =>
        [...box.members, ...(box.stamp ? [box.stamp] : [])].map(
          (node): [string, string] => [node.entityRef, titleOf(box)],
        ),
      ),
    );
    const titles = new Map(map.nodes.map(node => [node.entityRef, node.title]));
    const stampOf = new Map(
      map.nodes.map(node => [node.entityRef, node.stampRef]),
    );
    // What is in a stamp says so by where it is.
    const targets = (node: MapNode, kind: EdgeKind) =>
      map.edges
        .filter(edge => edge.kind === kind && edge.sourceRef === node.entityRef)
        .filter(edge => stampOf.get(edge.targetRef) !== node.entityRef)
        .map(edge => titles.get(edge.targetRef))
        .join(', ') || '–';
    const list: ColumnConfig<Row>[] = [
      {
        id: 'name',
        label: t('table.name'),
        minWidth: 150,
        isRowHeader: true,
        cell: node => (
          <Cell>
            <button
              type="button"
              className={styles.jump}
              onClick={() => onSelect(node.entityRef)}
            >
              {node.title}
            </button>
          </Cell>
        ),
      },
      {
        id: 'state',
        label: t('table.state'),
        minWidth: 120,
        cell: node => (
          <Cell>
            <HealthLabel state={node.state} />
          </Cell>
        ),
      },
      {
        id: 'why',
        label: t('table.why'),
        minWidth: 170,
        cell: node => <Cell>{node.cause?.reason ?? '–'}</Cell>,
      },
      {
        id: 'type',
        label: t('table.type'),
        minWidth: 130,
        cell: node => <Cell>{node.type ?? node.kind}</Cell>,
      },
      {
        id: 'where',
        label: t('table.where'),
        minWidth: 150,
        cell: node => <Cell>{places.get(node.entityRef) ?? ''}</Cell>,
      },
      {
        id: 'dependsOn',
        label: t('table.dependsOn'),
        minWidth: 150,
        cell: node => <Cell>{targets(node, 'depends-on')}</Cell>,
      },
      {
        id: 'sendsTo',
        label: t('table.sendsTo'),
        minWidth: 190,
        cell: node => <Cell>{targets(node, 'telemetry')}</Cell>,
      },
      {
        id: 'owner',
        label: t('table.owner'),
        minWidth: 130,
        cell: node => (
          <Cell>
            {node.ownerRef ? <EntityRefLink entityRef={node.ownerRef} /> : '–'}
          </Cell>
        ),
      },
    ];
    return list;
  }, [map, onSelect, t, titleOf]);
  return (
    <Table columnConfig={columns} data={rows} pagination={{ type: 'none' }} />
  );
}
