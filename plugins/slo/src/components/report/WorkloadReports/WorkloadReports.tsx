import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Select } from '@backstage/ui';
import {
  DownloadButton,
  ReadView,
  WorkloadName,
  useRead,
} from '@plumbline/plugin-workload-react';
import { useMemo } from 'react';
import { Navigate, useNavigate, useParams } from 'react-router-dom';
import { sloReviewApiRef } from '../../../api/SloReviewApi';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { Report } from '../Report/Report';
import { monthLabel } from '../months';
import { reportPath } from '../reportPath';
import styles from './WorkloadReports.module.css';

/** Props of {@link WorkloadReports}. */
export interface WorkloadReportsProps {
  /** Path of the sub page. */
  base: string;
}

/** The reports of the workload in the address, of one month at a time. */
export function WorkloadReports({ base }: WorkloadReportsProps) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const api = useApi(sloReviewApiRef);
  const { namespace = '', name = '', month } = useParams();
  const workload = useMemo(() => ({ namespace, name }), [namespace, name]);
  const read = useRead(() => api.getReports(workload), [api, workload]);
  return (
    <Flex direction="column" gap="4">
      <Link className={styles.screenOnly} href={base}>
        {t('reports.all')}
      </Link>
      <ReadView
        read={read}
        empty={{
          when: ({ months }) => months.length === 0,
          title: t('reports.noReport', { name }),
          description: t('reports.noReportHow'),
        }}
      >
        {({ months }) =>
          month === undefined ? (
            <Navigate
              replace
              to={reportPath(base, workload, months[0].month)}
            />
          ) : (
            <MonthOfWorkload
              base={base}
              workload={workload}
              month={month}
              months={months.map(each => each.month)}
            />
          )
        }
      </ReadView>
    </Flex>
  );
}

function MonthOfWorkload(props: {
  base: string;
  workload: WorkloadName;
  month: string;
  /** Those that there are reports for. */
  months: string[];
}) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const { base, workload, month, months } = props;
  const api = useApi(sloReviewApiRef);
  const navigate = useNavigate();
  const isKnown = months.includes(month);
  const read = useRead(
    async () => (isKnown ? api.getReport(workload, month) : null),
    [api, workload, month, isKnown],
  );
  return (
    <>
      <div className={`${styles.choice} ${styles.screenOnly}`}>
        <div className={styles.month}>
          <Select
            label={t('reports.month')}
            options={months.map(id => ({ id, label: monthLabel(id) }))}
            placeholder={monthLabel(month)}
            value={isKnown ? month : null}
            onChange={key => navigate(reportPath(base, workload, String(key)))}
          />
        </div>
        {isKnown &&
          (['pdf', 'csv'] as const).map(file => (
            <DownloadButton
              key={file}
              label={t(`download.${file}`)}
              failed={t('download.failed')}
              fileName={`slo-report-${workload.name}-${month}.${file}`}
              download={() => api.downloadReport(workload, month, file)}
            />
          ))}
      </div>
      <ReadView
        read={read}
        empty={{
          when: report => report === null,
          title: t('reports.noMonth', { month: monthLabel(month) }),
          description: t('reports.noMonthHow'),
        }}
      >
        {report => report && <Report report={report} />}
      </ReadView>
    </>
  );
}
