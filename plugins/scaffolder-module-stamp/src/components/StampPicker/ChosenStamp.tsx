import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { StampListItem } from '@plumbline/plugin-stamp-common';
import { AddressLink, ToneLabel } from '@plumbline/plugin-workload-react';
import { stampFormTranslationRef } from '../../translation';

/** How a chosen stamp is now, and what is under way for it already. */
export function ChosenStamp({ stamp }: { stamp: StampListItem }) {
  const { t } = useTranslationRef(stampFormTranslationRef);
  const { expectedUsers, maxUsers, image, drift, pullRequests } = stamp;
  const facts = [
    t(`lifecycle.${stamp.lifecycle}`),
    expectedUsers !== undefined &&
      (maxUsers === undefined
        ? t('stamp.users', { users: expectedUsers })
        : t('stamp.usersOf', { users: expectedUsers, max: maxUsers })),
    image,
    t('stamp.traffic', { weight: stamp.trafficWeight }),
  ];
  return (
    <Flex direction="column" gap="1" role="status">
      <Text variant="body-small" color="secondary">
        {t('stamp.now')} {facts.filter(Boolean).join(' · ')}
      </Text>
      {drift?.state === 'changed' && (
        <ToneLabel tone="warning">
          {t('stamp.drift', { number: drift.files.length })}
        </ToneLabel>
      )}
      {pullRequests.map(({ label, url }) => (
        <Text key={url} variant="body-small">
          {t('stamp.underWay')} <AddressLink address={url}>{label}</AddressLink>
        </Text>
      ))}
    </Flex>
  );
}
