import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link } from '@backstage/ui';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { levelColor } from '../LevelBars/levelColor';
import styles from './HeatMap.module.css';

/** Props of {@link LevelCell}. */
export interface LevelCellProps {
  /** What the level is of: a pillar, or the model as a whole. */
  of: string;
  proven: number;
  possible: number;
  notMet: number;
  /** Unknown or error. */
  unknown: number;
  top: number;
  href: string;
}

/** A level as a number on its colour; leads to what proves it. */
export function LevelCell(props: LevelCellProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { of, proven, possible, notMet, unknown, top, href } = props;
  const words = [
    t('cell.proven', { of, proven: String(proven), top: String(top) }),
    possible > proven && t('cell.possible', { possible: String(possible) }),
    notMet > 0 && t('cell.notMet', { notMet: String(notMet) }),
    unknown > 0 && t('cell.unknown', { unknown: String(unknown) }),
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <Link
      aria-label={words}
      className={styles.level}
      href={href}
      standalone
      style={levelColor(proven, top)}
      title={words}
    >
      {proven}
      {possible > proven ? '?' : ''}
    </Link>
  );
}
