import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Link, Text } from '@backstage/ui';
import {
  CriterionView,
  Evidence,
  passes,
} from '@plumbline/plugin-maturity-common';
import { isAddress } from '@plumbline/plugin-workload-common';
import { Prose, Term, ToneLabel, When } from '@plumbline/plugin-workload-react';
import { RiLinkM } from '@remixicon/react';
import { useEffect, useId, useRef, useState } from 'react';
import { maturityTranslationRef } from '../../translation';
import { CriterionStateLabel } from '../CriterionStateLabel/CriterionStateLabel';
import { EvidenceValues } from '../EvidenceValues/EvidenceValues';
import { useCriterionActions } from './CriterionActions';
import { CriterionButtons } from './CriterionButtons';
import { CriterionWhy } from './CriterionWhy';
import { ExemptionNote } from './ExemptionNote';
import styles from './CriterionItem.module.css';

/** Props of {@link CriterionItem}. */
export interface CriterionItemProps {
  criterion: CriterionView;
  /** Takes the focus, because a link leads to it. */
  isTarget?: boolean;
  /** Keeps ages, notes and long evidence behind 'Why'. */
  isCompact?: boolean;
}

/** One criterion: its state, why, from what, how old, and what to do. */
export function CriterionItem(props: CriterionItemProps) {
  const { criterion, isTarget = false, isCompact = false } = props;
  const { t } = useTranslationRef(maturityTranslationRef);
  const { hrefTo } = useCriterionActions();
  const [isOpen, setOpen] = useState(false);
  const whyId = useId();
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isTarget) return;
    item.current?.focus();
    item.current?.scrollIntoView?.({ block: 'center' });
  }, [isTarget]);
  const { title, state, contradiction, exemption } = criterion;
  const hasWhy =
    criterion.rule || criterion.appliesWhen || criterion.attestation;
  return (
    <li
      ref={item}
      className={styles.criterion}
      data-compact={isCompact || undefined}
      data-target={isTarget || undefined}
      tabIndex={-1}
    >
      <Flex direction="column" gap="1">
        <CriterionStateLabel state={state} />
        {contradiction && (
          <ToneLabel tone="warning">
            <Term meaning={t('criterion.contradictionMeans')}>
              {t('criterion.contradiction')}
            </Term>
          </ToneLabel>
        )}
      </Flex>
      <Flex direction="column" gap="1" className={styles.words}>
        <Text as="p" weight="bold">
          {title}{' '}
          <Link
            aria-label={t('criterion.link', { title })}
            className={styles.link}
            href={hrefTo(criterion)}
            color="secondary"
          >
            <RiLinkM aria-hidden size={14} />
          </Link>
        </Text>
        {isCompact && !isOpen ? (
          <BriefReason criterion={criterion} />
        ) : (
          <>
            <Reason criterion={criterion} />
            <Ages criterion={criterion} />
          </>
        )}
        {exemption && (
          <ExemptionNote criterion={criterion} exemption={exemption} />
        )}
        {!passes(state) && (
          <Text as="p">
            <Text weight="bold">{t('criterion.whatToDo')}</Text>{' '}
            {criterion.howTo}
          </Text>
        )}
      </Flex>
      <div className={styles.buttons}>
        <CriterionButtons criterion={criterion} />
        {hasWhy && (
          <Button
            size="small"
            variant="tertiary"
            aria-controls={isOpen ? whyId : undefined}
            aria-expanded={isOpen}
            aria-label={t('why.buttonFor', { title })}
            onPress={() => setOpen(!isOpen)}
          >
            {t('why.button')}
          </Button>
        )}
      </div>
      {isOpen && (
        <div id={whyId} className={styles.whole}>
          <CriterionWhy criterion={criterion} />
        </div>
      )}
    </li>
  );
}

/**
 * Why it has its state. Where facts decided, they say it themselves and are
 * better shown as links than in a sentence.
 */
function Reason({ criterion }: { criterion: CriterionView }) {
  const { reason, evidence } = criterion;
  const factsSayIt = doFactsSayIt(criterion);
  const shown = factsSayIt
    ? evidence
    : evidence.filter(item => !isSaid(item, reason));
  return (
    <>
      {!factsSayIt && reason && (
        <Text as="p">
          <Prose>{reason}</Prose>
        </Text>
      )}
      {shown.map(item => (
        <Text
          as="p"
          key={item.label}
          color={factsSayIt ? 'primary' : 'secondary'}
        >
          <EvidenceValues evidence={item} />
        </Text>
      ))}
    </>
  );
}

/** Whether the reason says all of it, so that it need not be repeated. */
function isSaid({ label, values }: Evidence, reason: string): boolean {
  return (
    !values.some(isAddress) &&
    reason.includes(`${label}: ${values.join(', ') || 'none'}`)
  );
}

/** The same in one paragraph. */
function BriefReason({ criterion }: { criterion: CriterionView }) {
  const { reason, evidence } = criterion;
  if (!doFactsSayIt(criterion)) {
    return reason ? (
      <Text as="p">
        <Prose>{reason}</Prose>
      </Text>
    ) : null;
  }
  return (
    <Text as="p">
      {evidence.map((item, index) => (
        <span key={item.label}>
          {index > 0 && ' · '}
          <EvidenceValues evidence={item} isBrief />
        </span>
      ))}
    </Text>
  );
}

function doFactsSayIt({ decidedBy, contradiction, evidence }: CriterionView) {
  return decidedBy === 'rule' && !contradiction && evidence.length > 0;
}

/** How it was decided, how old that is, and since when it is so. */
function Ages({ criterion }: { criterion: CriterionView }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const { decidedBy, observedAt, since } = criterion;
  const parts = [
    decidedBy && t(`criterion.decidedBy.${decidedBy}`),
    observedAt && (
      <>
        {t(
          decidedBy === 'attestation' ? 'criterion.answered' : 'criterion.seen',
        )}{' '}
        <When at={observedAt} />
      </>
    ),
    since && (
      <>
        {t(`state.${criterion.state}`)} {t('criterion.since')}{' '}
        <When at={since} format="date" />
      </>
    ),
  ].filter(Boolean);
  if (parts.length === 0) return null;
  return (
    <Text as="p" color="secondary" variant="body-small">
      {parts.map((part, index) => (
        <span key={index}>
          {index > 0 && ' · '}
          {part}
        </span>
      ))}
    </Text>
  );
}
