import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { incidentPath } from '@plumbline/plugin-workload-common';
import { incidentTranslationRef } from '../../incidentTranslation';

/** The tabs above the portfolio and the incidents. */
export function useTabs(): { id: string; label: string; href: string }[] {
  const { t } = useTranslationRef(incidentTranslationRef);
  const list = incidentPath();
  return [
    {
      id: 'portfolio',
      label: t('tab.portfolio'),
      href: list.slice(0, list.lastIndexOf('/')),
    },
    { id: 'incidents', label: t('tab.incidents'), href: list },
  ];
}
