import styles from './Sparkline.module.css';

const WIDTH = 72;
const HEIGHT = 20;

/** Props of {@link Sparkline}. */
export interface SparklineProps {
  /** Oldest first. Fewer than two draw nothing. */
  values: number[];
  /** What it shows, in words, for those who do not see it. */
  label: string;
}

/** The course of a number, without axes: only whether it rises or falls. */
export function Sparkline({ values, label }: SparklineProps) {
  if (values.length < 2) return null;
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const points = values.map((value, index) => {
    const x = (index / (values.length - 1)) * WIDTH;
    const y = HEIGHT - 1 - ((value - low) / span) * (HEIGHT - 2);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg
      aria-label={label}
      className={styles.line}
      height={HEIGHT}
      role="img"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
    >
      <polyline points={points.join(' ')} />
    </svg>
  );
}
