import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EstatePlan } from '@plumbline/plugin-stamp-common';
import { ScrollRegion } from '@plumbline/plugin-workload-react';
import { planTranslationRef } from '../../translation';
import styles from './PlanFacts.module.css';

/** Names that the resources get in Azure. */
export function PlanNames({ plan }: { plan: EstatePlan }) {
  const { t } = useTranslationRef(planTranslationRef);
  return (
    <>
      <NameTable label={t('names.ofStamp')} names={plan.stamp.azureNames} />
      {plan.kind === 'new-workload' && (
        <NameTable
          label={t('names.ofWorkload')}
          names={plan.workload.azureNames}
        />
      )}
    </>
  );
}

function NameTable(props: { label: string; names: Record<string, string> }) {
  const { label, names } = props;
  const { t } = useTranslationRef(planTranslationRef);
  return (
    <ScrollRegion label={label}>
      <table className={styles.names}>
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{t('names.resource')}</th>
            <th scope="col">{t('names.name')}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(names).map(([resource, name]) => (
            <tr key={resource}>
              <th scope="row">{inWords(resource)}</th>
              <td>
                <code>{name}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** `keyVault` as `key vault`. */
function inWords(resource: string): string {
  return resource.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
}
