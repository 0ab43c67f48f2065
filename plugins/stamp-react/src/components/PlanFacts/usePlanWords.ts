import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { REGIONS, StampPlan } from '@plumbline/plugin-stamp-common';
import { planTranslationRef } from '../../translation';

/** Parts of a plan in words. */
export interface PlanWords {
  placement: (stamp: StampPlan) => string;
  size: (stamp: StampPlan) => string;
  /** How the size follows from the users. */
  sizeFormula: (stamp: StampPlan) => string;
  cost: (stamp: StampPlan) => string;
  code: (stamp: StampPlan) => string;
  receivers: (stamp: StampPlan) => string;
}

/** See {@link PlanWords}. */
export function usePlanWords(): PlanWords {
  const { t } = useTranslationRef(planTranslationRef);
  return {
    placement({ region, zones, pairedRegion, storageReplication }) {
      return [
        displayName(region),
        zones.length > 0
          ? t('facts.zones', { zones: zones.join(', ') })
          : t('facts.noZones'),
        pairedRegion
          ? t('facts.pair', { name: displayName(pairedRegion) })
          : t('facts.noPair'),
        t('facts.replication', { replication: storageReplication }),
      ].join(' · ');
    },
    size({ size }) {
      return t('facts.sizeInstances', {
        sku: size.sku,
        min: size.minInstances,
        max: size.maxInstances,
      });
    },
    sizeFormula({ size, zones, maxUsers }) {
      const key =
        zones.length > 1
          ? 'facts.sizeFormula'
          : 'facts.sizeFormulaWithoutZones';
      return t(key, {
        users: size.expectedUsers,
        perInstance: size.usersPerInstance,
        maxUsers,
      });
    },
    cost({ monthlyCost }) {
      if (!monthlyCost) return t('facts.costNotGiven');
      return t('facts.costGiven', {
        cost: monthlyCost.amount.toLocaleString(undefined, {
          style: 'currency',
          currency: monthlyCost.currency,
        }),
      });
    },
    code({ infrastructure, pipeline }) {
      return `${t(`words.${infrastructure}`)} · ${t(`words.${pipeline}`)}`;
    },
    receivers({ alertReceivers }) {
      const { emails = [], webhooks = [] } = alertReceivers ?? {};
      const all = [...emails, ...webhooks];
      return all.length > 0 ? all.join(', ') : t('facts.alertsNobody');
    },
  };
}

function displayName(name: string): string {
  return REGIONS.find(region => region.name === name)?.displayName ?? name;
}
