import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Alert,
  Flex,
  Switch,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { EdgeKind, WorkloadMap } from '@plumbline/plugin-workload-common';
import {
  ReadView,
  When,
  useRead,
  useWorkloadName,
} from '@plumbline/plugin-workload-react';
import { useCallback, useMemo, useState } from 'react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { workloadTranslationRef } from '../../translation';
import { NodePanel } from './NodePanel';
import styles from './ServiceMap.module.css';
import { ServiceMapGraph } from './ServiceMapGraph';
import { ServiceMapTable } from './ServiceMapTable';

const REFRESH_MS = 5_000;

/** The service map of a workload: what it is made of, what is ill, why, and whom to call. */
export function ServiceMapContent() {
  const { t } = useTranslationRef(workloadTranslationRef);
  const api = useApi(workloadApiRef);
  const name = useWorkloadName();
  const read = useRead(() => api.getMap(name), [api, name], {
    everyMs: REFRESH_MS,
  });
  return (
    <ReadView
      read={read}
      empty={{
        // The workload itself is always there.
        when: map => map.nodes.length < 2,
        title: t('map.empty'),
        description: t('map.emptyHow'),
      }}
    >
      {map => <ServiceMap map={map} />}
    </ReadView>
  );
}

function ServiceMap(props: { map: WorkloadMap }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const map = useUnchanged(props.map);
  const [view, setView] = useState(viewThatFits);
  const [layers, setLayers] = useState(
    new Set<EdgeKind>(['depends-on', 'telemetry']),
  );
  const [selected, setSelected] = useState<string>();
  const node = map.nodes.find(each => each.entityRef === selected);
  const illPath = useMemo(() => {
    const root = map.nodes.find(each => each.entityRef === map.workloadRef);
    return (node?.cause ?? root?.cause)?.path ?? [];
  }, [map, node]);
  const toggle = useCallback(
    (kind: EdgeKind, on: boolean) =>
      setLayers(before => {
        const after = new Set(before);
        if (on) after.add(kind);
        else after.delete(kind);
        return after;
      }),
    [],
  );
  const close = useCallback(() => setSelected(undefined), []);
  return (
    <Flex direction="column" gap="3">
      {!map.edges.some(edge => edge.kind === 'depends-on') && (
        <Alert
          status="info"
          icon
          title={t('map.noEdges')}
          description={t('map.noEdgesHow')}
        />
      )}
      <div className={styles.toolbar}>
        <ToggleButtonGroup
          aria-label={t('map.view')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[view]}
          onSelectionChange={keys => setView([...keys][0] as 'map' | 'table')}
        >
          <ToggleButton id="map">{t('map.asMap')}</ToggleButton>
          <ToggleButton id="table">{t('map.asTable')}</ToggleButton>
        </ToggleButtonGroup>
        {view === 'map' && (
          <>
            <Flex role="group" aria-label={t('map.layers')} gap="3">
              <Switch
                label={t('map.dependencies')}
                isSelected={layers.has('depends-on')}
                onChange={on => toggle('depends-on', on)}
              />
              <Switch
                label={t('map.telemetry')}
                isSelected={layers.has('telemetry')}
                onChange={on => toggle('telemetry', on)}
              />
            </Flex>
            <Legend />
          </>
        )}
        <Text color="secondary" variant="body-small">
          {t('map.asOf')} <When at={props.map.graphAsOf} />
        </Text>
      </div>
      <div className={styles.split} data-panel={Boolean(node)}>
        {view === 'map' ? (
          <ServiceMapGraph
            map={map}
            layers={layers}
            selected={selected}
            onSelect={setSelected}
            illPath={illPath}
          />
        ) : (
          <ServiceMapTable map={map} onSelect={setSelected} />
        )}
        {node && (
          <NodePanel
            node={node}
            map={map}
            onSelect={setSelected}
            onClose={close}
          />
        )}
      </div>
    </Flex>
  );
}

function Legend() {
  const { t } = useTranslationRef(workloadTranslationRef);
  return (
    <ul className={styles.legend} aria-label={t('map.legend')}>
      <li>
        <span aria-hidden className={styles.legendLine} />
        {t('map.dependsOn')}
      </li>
      <li>
        <span aria-hidden className={styles.legendLine} data-kind="telemetry" />
        {t('map.sendsTelemetry')}
      </li>
      <li>
        <span aria-hidden className={styles.legendLine} data-kind="ill" />
        {t('map.illPath')}
      </li>
    </ul>
  );
}

/** Where the drawing would be too small to read, the table comes first. */
function viewThatFits(): 'map' | 'table' {
  const isNarrow = window.matchMedia?.('(max-width: 700px)').matches;
  return isNarrow ? 'table' : 'map';
}

/** The map as it was while nothing but its age has changed, so that it is not laid out again. */
function useUnchanged(map: WorkloadMap): WorkloadMap {
  const content = JSON.stringify([map.nodes, map.edges]);
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => map, [content]);
}
