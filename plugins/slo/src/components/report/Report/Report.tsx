import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import { MonthlyReport } from '@plumbline/plugin-slo-common';
import { Heading, ToneLabel } from '@plumbline/plugin-workload-react';
import { ReactNode } from 'react';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { momentLabel, monthLabel } from '../months';
import { AlertTable } from './AlertTable';
import { ObjectiveTable } from './ObjectiveTable';
import { PromiseTable } from './PromiseTable';
import styles from './Report.module.css';
import { WorstDays } from './WorstDays';

/** Props of {@link Report}. */
export interface ReportProps {
  report: MonthlyReport;
}

/** The monthly report of a workload: what was promised first, then everything behind it. Prints as it is. */
export function Report({ report }: ReportProps) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const { objectives, events, exclusions } = report;
  return (
    <article className={styles.report}>
      <header>
        <Text as="h2" variant="title-small" weight="bold">
          {report.workloadTitle}, {monthLabel(report.month)}
        </Text>
        <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
          <Text color="secondary">
            {t(report.final ? 'report.final' : 'report.soFar', {
              asOf: momentLabel(report.asOf),
            })}
          </Text>
          {report.ownerRef && (
            <EntityRefLink entityRef={report.ownerRef} defaultKind="group" />
          )}
        </Flex>
      </header>
      <Part title={t('report.promises')}>
        <Promises report={report} />
      </Part>
      <Part title={t('report.objectives')}>
        <ObjectiveTable objectives={objectives} isFinal={report.final} />
      </Part>
      <Part title={t('report.worstDays')}>
        <WorstDays month={report.month} objectives={objectives} />
      </Part>
      <Part title={t('report.alerts')}>
        <AlertTable objectives={objectives} />
      </Part>
      <Part title={t('report.maintenance')}>
        {exclusions.length === 0 ? (
          <Text color="secondary">{t('report.noMaintenance')}</Text>
        ) : (
          <ul className={styles.list}>
            {exclusions.map(({ from, to, reason }) => (
              <li key={`${from} ${to} ${reason}`}>
                {t('report.span', {
                  from: momentLabel(from),
                  to: momentLabel(to),
                })}
                : {reason}
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Part title={t('report.events')}>
        {events.length === 0 ? (
          <Text color="secondary">{t('report.noEvents')}</Text>
        ) : (
          <ul className={styles.list}>
            {events.map(({ at, title }) => (
              <li key={`${at} ${title}`}>
                {momentLabel(at)}: {title}
              </li>
            ))}
          </ul>
        )}
      </Part>
    </article>
  );
}

/** What was not kept first; the rest in numbers. */
function Promises({ report }: ReportProps) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const { kept, broken, unknown } = report.promises;
  if (kept + broken + unknown === 0) {
    return <Text color="secondary">{t('report.noPromise')}</Text>;
  }
  return (
    <>
      <Flex gap="4" style={{ flexWrap: 'wrap' }}>
        <ToneLabel tone={broken > 0 ? 'bad' : 'neutral'}>
          {t(report.final ? 'report.broken' : 'report.brokenSoFar', {
            count: broken,
          })}
        </ToneLabel>
        <ToneLabel tone={kept > 0 ? 'good' : 'neutral'}>
          {t(report.final ? 'report.kept' : 'report.keptSoFar', {
            count: kept,
          })}
        </ToneLabel>
        {unknown > 0 && (
          <ToneLabel tone="unknown">
            {t('report.unknown', { count: unknown })}
          </ToneLabel>
        )}
      </Flex>
      <PromiseTable objectives={report.objectives} isFinal={report.final} />
    </>
  );
}

function Part(props: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <Heading level={3}>{props.title}</Heading>
      {props.children}
    </section>
  );
}
