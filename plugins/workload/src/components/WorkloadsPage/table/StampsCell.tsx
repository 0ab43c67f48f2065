import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Cell, Text } from '@backstage/ui';
import { StampChip } from '@plumbline/plugin-workload-common';
import { ToneLabel, toneOfHealth } from '@plumbline/plugin-workload-react';
import { portfolioTranslationRef } from '../../../portfolioTranslation';
import { workloadTranslationRef } from '../../../translation';
import styles from './cells.module.css';

/** Stamps as chips: where, and how each is. */
export function StampsCell({ stamps }: { stamps: StampChip[] }) {
  const { t } = useTranslationRef(portfolioTranslationRef);
  if (stamps.length === 0) {
    return (
      <Cell>
        <Text color="secondary">{t('column.noStamps')}</Text>
      </Cell>
    );
  }
  return (
    <Cell>
      <ul className={styles.chips}>
        {stamps.map(stamp => (
          <Chip key={stamp.ref} stamp={stamp} />
        ))}
      </ul>
    </Cell>
  );
}

function Chip({ stamp }: { stamp: StampChip }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const { region, environment, lifecycle, state } = stamp;
  const word = t(`health.${state}`);
  const about = [region, environment, lifecycle, word]
    .filter(Boolean)
    .join(', ');
  return (
    <li
      className={styles.chip}
      data-serving={lifecycle === 'active' || lifecycle === 'draining'}
      aria-label={about}
    >
      <ToneLabel tone={toneOfHealth(state)} title={about}>
        {[region, environment === 'prod' ? undefined : environment]
          .filter(Boolean)
          .join(' ') || '?'}
      </ToneLabel>
    </li>
  );
}
