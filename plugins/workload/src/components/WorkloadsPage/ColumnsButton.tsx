import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  Checkbox,
  CheckboxGroup,
  DialogTrigger,
  Flex,
  Popover,
} from '@backstage/ui';
import { FamilyStatus, WorkloadOrder } from '@plumbline/plugin-workload-common';
import { RiLayoutColumnLine } from '@remixicon/react';
import { portfolioTranslationRef } from '../../portfolioTranslation';
import { USUAL_COLUMNS, useColumns } from './table/columns';

/** Props of {@link ColumnsButton}. */
export interface ColumnsButtonProps {
  families: FamilyStatus[];
  /** Those that are shown; absent: the usual ones. */
  value: WorkloadOrder[] | undefined;
  onChange: (columns: WorkloadOrder[] | undefined) => void;
}

/** Asks which columns to show beside the workload's name. */
export function ColumnsButton(props: ColumnsButtonProps) {
  const { families, value = USUAL_COLUMNS, onChange } = props;
  const { t } = useTranslationRef(portfolioTranslationRef);
  const columns = useColumns(families).filter(({ id }) => id !== 'title');
  const shown = (wanted: readonly string[]) =>
    columns.map(({ id }) => id).filter(id => wanted.includes(id));
  const change = (wanted: string[]) => {
    const isUsual = shown(wanted).join() === shown(USUAL_COLUMNS).join();
    // The name alone is shown as well: that there is no other must be said.
    onChange(isUsual ? undefined : ['title', ...shown(wanted)]);
  };
  return (
    <DialogTrigger>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiLayoutColumnLine aria-hidden />}
      >
        {t('show.columns')}
      </Button>
      <Popover placement="bottom end">
        <Flex direction="column" gap="3">
          <CheckboxGroup
            label={t('show.columns')}
            value={shown(value)}
            onChange={change}
          >
            {columns.map(({ id, label }) => (
              <Checkbox key={id} value={id}>
                {label}
              </Checkbox>
            ))}
          </CheckboxGroup>
          <Button
            size="small"
            variant="tertiary"
            onPress={() => onChange(undefined)}
          >
            {t('show.columnsUsual')}
          </Button>
        </Flex>
      </Popover>
    </DialogTrigger>
  );
}
