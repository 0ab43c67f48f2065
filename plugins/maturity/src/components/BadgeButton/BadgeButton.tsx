import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, DialogTrigger, Popover } from '@backstage/ui';
import { ModelSummary } from '@plumbline/plugin-maturity-common';
import { RiShieldStarLine } from '@remixicon/react';
import { maturityTranslationRef } from '../../translation';
import { BadgePanel } from './BadgePanel';

/** Offers the badge of the workload for its readme. */
export function BadgeButton({ model }: { model: ModelSummary }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  return (
    <DialogTrigger>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiShieldStarLine aria-hidden />}
      >
        {t('badge.button')}
      </Button>
      <Popover aria-label={t('badge.title')} placement="bottom end">
        <BadgePanel model={model} />
      </Popover>
    </DialogTrigger>
  );
}
