import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { STAMP_FILES } from '@plumbline/plugin-stamp-common';
import { stampTranslationRef } from '../../translation';
import styles from './FileTree.module.css';

/** The files of a stamp as nested lists, folders first. */
export function FileTree({ folder }: { folder: string }) {
  const { t } = useTranslationRef(stampTranslationRef);
  const paths = STAMP_FILES.map(path => path.split('/'));
  return (
    <section aria-label={t('plan.files')}>
      <Text as="h4" variant="body-medium" weight="bold">
        {t('plan.files')}
      </Text>
      <ul className={styles.tree}>
        <li>
          {folder}/<Branch paths={paths} />
        </li>
      </ul>
    </section>
  );
}

function Branch({ paths }: { paths: string[][] }) {
  const folders = new Map<string, string[][]>();
  for (const [first, ...rest] of paths) {
    if (rest.length > 0)
      folders.set(first, [...(folders.get(first) ?? []), rest]);
  }
  const files = paths.filter(path => path.length === 1).flat();
  return (
    <ul className={styles.tree}>
      {[...folders].map(([name, below]) => (
        <li key={name}>
          {name}/<Branch paths={below} />
        </li>
      ))}
      {files.map(name => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
}
