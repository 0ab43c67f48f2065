import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EmptyState, useMyRefs } from '@plumbline/plugin-workload-react';
import { portfolioTranslationRef } from '../../portfolioTranslation';
import { WorkloadsWidget } from './WorkloadsWidget';

/** For the home page: how are the workloads of the reader and their groups? */
export function MyWorkloadsWidget() {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const { me, refs } = useMyRefs();
  const empty = {
    title: t('widget.mineNone'),
    description: t('widget.mineNoneHow'),
  };
  if (me === undefined) return <></>;
  return refs.length === 0 ? (
    <EmptyState {...empty} />
  ) : (
    <WorkloadsWidget filter={{ owner: refs }} empty={empty} />
  );
}
