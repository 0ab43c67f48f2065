import { ReactNode } from 'react';
import styles from './ScrollRegion.module.css';

/** Props of {@link ScrollRegion}. */
export interface ScrollRegionProps {
  /** What is in it, for those who reach it by keyboard. */
  label: string;
  children: ReactNode;
}

/** What may be wider than the page, such as a table, and then scrolls by itself; by keyboard, too. */
export function ScrollRegion({ label, children }: ScrollRegionProps) {
  return (
    <div
      aria-label={label}
      className={styles.scroll}
      role="region"
      // Otherwise nobody could scroll it without a mouse.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {children}
    </div>
  );
}
