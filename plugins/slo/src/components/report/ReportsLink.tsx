import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { WorkloadName } from '@plumbline/plugin-workload-react';
import { sloPageTranslationRef } from '../../pageTranslation';
import { pageRouteRef } from '../../routes';
import { reportPath } from './reportPath';

/** Leads to the monthly reports of a workload; nothing in an app without the page of all workloads. */
export function ReportsLink({ workload }: { workload: WorkloadName }) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const pageRoute = useRouteRef(pageRouteRef);
  if (!pageRoute) return null;
  return (
    <Link href={reportPath(`${pageRoute()}/reports`, workload)}>
      {t('reports.link')}
    </Link>
  );
}
