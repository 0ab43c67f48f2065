import styles from './NodePanel.module.css';
import { usePanelMap } from './PanelMap';

/** The name of another part of the map; opens it in the panel. */
export function Jump({ nodeRef }: { nodeRef: string }) {
  const { titleOf, onSelect } = usePanelMap();
  return (
    <button
      type="button"
      className={styles.jump}
      onClick={() => onSelect(nodeRef)}
    >
      {titleOf(nodeRef)}
    </button>
  );
}

/** Parts on the way from one to another, each a way to it. */
export function JumpPath({ path, label }: { path: string[]; label: string }) {
  return (
    <ol className={styles.path} aria-label={label}>
      {path.map(ref => (
        <li key={ref}>
          <Jump nodeRef={ref} />
        </li>
      ))}
    </ol>
  );
}
