import { PartLink, PartPath } from '../PartLink/PartLink';
import { usePanelMap } from './PanelMap';

/** The name of another part of the map; opens it in the panel. */
export function Jump({ nodeRef }: { nodeRef: string }) {
  const { titleOf, onSelect } = usePanelMap();
  return (
    <PartLink entityRef={nodeRef} onSelect={onSelect}>
      {titleOf(nodeRef)}
    </PartLink>
  );
}

/** Parts on the way from one to another, each a way to it. */
export function JumpPath({ path, label }: { path: string[]; label: string }) {
  const { titleOf, onSelect } = usePanelMap();
  return (
    <PartPath path={path} label={label} titleOf={titleOf} onSelect={onSelect} />
  );
}
