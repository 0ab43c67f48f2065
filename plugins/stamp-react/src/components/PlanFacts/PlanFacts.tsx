import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { EstatePlan, StampPlan } from '@plumbline/plugin-stamp-common';
import { planTranslationRef } from '../../translation';
import { usePlanWords } from './usePlanWords';
import styles from './PlanFacts.module.css';

/** What was decided, in the order in which a reader asks: what, where, how large, at what cost, with what. */
export function PlanFacts({ plan }: { plan: EstatePlan }) {
  const { t } = useTranslationRef(planTranslationRef);
  const { stamp } = plan;
  const words = usePlanWords();
  return (
    <dl className={styles.facts}>
      {plan.kind === 'new-workload' && (
        <Fact term={t('facts.workload')}>
          {plan.workload.title} <code>{plan.workload.workloadRef}</code>
          <Small>
            {t('facts.workloadDetails', {
              owner: plan.workload.owner,
              tier: plan.workload.tier,
              range: plan.workload.addressRange,
              region: plan.workload.homeRegion,
            })}
          </Small>
        </Fact>
      )}
      <Fact term={t('facts.stamp')}>
        <code>{stamp.name}</code>
      </Fact>
      <Fact term={t('facts.owner')}>
        <EntityDisplayName entityRef={stamp.owner} hideIcon />
      </Fact>
      <Fact term={t('facts.placement')}>{words.placement(stamp)}</Fact>
      <Fact term={t('facts.addresses')}>
        {t('facts.addressesOutOf', {
          range: stamp.address.range,
          outOf: stamp.address.outOf,
        })}
        <Small>
          {t('facts.subnets', {
            web: stamp.address.webSubnet,
            endpoints: stamp.address.endpointSubnet,
          })}
        </Small>
      </Fact>
      <Fact term={t('facts.size')}>
        {words.size(stamp)}
        <Small>{words.sizeFormula(stamp)}</Small>
      </Fact>
      <Fact term={t('facts.image')}>
        <code>{stamp.image}</code>
      </Fact>
      <Fact term={t('facts.traffic')}>
        {t('facts.trafficWeight', { weight: stamp.trafficWeight })}
      </Fact>
      <Fact term={t('facts.cost')}>{words.cost(stamp)}</Fact>
      <Fact term={t('facts.code')}>{words.code(stamp)}</Fact>
      <Relaxed stamp={stamp} />
      <Fact term={t('facts.uses')}>
        {stamp.globalResources.length > 0
          ? stamp.globalResources.map(({ ref }, index) => (
              <span key={ref}>
                {index > 0 && ', '}
                <EntityDisplayName entityRef={ref} hideIcon />
              </span>
            ))
          : t('facts.usesNothing')}
      </Fact>
      <Fact term={t('facts.alerts')}>{words.receivers(stamp)}</Fact>
    </dl>
  );
}

function Relaxed({ stamp }: { stamp: StampPlan }) {
  const { t } = useTranslationRef(planTranslationRef);
  if (stamp.relaxations.length === 0) return null;
  return (
    <Fact term={t('facts.relaxed')}>
      <ul className={styles.list}>
        {stamp.relaxations.map(({ rule, reason }) => (
          <li key={rule}>
            {t('facts.relaxedBecause', { rule: t(`rules.${rule}`), reason })}
          </li>
        ))}
      </ul>
    </Fact>
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

function Small({ children }: { children: ReactNode }) {
  return (
    <Text as="p" variant="body-small" color="secondary">
      {children}
    </Text>
  );
}
