import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '@backstage/ui';
import { CriterionView, passes } from '@plumbline/plugin-maturity-common';
import { maturityTranslationRef } from '../../translation';
import { useCriterionActions } from './CriterionActions';

/** Props of {@link AttestMany}. */
export interface AttestManyProps {
  criteria: CriterionView[];
  /** Title of what they belong to. */
  of: string;
}

/** Opens one dialog for all open questions among criteria; nothing where there are not several. */
export function AttestMany({ criteria, of }: AttestManyProps) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const { attest } = useCriterionActions();
  const open = criteria.filter(
    ({ attestation, decidedBy, state }) =>
      attestation && decidedBy !== 'rule' && !passes(state),
  );
  if (!attest || open.length < 2) return null;
  return (
    <Button
      size="small"
      variant="secondary"
      aria-label={t('attest.manyFor', {
        number: String(open.length),
        title: of,
      })}
      onPress={() => attest(open)}
    >
      {t('attest.many', { number: String(open.length) })}
    </Button>
  );
}
