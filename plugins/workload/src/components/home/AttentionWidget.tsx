import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { portfolioTranslationRef } from '../../portfolioTranslation';
import { WorkloadsWidget } from './WorkloadsWidget';

/** For the home page: which workloads need someone now? */
export function AttentionWidget() {
  const { t } = useTranslationRef(portfolioTranslationRef);
  return (
    <WorkloadsWidget
      filter={{ attention: true }}
      empty={{
        title: t('widget.nothing'),
        description: t('widget.nothingAbout'),
      }}
    />
  );
}
