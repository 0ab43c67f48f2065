import { Focusable, Tooltip, TooltipTrigger } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './Term.module.css';

const DELAY_MS = 300;

/** Props of {@link Term}. */
export interface TermProps {
  /** The word. */
  children: ReactNode;
  /** What it means, in a sentence. */
  meaning: string;
}

/** A word of the trade that says what it means on hover and on focus. */
export function Term({ children, meaning }: TermProps) {
  return (
    <TooltipTrigger delay={DELAY_MS}>
      <Focusable>
        <button type="button" className={styles.term}>
          {children}
        </button>
      </Focusable>
      <Tooltip>{meaning}</Tooltip>
    </TooltipTrigger>
  );
}
