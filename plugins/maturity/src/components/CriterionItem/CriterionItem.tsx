import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text } from '@backstage/ui';
import { CriterionView } from '@plumbline/plugin-maturity-common';
import { Prose, When } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';
import { CriterionStateLabel } from '../CriterionStateLabel/CriterionStateLabel';
import { EvidenceValues } from '../EvidenceValues/EvidenceValues';
import styles from './CriterionItem.module.css';

/** Props of {@link CriterionItem}. */
export interface CriterionItemProps {
  criterion: CriterionView;
  /** Says what to do, where the criterion stands in the way. */
  withHowTo?: boolean;
  /** Opens the dialog; absent for those who may not attest. */
  onAttest?: (criterion: CriterionView) => void;
}

/** One criterion: its state, why, from what, how old, and what to do. */
export function CriterionItem({
  criterion,
  withHowTo,
  onAttest,
}: CriterionItemProps) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const { kind, title, state, reason, evidence, observedAt } = criterion;
  const isAttestation = kind === 'attestation';
  // Its reason is its facts, which are better shown as links.
  const isDecidedRule =
    !isAttestation && state !== 'unknown' && evidence.length > 0;
  return (
    <li className={styles.criterion}>
      <CriterionStateLabel state={state} />
      <Flex direction="column" gap="1" className={styles.words}>
        <Text weight="bold">{title}</Text>
        <Text as="p">
          {isDecidedRule
            ? evidence.map((item, index) => (
                <span key={item.label}>
                  {index > 0 && '; '}
                  <EvidenceValues evidence={item} />
                </span>
              ))
            : reason && <Prose>{reason}</Prose>}
          {isDecidedRule && '.'}{' '}
          <Text color="secondary" title={t(`criterion.${kind}Means`)}>
            {t(`criterion.${kind}`)}
            {observedAt && (
              <>
                , {t(isAttestation ? 'criterion.attested' : 'criterion.seen')}{' '}
                <When at={observedAt} />
              </>
            )}
          </Text>
        </Text>
        {isAttestation &&
          evidence.map(item => (
            <Text as="p" color="secondary" key={item.label}>
              <EvidenceValues evidence={item} />
            </Text>
          ))}
        {withHowTo && (
          <Text as="p">
            <Text weight="bold">{t('next.howTo')}:</Text> {criterion.howTo}
            {criterion.evidenceWanted && (
              <>
                {' '}
                <Text color="secondary">
                  {t('criterion.evidenceWanted')} {criterion.evidenceWanted}
                </Text>
              </>
            )}
          </Text>
        )}
      </Flex>
      {isAttestation && onAttest && (
        <div>
          <Button
            size="small"
            variant="secondary"
            aria-label={t('attest.buttonFor', { title })}
            onPress={() => onAttest(criterion)}
          >
            {t('attest.button')}
          </Button>
        </div>
      )}
    </li>
  );
}
