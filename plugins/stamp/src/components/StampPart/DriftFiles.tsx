import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { StampRow } from '@plumbline/plugin-stamp-common';
import { useState } from 'react';
import { stampTranslationRef } from '../../translation';
import styles from './StampPart.module.css';
import { spokenName } from './spokenName';

const SHOWN_AT_FIRST = 8;

/** Which files of a stamp are not what its lock says, and what to do about it. */
export function DriftFiles({ stamp }: { stamp: StampRow }) {
  const { t } = useTranslationRef(stampTranslationRef);
  const [all, setAll] = useState(false);
  const files = stamp.drift?.files ?? [];
  const shown = all ? files : files.slice(0, SHOWN_AT_FIRST);
  return (
    <Flex direction="column" gap="1">
      <ul
        aria-label={t('drift.list', { stamp: spokenName(stamp) })}
        className={styles.files}
      >
        {shown.map(({ path, problem }) => (
          <li key={path}>
            <code>{path}</code>{' '}
            <span className={styles.second}>{t(`drift.what.${problem}`)}</span>
          </li>
        ))}
      </ul>
      {shown.length < files.length && (
        <Button
          size="small"
          style={{ alignSelf: 'start' }}
          variant="tertiary"
          onPress={() => setAll(true)}
        >
          {t('drift.all', { number: files.length })}
        </Button>
      )}
      <Text variant="body-small" color="secondary">
        {t('drift.todo')}
      </Text>
    </Flex>
  );
}
