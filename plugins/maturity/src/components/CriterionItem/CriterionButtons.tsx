import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, ButtonLink } from '@backstage/ui';
import { CriterionView, passes } from '@plumbline/plugin-maturity-common';
import { isAddress, isPortalPath } from '@plumbline/plugin-workload-common';
import { maturityTranslationRef } from '../../translation';
import { useCriterionActions } from './CriterionActions';

/** What the reader can do about a criterion. */
export function CriterionButtons({ criterion }: { criterion: CriterionView }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const { attest, requestExemption } = useCriterionActions();
  const { title, state, attestation, exemption, decidedBy, contradiction } =
    criterion;
  const place = placeToFix(criterion);
  // Where facts say that it is met, an answer would change nothing.
  const mayHelp = decidedBy !== 'rule' || state !== 'met' || contradiction;
  const mayAsk =
    !passes(state) &&
    !['requested', 'approved'].includes(exemption?.state ?? '');
  return (
    <>
      {place && (
        <ButtonLink
          size="small"
          variant="secondary"
          href={place.address}
          {...(!isPortalPath(place.address) && {
            rel: 'noopener noreferrer',
            target: '_blank',
          })}
          aria-label={t('criterion.fixFor', { label: place.label, title })}
        >
          {t('criterion.fix')}
        </ButtonLink>
      )}
      {attestation && attest && mayHelp && (
        <Button
          size="small"
          variant="secondary"
          aria-label={t('attest.buttonFor', { title })}
          onPress={() => attest([criterion])}
        >
          {t('attest.button')}
        </Button>
      )}
      {requestExemption && mayAsk && (
        <Button
          size="small"
          variant="tertiary"
          aria-label={t('exempt.buttonFor', { title })}
          onPress={() => requestExemption(criterion)}
        >
          {t('exempt.button')}
        </Button>
      )}
    </>
  );
}

/** Where something can be done about what is not met: the first address among the evidence. */
function placeToFix({ state, evidence }: CriterionView) {
  if (state !== 'not-met') return undefined;
  return evidence
    .flatMap(({ label, values }) => values.map(address => ({ label, address })))
    .find(({ address }) => isAddress(address));
}
