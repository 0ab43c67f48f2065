import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text } from '@backstage/ui';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { ReactNode, useState } from 'react';
import { healthTranslationRef } from '../../healthTranslation';
import { FormDialog } from './FormDialog';
import styles from './HealthModel.module.css';
import { FieldPath, useModelForm } from './ModelForm';

/** Props of {@link EntryList}. */
export interface EntryListProps<T> {
  /** The list of the model. */
  field: 'userFlows' | 'signals' | 'mapping' | 'escalation' | 'maintenance';
  entries: T[] | undefined;
  titleOf: (entry: T) => string;
  detailOf: (entry: T) => string;
  /** What a new entry begins with. */
  blank: () => object;
  addLabel: string;
  emptyText: string;
  /** The fields of the entry at a path. */
  form: (path: FieldPath, entry: T) => ReactNode;
  /** An entry to open at once. */
  openAt?: number;
}

/** Entries of a list of the model: each in a line, its fields in a dialog. */
export function EntryList<T extends object>(props: EntryListProps<T>) {
  const { field, titleOf, detailOf, blank, addLabel, emptyText, form } = props;
  const entries = props.entries ?? [];
  const { t } = useTranslationRef(healthTranslationRef);
  const { edit, isReadOnly, hasProblem } = useModelForm();
  const [open, setOpen] = useState(props.openAt);
  const list = ['spec', field];
  const opened = open === undefined ? undefined : entries[open];
  return (
    <Flex direction="column" gap="3">
      {entries.length === 0 && <Text color="secondary">{emptyText}</Text>}
      <ul className={styles.entries}>
        {entries.map((entry, place) => {
          const title = titleOf(entry);
          const path = [...list, place];
          return (
            // Entries have nothing of their own that is always there and unique.
            // eslint-disable-next-line react/no-array-index-key
            <li key={place} className={styles.entry}>
              <div className={styles.what}>
                <div>{title}</div>
                <Text variant="body-small" color="secondary">
                  {detailOf(entry)}
                </Text>
                {hasProblem(path) && (
                  <div>
                    <ToneLabel tone="bad">{t('model.hasProblem')}</ToneLabel>
                  </div>
                )}
              </div>
              <Button
                size="small"
                variant="secondary"
                aria-label={t(
                  isReadOnly ? 'model.showOne' : 'model.changeOne',
                  {
                    title,
                  },
                )}
                onPress={() => setOpen(place)}
              >
                {isReadOnly ? t('model.show') : t('model.change')}
              </Button>
              {!isReadOnly && (
                <Button
                  size="small"
                  variant="tertiary"
                  aria-label={t('model.removeOne', { title })}
                  onPress={() => edit([path, undefined])}
                >
                  {t('model.remove')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {!isReadOnly && (
        <div>
          <Button
            variant="secondary"
            onPress={() => {
              edit([[...list, entries.length], blank()]);
              setOpen(entries.length);
            }}
          >
            {addLabel}
          </Button>
        </div>
      )}
      {opened && open !== undefined && (
        <FormDialog title={titleOf(opened)} onClose={() => setOpen(undefined)}>
          {form([...list, open], opened)}
        </FormDialog>
      )}
    </Flex>
  );
}
