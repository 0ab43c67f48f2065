import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import {
  NAME_RULES,
  NamedResource,
  StampPlan,
} from '@plumbline/plugin-stamp-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { stampTranslationRef } from '../../translation';
import { FileTree } from './FileTree';
import styles from './PlanSummary.module.css';

/** A plan in the order in which a reader asks: what, where, how large, which names, which files. */
export function PlanSummary({ plan }: { plan: StampPlan }) {
  const { t } = useTranslationRef(stampTranslationRef);
  const { address, size } = plan;
  const formula =
    plan.zones.length > 0 ? 'plan.sizeFormula' : 'plan.sizeFormulaWithoutZones';
  return (
    <Flex direction="column" gap="4">
      <dl className={styles.facts}>
        <Fact term={t('plan.stamp')}>
          <code>{plan.name}</code>
        </Fact>
        <Fact term={t('plan.placement')}>{usePlacement(plan)}</Fact>
        <Fact term={t('plan.addresses')}>
          {t('plan.addressesOutOf', {
            range: address.range,
            outOf: address.outOf,
          })}
          <Text as="p" variant="body-small" color="secondary">
            {t('plan.subnets', {
              web: address.webSubnet,
              endpoints: address.endpointSubnet,
            })}
          </Text>
        </Fact>
        <Fact term={t('plan.size')}>
          {t('plan.sizeInstances', {
            sku: size.sku,
            min: size.minInstances,
            max: size.maxInstances,
          })}
          <Text as="p" variant="body-small" color="secondary">
            {t(formula, {
              users: size.expectedUsers,
              perInstance: size.usersPerInstance,
            })}
          </Text>
        </Fact>
        <Fact term={t('plan.uses')}>
          {plan.globalResources.length > 0
            ? plan.globalResources.map(({ ref }, index) => (
                <span key={ref}>
                  {index > 0 && ', '}
                  <EntityDisplayName entityRef={ref} hideIcon />
                </span>
              ))
            : t('plan.usesNothing')}
        </Fact>
      </dl>
      {plan.notes.length > 0 && (
        <Flex direction="column" gap="1">
          <ToneLabel tone="warning">{t('plan.notes')}</ToneLabel>
          <ul>
            {plan.notes.map(note => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Flex>
      )}
      <table className={styles.names}>
        <caption>{t('plan.names')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('plan.resource')}</th>
            <th scope="col">{t('plan.name')}</th>
          </tr>
        </thead>
        <tbody>
          {(Object.keys(NAME_RULES) as NamedResource[]).map(resource => (
            <tr key={resource}>
              <th scope="row">{inWords(resource)}</th>
              <td>
                <code>{plan.azureNames[resource]}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <FileTree folder={plan.folder} />
    </Flex>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}

function usePlacement(plan: StampPlan): string {
  const { t } = useTranslationRef(stampTranslationRef);
  const { zones, pairedRegion, storageReplication } = plan;
  return [
    plan.region,
    zones.length > 0
      ? t('plan.zones', { zones: zones.join(', ') })
      : t('plan.noZones'),
    pairedRegion ? t('plan.pair', { name: pairedRegion }) : t('plan.noPair'),
    t('plan.replication', { replication: storageReplication }),
  ].join(' · ');
}

/** `keyVault` as `key vault`. */
function inWords(resource: NamedResource): string {
  return resource.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
}
