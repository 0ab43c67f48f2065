import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Coverage } from '@plumbline/plugin-secret-expiry-common';
import { EmptyState } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';

const WORDS = {
  looked: { title: 'empty.lookedTitle', text: 'empty.looked' },
  partly: { title: 'empty.partlyTitle', text: 'empty.partly' },
  'not-looked': { title: 'empty.notLookedTitle', text: 'empty.notLooked' },
} as const satisfies Record<Coverage, { title: string; text: string }>;

/** Why there is nothing to show: none found, not looked, or could not look. */
export function NoCredentials({ coverage }: { coverage: Coverage }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  return (
    <EmptyState
      title={t(WORDS[coverage].title)}
      description={t(WORDS[coverage].text)}
    />
  );
}
