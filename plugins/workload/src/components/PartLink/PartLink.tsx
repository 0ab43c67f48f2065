import { ReactNode } from 'react';
import styles from './PartLink.module.css';

/** Props of {@link PartLink}. */
export interface PartLinkProps {
  entityRef: string;
  onSelect: (entityRef: string) => void;
  children: ReactNode;
}

/** Words that lead to another part of the map. */
export function PartLink({ entityRef, onSelect, children }: PartLinkProps) {
  return (
    <button
      type="button"
      className={styles.link}
      onClick={() => onSelect(entityRef)}
    >
      {children}
    </button>
  );
}

/** Props of {@link PartPath}. */
export interface PartPathProps {
  /** Full refs, from the part that is explained to the cause. */
  path: string[];
  label: string;
  titleOf: (entityRef: string) => string;
  onSelect: (entityRef: string) => void;
}

/** Parts on the way from one to another, each a way to it. */
export function PartPath({ path, label, titleOf, onSelect }: PartPathProps) {
  return (
    <ol className={styles.path} aria-label={label}>
      {path.map(ref => (
        <li key={ref}>
          <PartLink entityRef={ref} onSelect={onSelect}>
            {titleOf(ref)}
          </PartLink>
        </li>
      ))}
    </ol>
  );
}
