import { Flex } from '@backstage/ui';
import { WorkloadMap } from '@plumbline/plugin-workload-common';
import { useSame } from '@plumbline/plugin-workload-react';
import { KeyboardEvent, useCallback, useMemo, useState } from 'react';
import { IllnessWay } from './IllnessWay';
import { MapFilters } from './MapFilters';
import { MapGaps } from './MapGaps';
import { MapLegend } from './MapLegend';
import { MapToolbar } from './MapToolbar';
import { NodePanel } from '../NodePanel/NodePanel';
import { OpenIncidents } from './OpenIncidents';
import styles from './ServiceMap.module.css';
import { ServiceMapGraph } from './ServiceMapGraph';
import { ServiceMapTable } from './ServiceMapTable';
import { foldStep } from './folding';
import { explained, waysOf } from './illness';
import { isFiltered, matching } from './matching';
import { MapQuery, layersIn } from './useMapQuery';
import { useScene } from './useScene';

/** Props of {@link ServiceMap}. */
export interface ServiceMapProps {
  map: WorkloadMap;
  query: MapQuery;
  onChange: (changes: Partial<MapQuery>) => void;
}

/** The map as a picture or a table, with all that can be chosen about it. */
export function ServiceMap({ map: newest, query, onChange }: ServiceMapProps) {
  const map = useUnchanged(newest);
  const [view] = useState(viewThatFits);
  const [wanted, setWanted] = useState<{ ref: string }>();
  const shown = query.view ?? view;

  const node = useMemo(
    () => map.nodes.find(each => each.entityRef === query.node),
    [map, query.node],
  );
  const why = useMemo(
    () => explained(map, node, query.cause),
    [map, node, query.cause],
  );
  const filter = useSame({
    search: query.search,
    state: query.state,
    type: query.type,
  });
  const found = useMemo(
    () => (isFiltered(filter) ? matching(map.nodes, filter) : undefined),
    [map, filter],
  );
  const layers = useSame(layersIn(query));
  const lookedAt = useSame(
    [query.node, wanted?.ref].flatMap(ref => (ref ? [ref] : [])),
  );
  const folding = useSame({ fold: query.fold, toggled: query.toggled ?? [] });
  const scene = useScene(map, {
    layers,
    lookedAt,
    folding,
    ways: useSame(waysOf(why)),
  });

  const { offset } = query;
  const select = useCallback(
    (ref: string | undefined) =>
      onChange({ node: ref, cause: undefined, offset }),
    [onChange, offset],
  );
  const close = useCallback(() => select(undefined), [select]);
  const { boxes } = scene;
  const toggleFold = useCallback(
    (id: string) => {
      const { toggled, hides } = foldStep(boxes, folding, lookedAt, id);
      if (hides) setWanted(undefined);
      onChange({ toggled, offset, ...(hides && { node: undefined }) });
    },
    [boxes, folding, lookedAt, onChange, offset],
  );
  const closeByEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && node && !event.defaultPrevented) close();
  };
  return (
    <Flex direction="column" gap="3">
      <OpenIncidents map={map} />
      <IllnessWay
        map={map}
        why={why}
        onFollow={cause => onChange({ cause, offset })}
        onSelect={select}
      />
      <div className={styles.bar}>
        <MapFilters
          map={map}
          scene={scene}
          found={found}
          query={query}
          onChange={onChange}
          onFind={setWanted}
        />
        <MapToolbar
          map={map}
          scene={scene}
          query={query}
          view={shown}
          onChange={onChange}
        />
      </div>
      {/* Escape closes what is open wherever the focus is. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className={styles.split}
        data-panel={Boolean(node)}
        onKeyDown={closeByEscape}
      >
        {shown === 'map' ? (
          <ServiceMapGraph
            map={map}
            scene={scene}
            selected={node?.entityRef}
            onSelect={select}
            onFold={toggleFold}
            found={found}
            wanted={wanted}
          />
        ) : (
          <ServiceMapTable
            map={map}
            boxes={scene.boxes}
            found={found}
            query={query}
            onChange={onChange}
            onSelect={select}
          />
        )}
        {node && (
          <NodePanel
            // Another part is another panel, which takes the focus anew.
            key={node.entityRef}
            node={node}
            map={map}
            onSelect={select}
            onClose={close}
          />
        )}
      </div>
      <MapLegend layers={layers} asOf={newest.graphAsOf} />
      <MapGaps map={map} onSelect={select} />
    </Flex>
  );
}

/** Where the drawing would be too small to read, the table comes first. */
function viewThatFits(): 'map' | 'table' {
  const isNarrow = window.matchMedia?.('(max-width: 700px)').matches;
  return isNarrow ? 'table' : 'map';
}

/** The map as it was while nothing but its age has changed, so that it is not laid out again. */
function useUnchanged(map: WorkloadMap): WorkloadMap {
  const content = useMemo(
    () => JSON.stringify([map.nodes, map.edges, map.incidents]),
    [map],
  );
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => map, [content]);
}
