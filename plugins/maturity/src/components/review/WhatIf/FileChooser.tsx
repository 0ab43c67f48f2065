import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '@backstage/ui';
import { RiUploadLine } from '@remixicon/react';
import { useRef } from 'react';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import styles from './WhatIf.module.css';

/** Props of {@link FileChooser}. */
export interface FileChooserProps {
  onChosen: (files: { name: string; text: string }[]) => void;
}

/** Takes YAML files from the reader's disk. */
export function FileChooser({ onChosen }: FileChooserProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const input = useRef<HTMLInputElement>(null);
  const read = async (list: FileList | null) => {
    const chosen = await Promise.all(
      [...(list ?? [])].map(async file => ({
        name: file.name,
        text: await file.text(),
      })),
    );
    if (chosen.length > 0) onChosen(chosen);
  };
  return (
    <>
      <input
        ref={input}
        accept=".yaml,.yml"
        aria-label={t('whatIf.choose')}
        className={styles.hidden}
        multiple
        type="file"
        onChange={event => {
          read(event.target.files);
          // The same file may be chosen again after it was changed.
          event.target.value = '';
        }}
      />
      <Button
        variant="secondary"
        iconStart={<RiUploadLine aria-hidden />}
        onPress={() => input.current?.click()}
      >
        {t('whatIf.choose')}
      </Button>
    </>
  );
}
