import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Distribution } from '@plumbline/plugin-maturity-common';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import styles from './LevelBars.module.css';

/** Props of {@link LevelBars}. */
export interface LevelBarsProps {
  /** Names the list. */
  label: string;
  distribution: Distribution;
  /** Levels that the page is filtered by. */
  chosen?: number[];
  /** Absent: the bars are no buttons. */
  onToggle?: (level: number) => void;
}

/** How many workloads stand on each level. */
export function LevelBars(props: LevelBarsProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { label, distribution, chosen, onToggle } = props;
  const total = distribution.reduce((sum, count) => sum + count, 0);
  const most = Math.max(1, ...distribution);
  return (
    <ul aria-label={label} className={styles.bars}>
      {distribution.map((count, level) => {
        const content = (
          <>
            <span>{t('level.word', { level: String(level) })}</span>
            <span aria-hidden className={styles.track}>
              <span
                className={styles.fill}
                style={{ width: `${(count / most) * 100}%` }}
              />
            </span>
            <span className={styles.count}>
              {count}{' '}
              <span className={styles.share}>({share(count, total)})</span>
            </span>
          </>
        );
        return (
          // A level is its place in the distribution.
          // eslint-disable-next-line react/no-array-index-key
          <li key={level}>
            {onToggle ? (
              <button
                type="button"
                className={styles.bar}
                aria-pressed={chosen?.includes(level) ?? false}
                onClick={() => onToggle(level)}
              >
                {content}
              </button>
            ) : (
              <div className={styles.bar}>{content}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** `42 %` in the reader's language. */
export function share(part: number, whole: number): string {
  return (whole === 0 ? 0 : part / whole).toLocaleString(undefined, {
    style: 'percent',
    maximumFractionDigits: 0,
  });
}
