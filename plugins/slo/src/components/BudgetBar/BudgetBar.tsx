import {
  SloState,
  HEALTH_OF_SLO_STATE,
  formatRemaining,
} from '@plumbline/plugin-slo-common';
import { toneOfHealth } from '@plumbline/plugin-workload-react';
import styles from './BudgetBar.module.css';

/** Props of {@link BudgetBar}. */
export interface BudgetBarProps {
  /** 1 is all of the budget; below 0 overspent. */
  remaining: number;
  state: SloState;
  /** What it shows, for those who do not see it. */
  label: string;
}

/** How much of an error budget is left, as a bar with its number. */
export function BudgetBar({ remaining, state, label }: BudgetBarProps) {
  const share = Math.min(1, Math.max(0, remaining));
  const text = formatRemaining(remaining);
  return (
    <div className={styles.budget}>
      <div
        aria-label={label}
        aria-valuemax={100}
        aria-valuemin={0}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={text}
        className={styles.track}
        data-tone={toneOfHealth(HEALTH_OF_SLO_STATE[state])}
        role="meter"
      >
        <div className={styles.fill} style={{ width: `${share * 100}%` }} />
      </div>
      <span>{text}</span>
    </div>
  );
}
