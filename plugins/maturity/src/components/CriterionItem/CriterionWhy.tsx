import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex } from '@backstage/ui';
import { CriterionView } from '@plumbline/plugin-maturity-common';
import { ReactNode } from 'react';
import { maturityTranslationRef } from '../../translation';
import { FactsRead } from './FactsRead';
import { factsInRules } from './factsInRules';
import styles from './CriterionItem.module.css';

/** How a criterion is decided: its rule as written, the facts it reads, what people are asked. */
export function CriterionWhy({ criterion }: { criterion: CriterionView }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const { rule, appliesWhen, attestation, onlyProves } = criterion;
  const names = factsInRules(appliesWhen, rule);
  return (
    <Flex direction="column" gap="2">
      <dl className={styles.why}>
        {appliesWhen && (
          <Part word={t('why.appliesWhen')}>
            <code>{appliesWhen}</code>
          </Part>
        )}
        {rule && (
          <Part word={t('why.rule')}>
            <code>{rule}</code>
            {onlyProves && <p>{t('why.onlyProves')}</p>}
          </Part>
        )}
        {attestation && (
          <>
            <Part word={t('why.question')}>{attestation.question}</Part>
            <Part word={t('why.evidence')}>
              {attestation.evidence}{' '}
              {t('why.validFor', { count: attestation.validForDays })}
            </Part>
          </>
        )}
      </dl>
      {names.length > 0 && <FactsRead names={names} />}
    </Flex>
  );
}

function Part({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>{children}</dd>
    </div>
  );
}
