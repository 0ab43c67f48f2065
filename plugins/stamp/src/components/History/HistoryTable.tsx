import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Text } from '@backstage/ui';
import { StampStatus, WorkloadStamps } from '@plumbline/plugin-stamp-common';
import {
  AddressLink,
  ScrollRegion,
  When,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { stampTranslationRef } from '../../translation';
import { LifecycleLabel } from '../labels/LifecycleLabel';
import { spokenName } from '../StampPart/spokenName';
import { RunLabel } from '../labels/RunLabel';
import styles from './HistoryTable.module.css';

const SHOWN_AT_FIRST = 10;

/** What pipelines told of a workload's stamps, newest first; those that are gone, too. */
export function HistoryTable(
  props: Pick<WorkloadStamps, 'history' | 'stamps'>,
) {
  const { history, stamps } = props;
  const { t } = useTranslationRef(stampTranslationRef);
  const [all, setAll] = useState(false);
  if (history.length === 0) {
    return <Text color="secondary">{t('history.none')}</Text>;
  }
  const titles = new Map(stamps.map(each => [each.stampRef, each.title]));
  const shown = all ? history : history.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <ScrollRegion label={t('history.title')}>
        <table aria-label={t('history.title')} className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('history.when')}</th>
              <th scope="col">{t('history.stamp')}</th>
              <th scope="col">{t('history.said')}</th>
              <th scope="col">{t('history.serves')}</th>
              <th scope="col">{t('history.outcome')}</th>
              <th scope="col">{t('history.by')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(status => (
              <Report
                key={`${status.stampRef} ${status.observedAt} ${status.receivedAt}`}
                status={status}
                title={titles.get(status.stampRef)}
              />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {shown.length < history.length && (
        <Button
          size="small"
          style={{ alignSelf: 'start' }}
          variant="tertiary"
          onPress={() => setAll(true)}
        >
          {t('history.more', { number: history.length })}
        </Button>
      )}
    </>
  );
}

function Report(props: { status: StampStatus; title?: string }) {
  const { status, title } = props;
  const { t } = useTranslationRef(stampTranslationRef);
  const { image, lifecycle, observedAt, outcome, runUrl, unit } = status;
  const name = status.stampRef.split('/')[1];
  return (
    <tr>
      <td>
        <When at={observedAt} />
      </td>
      <td>
        {title ? (
          <EntityRefLink
            entityRef={status.stampRef}
            title={title}
            disableTooltip
            hideIcon
          />
        ) : (
          name
        )}
        {title && title !== name && <div className={styles.second}>{name}</div>}
      </td>
      <td>
        <LifecycleLabel lifecycle={lifecycle} />
        {status.trafficWeight !== undefined && (
          <div className={styles.second}>
            {t('history.weight', { weight: status.trafficWeight })}
          </div>
        )}
      </td>
      <td>
        {image ? <code>{image}</code> : '–'}
        {unit && (
          <div className={styles.second}>{t('serves.unit', { unit })}</div>
        )}
      </td>
      <td>
        <RunLabel outcome={outcome} />
        {runUrl && (
          <div>
            <AddressLink
              address={runUrl}
              aria-label={t('run.linkLabel', {
                stamp: title ? spokenName({ name, title }) : name,
              })}
            >
              {t('run.link')}
            </AddressLink>
          </div>
        )}
      </td>
      <td>{status.reportedBy}</td>
    </tr>
  );
}
