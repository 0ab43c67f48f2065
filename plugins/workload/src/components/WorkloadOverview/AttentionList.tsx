import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityInfoCard, EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Flex, Link, Text } from '@backstage/ui';
import {
  WorkloadOverview,
  incidentPath,
} from '@plumbline/plugin-workload-common';
import { AddressLink, ToneLabel, When } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { workloadTranslationRef } from '../../translation';
import { useEntityHref } from '../useEntityHref';
import styles from './WorkloadOverview.module.css';

const SHOWN_AT_FIRST = 8;

/** What needs someone, across families, most urgent first: what, what to do, who, by when. */
export function AttentionList({ overview }: { overview: WorkloadOverview }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const [all, setAll] = useState(false);
  const { attention, workload } = overview;
  const shown = all ? attention : attention.slice(0, SHOWN_AT_FIRST);
  return (
    <EntityInfoCard title={t('overview.attention')}>
      {attention.length === 0 ? (
        <Nothing overview={overview} />
      ) : (
        <ol className={styles.list}>
          {shown.map((item, index) => (
            <Item
              key={`${item.family} ${item.id}`}
              item={item}
              number={index + 1}
              workload={workload}
            />
          ))}
        </ol>
      )}
      {shown.length < attention.length && (
        <Button variant="tertiary" onPress={() => setAll(true)}>
          {t('overview.showAll', { total: String(attention.length) })}
        </Button>
      )}
    </EntityInfoCard>
  );
}

function Item(props: {
  item: WorkloadOverview['attention'][number];
  number: number;
  workload: WorkloadOverview['workload'];
}) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const hrefOf = useEntityHref();
  const { item, number, workload } = props;
  const href =
    item.family === 'workload' && workload.incident
      ? incidentPath(workload.incident.number)
      : hrefOf(workload.ref, item.tab);
  return (
    <li className={styles.item}>
      <span className={styles.number} aria-hidden>
        {number}
      </span>
      <Flex direction="column" gap="1">
        <ToneLabel tone={item.tone}>{item.title}</ToneLabel>
        <Text color="secondary">
          {item.nextStep}{' '}
          <Link href={href} aria-label={`${t('overview.show')}: ${item.title}`}>
            {t('overview.show')}
          </Link>
          {item.runbookUrl && (
            <>
              {' · '}
              <AddressLink
                address={item.runbookUrl}
                aria-label={`${t('overview.howTo')}: ${item.title}`}
              >
                {t('overview.howTo')}
              </AddressLink>
            </>
          )}
        </Text>
      </Flex>
      <Text color="secondary" as="div" className={styles.who}>
        {item.ownerRef && (
          <EntityRefLink entityRef={item.ownerRef} defaultKind="group" />
        )}
        {item.dueAt && <When at={item.dueAt} format="date" />}
      </Text>
    </li>
  );
}

/** Nothing needs attention, and who was asked: silence of what is not there is no good news. */
function Nothing({ overview }: { overview: WorkloadOverview }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const asked = overview.families
    .filter(({ family }) => overview.workload.families[family])
    .map(({ family }) => t(`family.${family}`));
  if (asked.length === 0) {
    return <ToneLabel tone="unknown">{t('overview.nobodyAsked')}</ToneLabel>;
  }
  return (
    <Flex direction="column" gap="1">
      <ToneLabel tone="good">{t('overview.nothing')}</ToneLabel>
      <Text color="secondary">
        {t('overview.nothingFrom', { families: asked.join(', ') })}
      </Text>
    </Flex>
  );
}
