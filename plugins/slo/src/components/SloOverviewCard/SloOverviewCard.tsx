import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EntityInfoCard,
  useEntity,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import { SloStatus, formatRemaining } from '@plumbline/plugin-slo-common';
import {
  ReadView,
  Sparkline,
  ToneLabel,
  useRead,
  useWorkloadName,
} from '@plumbline/plugin-workload-react';
import { sloApiRef } from '../../api/SloApi';
import { sloTranslationRef } from '../../translation';
import { SloStateLabel } from '../SloStateLabel/SloStateLabel';
import styles from './SloOverviewCard.module.css';

const EVERY_MS = 30_000;
const LINES = 3;

/** The three SLOs of a workload that need the most care. */
export function SloOverviewCard() {
  const { t } = useTranslationRef(sloTranslationRef);
  const sloApi = useApi(sloApiRef);
  const { entity } = useEntity();
  const entityLink = useEntityRefLink();
  const { namespace, name } = useWorkloadName();
  const read = useRead(
    () => sloApi.getSlos({ namespace, name }),
    [sloApi, namespace, name],
    { everyMs: EVERY_MS },
  );
  return (
    <EntityInfoCard
      title={t('card.title')}
      footerActions={
        <Link href={`${entityLink(entity)}/slo`}>{t('card.all')}</Link>
      }
    >
      <ReadView
        read={read}
        empty={{
          when: value =>
            value.slos.length === 0 && value.documentErrors.length === 0,
          title: t('card.emptyTitle'),
          description: t('card.emptyDescription'),
        }}
      >
        {({ slos, documentErrors }) => (
          <Flex direction="column" gap="2">
            <ul aria-label={t('card.list')} className={styles.slos}>
              {slos.slice(0, LINES).map(slo => (
                <SloLine key={slo.id} slo={slo} />
              ))}
            </ul>
            {documentErrors.length > 0 && (
              <ToneLabel tone="warning">
                {t('card.documentErrors', {
                  count: documentErrors.length,
                })}
              </ToneLabel>
            )}
          </Flex>
        )}
      </ReadView>
    </EntityInfoCard>
  );
}

function SloLine({ slo }: { slo: SloStatus }) {
  const { t } = useTranslationRef(sloTranslationRef);
  return (
    <li className={styles.slo}>
      <Text>{slo.displayName}</Text>
      <SloStateLabel state={slo.state} reason={slo.reason} />
      <Text color="secondary">
        {slo.remainingBudget === null
          ? t('figures.unknown')
          : formatRemaining(slo.remainingBudget)}
      </Text>
      <Sparkline
        label={t('card.trend', { slo: slo.displayName })}
        values={slo.trend}
      />
    </li>
  );
}
