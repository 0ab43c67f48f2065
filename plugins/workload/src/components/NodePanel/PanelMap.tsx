import { WorkloadMap } from '@plumbline/plugin-workload-common';
import { ReactNode, createContext, useContext, useMemo } from 'react';

interface PanelMapValue {
  map: WorkloadMap;
  onSelect: (ref: string) => void;
  titleOf: (ref: string) => string;
}

const Context = createContext<PanelMapValue | undefined>(undefined);

/** The map that a panel is about, for its parts. */
export function PanelMap(props: {
  map: WorkloadMap;
  onSelect: (ref: string) => void;
  children: ReactNode;
}) {
  const { map, onSelect, children } = props;
  const value = useMemo(() => {
    const titles = new Map(
      map.nodes.map(({ entityRef, title }) => [entityRef, title]),
    );
    return { map, onSelect, titleOf: (ref: string) => titles.get(ref) ?? ref };
  }, [map, onSelect]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

/** The map that the panel around is about. */
export function usePanelMap(): PanelMapValue {
  const value = useContext(Context);
  if (!value) throw new Error('There is no panel around');
  return value;
}
