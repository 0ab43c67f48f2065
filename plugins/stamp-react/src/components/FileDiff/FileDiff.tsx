import { Fragment, useMemo, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text, VisuallyHidden } from '@backstage/ui';
import { PlannedFile } from '@plumbline/plugin-stamp-common';
import { ScrollRegion } from '@plumbline/plugin-workload-react';
import { planTranslationRef } from '../../translation';
import { DiffLine, changesOf } from './diffRows';
import { seen } from './seen';
import styles from './FileDiff.module.css';

/** Rows that are drawn at first, so that a long file does not make the page slow. */
const MOST_ROWS = 1_000;

const SIGNS = { same: '', added: '+', removed: '−' } as const;

/**
 * A file before and after, line by line. Added and removed lines are said in
 * words to those who do not see, and have a sign beside the colour for those
 * who do.
 */
export function FileDiff({ file }: { file: PlannedFile }) {
  const { path, before, after } = file;
  const { t } = useTranslationRef(planTranslationRef);
  const [isWhole, setIsWhole] = useState(false);
  const [shown, setShown] = useState(MOST_ROWS);
  const changes = useMemo(
    () => changesOf(before, after, isWhole),
    [before, after, isWhole],
  );
  const total = changes.parts.reduce((sum, { lines }) => sum + lines.length, 0);
  const isCut =
    changes.skippedAfter > 0 || changes.parts.some(({ skipped }) => skipped);
  let left = shown;
  return (
    <Flex direction="column" gap="2">
      <Flex align="center" gap="3" justify="between">
        <Text variant="body-small" color="secondary">
          {t('diff.counts', { added: changes.added, removed: changes.removed })}
        </Text>
        {(isCut || isWhole) && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setIsWhole(!isWhole)}
          >
            {isWhole ? t('diff.changesOnly') : t('diff.whole')}
          </Button>
        )}
      </Flex>
      {total === 0 ? (
        <Text color="secondary">{t('diff.empty')}</Text>
      ) : (
        <ScrollRegion label={t('diff.label', { path })}>
          <table className={styles.diff}>
            <caption>
              <VisuallyHidden>{t('diff.label', { path })}</VisuallyHidden>
            </caption>
            <thead>
              <tr>
                <th scope="col">{t('diff.before')}</th>
                <th scope="col">{t('diff.after')}</th>
                <th scope="col">
                  <VisuallyHidden>{t('diff.change')}</VisuallyHidden>
                </th>
                <th scope="col" className={styles.content}>
                  {t('diff.content')}
                </th>
              </tr>
            </thead>
            <tbody>
              {changes.parts.map(({ skipped, lines }) => {
                const visible = lines.slice(0, Math.max(0, left));
                left -= lines.length;
                if (visible.length === 0) return null;
                return (
                  <Fragment key={keyOf(visible[0])}>
                    <Skipped count={skipped} />
                    {visible.map(line => (
                      <Line key={keyOf(line)} line={line} />
                    ))}
                  </Fragment>
                );
              })}
              {shown >= total && <Skipped count={changes.skippedAfter} />}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {total > shown && (
        <Flex>
          <Button
            size="small"
            variant="secondary"
            onPress={() => setShown(shown + MOST_ROWS)}
          >
            {t('diff.more', { number: total - shown })}
          </Button>
        </Flex>
      )}
    </Flex>
  );
}

function Line({ line }: { line: DiffLine }) {
  const { t } = useTranslationRef(planTranslationRef);
  const { kind, text, before, after } = line;
  return (
    <tr data-kind={kind}>
      <td className={styles.number}>{before}</td>
      <td className={styles.number}>{after}</td>
      <td className={styles.sign}>
        <span aria-hidden>{SIGNS[kind]}</span>
        {kind !== 'same' && (
          <VisuallyHidden>
            {kind === 'added' ? t('diff.added') : t('diff.removed')}
          </VisuallyHidden>
        )}
      </td>
      <td className={styles.text}>{seen(text)}</td>
    </tr>
  );
}

function Skipped({ count }: { count: number }) {
  const { t } = useTranslationRef(planTranslationRef);
  if (count === 0) return null;
  return (
    <tr data-kind="skipped">
      <td colSpan={4}>{t('diff.skipped', { number: count })}</td>
    </tr>
  );
}

function keyOf({ kind, before, after }: DiffLine): string {
  return `${kind} ${before} ${after}`;
}
