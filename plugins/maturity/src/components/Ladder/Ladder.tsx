import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { ModelView } from '@plumbline/plugin-maturity-common';
import { Tone } from '@plumbline/plugin-workload-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';
import styles from './Ladder.module.css';

type StepState = 'proven' | 'next' | 'locked';

const TONES: Record<StepState, Tone> = {
  proven: 'good',
  next: 'neutral',
  locked: 'neutral',
};

/** Props of {@link Ladder}. */
export interface LadderProps {
  model: ModelView;
  /** Without the names of the levels, for a card. */
  compact?: boolean;
}

/** The levels of a model as steps: proven, the next one with how far it is, and those beyond. */
export function Ladder({ model, compact }: LadderProps) {
  const { t } = useTranslationRef(maturityTranslationRef);
  return (
    <ol
      className={styles.ladder}
      data-compact={compact || undefined}
      aria-label={t('ladder.label', { title: model.title })}
    >
      {model.levels.map(({ level, name, goal, count }) => {
        const state = stateOf(level, model.proven);
        const progress = {
          passed: String(count.passed),
          total: String(count.total),
        };
        return (
          <li key={level} className={styles.level} data-state={state}>
            <Text weight="bold" title={compact ? name : goal}>
              {compact ? level : `${level} ${name}`}
            </Text>
            <ToneLabel
              tone={TONES[state]}
              title={state === 'locked' ? t('ladder.lockedWhy') : undefined}
            >
              {state === 'proven' && t('ladder.proven')}
              {(state === 'next' || (compact && state === 'locked')) &&
                t('ladder.progress', progress)}
              {!compact && state === 'locked' && t('ladder.locked', progress)}
            </ToneLabel>
          </li>
        );
      })}
    </ol>
  );
}

function stateOf(level: number, proven: number): StepState {
  if (level <= proven) return 'proven';
  return level === proven + 1 ? 'next' : 'locked';
}
