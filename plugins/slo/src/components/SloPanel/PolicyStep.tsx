import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { BudgetPolicyStep, formatShare } from '@plumbline/plugin-slo-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { sloTranslationRef } from '../../translation';

/** Props of {@link PolicyStep}. */
export interface PolicyStepProps {
  /** In force; `null` while none is. */
  step: BudgetPolicyStep | null;
  /** Whether it is known how much budget is left. */
  known: boolean;
}

/** What to do and what to freeze while so little of the budget is left. */
export function PolicyStep({ step, known }: PolicyStepProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  if (!known) return <>{t('policy.unknown')}</>;
  if (!step) return <>{t('policy.none')}</>;
  const { below, action, freeze = [] } = step;
  return (
    <>
      <ToneLabel tone={freeze.length > 0 ? 'bad' : 'warning'}>
        {action}
      </ToneLabel>
      {freeze.length > 0 && (
        <div>{t('policy.frozen', { what: freeze.join(', ') })}</div>
      )}
      <div>{t('policy.below', { share: formatShare(below) })}</div>
    </>
  );
}
