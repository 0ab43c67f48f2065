import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { PortfolioChange } from '@plumbline/plugin-maturity-common';
import { Prose, ToneLabel, When } from '@plumbline/plugin-workload-react';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { useWorkloadHref } from '../useWorkloadHref';
import styles from './WhatChanged.module.css';

/** Props of {@link ChangeList}. */
export interface ChangeListProps {
  changes: PortfolioChange[];
  modelId: string;
  pillarTitle: (id: string) => string;
}

/** Each change of a level with what caused it, newest first. */
export function ChangeList({ changes, modelId, pillarTitle }: ChangeListProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const hrefOf = useWorkloadHref();
  return (
    <ul aria-label={t('changes.list')} className={styles.list}>
      {changes.map(change => {
        const { workloadRef, title, ownerRef, pillarId, at, cause } = change;
        const { tone, word, from, to } = describe(change);
        return (
          <li key={`${workloadRef} ${pillarId ?? ''} ${at}`}>
            <Text as="p">
              <Link
                href={hrefOf(workloadRef, { modelId, pillarId })}
                weight="bold"
              >
                {title}
              </Link>
              {ownerRef && (
                <>
                  {' · '}
                  <EntityRefLink entityRef={ownerRef} hideIcon />
                </>
              )}
              {' · '}
              {pillarId ? pillarTitle(pillarId) : t('filter.overall')}{' '}
              <ToneLabel tone={tone}>{t(word, { from, to })}</ToneLabel>
            </Text>
            <Text as="p" color="secondary">
              <Prose>{cause}</Prose> <When at={at} />
            </Text>
          </li>
        );
      })}
    </ul>
  );
}

function describe(change: PortfolioChange) {
  const { fromProven, toProven, fromPossible, toPossible } = change;
  if (fromProven === toProven) {
    return {
      tone: 'unknown',
      word: 'changes.possible',
      from: fromPossible === null ? '–' : String(fromPossible),
      to: String(toPossible),
    } as const;
  }
  const to = String(toProven);
  if (fromProven === null) {
    return { tone: 'neutral', word: 'changes.first', from: '', to } as const;
  }
  const from = String(fromProven);
  return toProven > fromProven
    ? ({ tone: 'good', word: 'changes.rise', from, to } as const)
    : ({ tone: 'bad', word: 'changes.fall', from, to } as const);
}
