import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { HighlightedSearchResultText } from '@backstage/plugin-search-react';
import {
  ResultHighlight,
  SearchDocument,
} from '@backstage/plugin-search-common';
import { Flex, Link, Text } from '@backstage/ui';
import { HEALTH_STATES } from '@plumbline/plugin-workload-common';
import { portfolioTranslationRef } from '../../portfolioTranslation';
import { HealthLabel } from '../HealthLabel';
import styles from './WorkloadResult.module.css';

/** Props of {@link WorkloadResult}. */
export interface WorkloadResultProps {
  /** As the collator of workloads puts it into the index. */
  result?: SearchDocument;
  highlight?: ResultHighlight;
}

/** A workload that search has found. */
export function WorkloadResult({ result, highlight }: WorkloadResultProps) {
  const { t } = useTranslationRef(portfolioTranslationRef);
  if (!result) return null;
  const { health, level, tier, owner } = result as SearchDocument &
    Record<string, string>;
  const state = HEALTH_STATES.find(each => each === health);
  const marked = (text: string, part?: string) =>
    part && highlight ? (
      <HighlightedSearchResultText
        text={part}
        preTag={highlight.preTag}
        postTag={highlight.postTag}
      />
    ) : (
      text
    );
  return (
    <div className={styles.result}>
      <Flex align="center" gap="3" className={styles.head}>
        <Link href={result.location} variant="title-x-small">
          {marked(result.title, highlight?.fields.title)}
        </Link>
        {state && <HealthLabel state={state} title={t('search.asIndexed')} />}
      </Flex>
      <Text as="p">{marked(result.text, highlight?.fields.text)}</Text>
      <Text as="p" color="secondary">
        {[level && t('search.levelIs', { level }), tier, owner]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </div>
  );
}
