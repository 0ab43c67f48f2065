import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  Coverage,
  CredentialCounts,
} from '@plumbline/plugin-secret-expiry-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';

/** Props of {@link Headline}. */
export interface HeadlineProps {
  counts: CredentialCounts;
  coverage: Coverage;
}

/** Whether somebody must act, first of all; that nobody must is only said when all was read. */
export function Headline({ counts, coverage }: HeadlineProps) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const { acknowledged, states, total } = counts;
  return (
    <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
      <Verdict counts={counts} coverage={coverage} />
      <Text color="secondary">
        {[
          acknowledged > 0 &&
            t('headline.acknowledged', { count: acknowledged }),
          states.unknown > 0 &&
            t('headline.unknown', { count: states.unknown }),
          t('headline.total', { count: total }),
        ]
          .filter(Boolean)
          .join(', ')}
      </Text>
    </Flex>
  );
}

function Verdict({ counts, coverage }: HeadlineProps) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const { needsSomeone, states } = counts;
  if (needsSomeone > 0) {
    return (
      <ToneLabel tone={states.expired > 0 ? 'bad' : 'warning'}>
        {t('headline.needsSomeone', { count: needsSomeone })}
      </ToneLabel>
    );
  }
  return coverage === 'looked' && states.unknown === 0 ? (
    <ToneLabel tone="good">{t('headline.nobody')}</ToneLabel>
  ) : (
    <ToneLabel tone="unknown">{t('headline.nobodyKnown')}</ToneLabel>
  );
}
