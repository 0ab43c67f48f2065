import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { CampaignGoal } from '@plumbline/plugin-maturity-common';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { ModelShape } from '../ModelsInForce/useModelShape';

/** Says what a campaign asks for; by ids as long as the model is not known. */
export function useGoalInWords() {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  return (goal: CampaignGoal, shape: ModelShape | undefined): string => {
    const model = shape?.title ?? goal.modelId;
    if (goal.kind === 'strategies') {
      const titles = goal.strategyIds.map(
        id => shape?.strategies.find(each => each.id === id)?.title ?? id,
      );
      return t('campaigns.goalStrategies', {
        count: titles.length,
        titles: titles.join(', '),
        model,
      });
    }
    const level = String(goal.level);
    const pillar =
      goal.pillarId &&
      (shape?.pillars.find(({ id }) => id === goal.pillarId)?.title ??
        goal.pillarId);
    return pillar
      ? t('campaigns.goalPillar', { level, pillar, model })
      : t('campaigns.goalLevel', { level, model });
  };
}
