import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { WorkloadStamps } from '@plumbline/plugin-stamp-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { stampTranslationRef } from '../../translation';
import {
  isServing,
  openPullRequests,
  toneOfStamp,
} from '../StampPart/findings';

/** Whether a stamp needs somebody, first of all; that none does is only said when all could be compared. */
export function Headline({ stamps: known }: { stamps: WorkloadStamps }) {
  const { t } = useTranslationRef(stampTranslationRef);
  const { stamps } = known;
  const open = openPullRequests(known).length;
  return (
    <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
      <Verdict stamps={known} />
      <Text color="secondary">
        {[
          t('headline.total', { count: stamps.length }),
          t('headline.serving', { number: stamps.filter(isServing).length }),
          open > 0 && t('headline.open', { count: open }),
        ]
          .filter(Boolean)
          .join(', ')}
      </Text>
    </Flex>
  );
}

function Verdict({ stamps: { problem, stamps } }: { stamps: WorkloadStamps }) {
  const { t } = useTranslationRef(stampTranslationRef);
  const tones = stamps.map(toneOfStamp);
  const count = tones.filter(tone => ['bad', 'warning'].includes(tone)).length;
  if (count > 0) {
    return (
      <ToneLabel tone={tones.includes('bad') ? 'bad' : 'warning'}>
        {t('headline.look', { count })}
      </ToneLabel>
    );
  }
  return problem || tones.includes('unknown') ? (
    <ToneLabel tone="unknown">{t('headline.nothingKnown')}</ToneLabel>
  ) : (
    <ToneLabel tone="good">{t('headline.nothing')}</ToneLabel>
  );
}
