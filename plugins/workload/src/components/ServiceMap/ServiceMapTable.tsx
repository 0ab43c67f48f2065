import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Cell, CellText, ColumnConfig, Table } from '@backstage/ui';
import {
  EdgeKind,
  MapNode,
  WorkloadMap,
} from '@plumbline/plugin-workload-common';
import { useMemo } from 'react';
import { workloadTranslationRef } from '../../translation';
import { HealthLabel } from '../HealthLabel';
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
    const targets = (node: MapNode, kind: EdgeKind) =>
      map.edges
        .filter(edge => edge.kind === kind && edge.sourceRef === node.entityRef)
        .map(edge => titles.get(edge.targetRef))
        .join(', ') || '–';
    const list: ColumnConfig<Row>[] = [
      {
        id: 'name',
        label: t('table.name'),
        isRowHeader: true,
        cell: node => (
          <Cell>
            <Button
              size="small"
              variant="tertiary"
              onPress={() => onSelect(node.entityRef)}
            >
              {node.title}
            </Button>
          </Cell>
        ),
      },
      {
        id: 'type',
        label: t('table.type'),
        cell: node => <CellText title={node.type ?? node.kind} />,
      },
      {
        id: 'where',
        label: t('table.where'),
        cell: node => <CellText title={places.get(node.entityRef) ?? ''} />,
      },
      {
        id: 'state',
        label: t('table.state'),
        cell: node => (
          <Cell>
            <HealthLabel state={node.state} />
          </Cell>
        ),
      },
      {
        id: 'why',
        label: t('table.why'),
        cell: node => <CellText title={node.cause?.reason ?? '–'} />,
      },
      {
        id: 'dependsOn',
        label: t('table.dependsOn'),
        cell: node => <CellText title={targets(node, 'depends-on')} />,
      },
      {
        id: 'sendsTo',
        label: t('table.sendsTo'),
        cell: node => <CellText title={targets(node, 'telemetry')} />,
      },
      {
        id: 'owner',
        label: t('table.owner'),
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
