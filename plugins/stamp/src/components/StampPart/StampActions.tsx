import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { StampRow } from '@plumbline/plugin-stamp-common';
import { May } from '@plumbline/plugin-workload-common';
import { useTemplateHref } from '../../hooks/useTemplateHref';
import { stampTranslationRef } from '../../translation';
import { FormLink } from '../FormLink/FormLink';
import { obstaclesOf } from './allowedActions';
import { spokenName } from './spokenName';

/** What can be done to a stamp. */
export function StampActions(props: { stamp: StampRow; mayChange: May }) {
  const { stamp, mayChange } = props;
  const { t } = useTranslationRef(stampTranslationRef);
  const hrefOf = useTemplateHref();
  if (!hrefOf) return null;
  const { change, retire } = obstaclesOf(stamp);
  const values = { stamp: stamp.stampRef };
  const label = { stamp: spokenName(stamp) };
  const removes = stamp.lifecycle === 'retired';
  return (
    <Flex gap="2">
      <FormLink
        href={hrefOf('change-stamp', values)}
        isDisabled={!mayChange.allowed || change !== undefined}
        label={t('action.changeLabel', label)}
      >
        {t('action.change')}
      </FormLink>
      <FormLink
        href={hrefOf('retire-stamp', values)}
        isDisabled={!mayChange.allowed || retire !== undefined}
        label={t(removes ? 'action.removeLabel' : 'action.retireLabel', label)}
      >
        {removes ? t('action.remove') : t('action.retire')}
      </FormLink>
    </Flex>
  );
}
