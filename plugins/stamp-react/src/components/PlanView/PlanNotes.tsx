import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { planTranslationRef } from '../../translation';
import styles from './PlanView.module.css';

/** What to know of a plan, although it is allowed. */
export function PlanNotes({ notes }: { notes: readonly string[] }) {
  const { t } = useTranslationRef(planTranslationRef);
  if (notes.length === 0) return null;
  return (
    <Flex direction="column" gap="1">
      <ToneLabel tone="warning">{t('plan.notes')}</ToneLabel>
      <ul className={styles.list}>
        {[...new Set(notes)].map(note => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </Flex>
  );
}
