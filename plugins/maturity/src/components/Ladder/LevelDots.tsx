import styles from './Ladder.module.css';
import { stateOfStep } from './stepOf';

/** Props of {@link LevelDots}. */
export interface LevelDotsProps {
  proven: number;
  possible: number;
  /** Number of levels. */
  top: number;
}

/** A ladder as small as a word. It goes with words, which say the same. */
export function LevelDots({ proven, possible, top }: LevelDotsProps) {
  return (
    <span aria-hidden className={styles.dots}>
      {Array.from({ length: top }, (_, index) => (
        <span
          key={index}
          className={styles.dot}
          data-state={stateOfStep(index + 1, { proven, possible })}
        />
      ))}
    </span>
  );
}
