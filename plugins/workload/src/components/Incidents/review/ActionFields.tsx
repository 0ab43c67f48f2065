import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  Checkbox,
  DatePicker,
  Flex,
  Select,
  Text,
  TextField,
} from '@backstage/ui';
import { DateValue, parseDate } from '@internationalized/date';
import { Incident, ReviewAction } from '@plumbline/plugin-workload-common';
import {
  useEntityNames,
  useMyRefs,
  useRead,
} from '@plumbline/plugin-workload-react';
import { RiAddLine } from '@remixicon/react';
import { workloadApiRef } from '../../../api/WorkloadApi';
import { incidentTranslationRef } from '../../../incidentTranslation';
import styles from './Review.module.css';
import { problemsOf } from './reviewDraft';

const MOST_ACTIONS = 50;
const NOBODY = 'nobody';

/** Props of {@link ActionFields}. */
export interface ActionFieldsProps {
  incident: Incident;
  actions: ReviewAction[];
  /** Whether it was tried to save them. */
  tried: boolean;
  onChange: (actions: ReviewAction[]) => void;
}

/** What is to be done so that it does not happen again: any number of actions. */
export function ActionFields(props: ActionFieldsProps) {
  const { incident, actions, tried, onChange } = props;
  const { t } = useTranslationRef(incidentTranslationRef);
  const owners = useOwners(incident, actions);
  return (
    <section className={styles.section}>
      <Text as="h4" weight="bold">
        {t('action.heading')}
      </Text>
      {actions.length === 0 && (
        <Text color="secondary">{t('action.none')}</Text>
      )}
      {actions.map((action, place) => (
        <OneAction
          // They have nothing of their own that is always there and unique.
          // eslint-disable-next-line react/no-array-index-key
          key={place}
          number={place + 1}
          action={action}
          owners={owners}
          problems={tried ? problemsOf(action) : []}
          onChange={changes =>
            onChange(
              actions.map((each, index) =>
                index === place ? { ...each, ...changes } : each,
              ),
            )
          }
          onRemove={() =>
            onChange(actions.filter((_, index) => index !== place))
          }
        />
      ))}
      <div>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiAddLine aria-hidden />}
          isDisabled={actions.length >= MOST_ACTIONS}
          onPress={() => onChange([...actions, { title: '', done: false }])}
        >
          {t('action.add')}
        </Button>
      </div>
    </section>
  );
}

function OneAction(props: {
  number: number;
  action: ReviewAction;
  owners: { id: string; label: string }[];
  problems: ('title' | 'url')[];
  onChange: (changes: Partial<ReviewAction>) => void;
  onRemove: () => void;
}) {
  const { number, action, owners, problems, onChange, onRemove } = props;
  const { t } = useTranslationRef(incidentTranslationRef);
  const { title, ownerRef, dueOn, url, done } = action;
  return (
    <div
      role="group"
      aria-label={t('action.one', { number: String(number) })}
      className={styles.action}
    >
      <TextField
        isRequired
        className={styles.actionTitle}
        label={t('action.title')}
        maxLength={300}
        value={title}
        onChange={value => onChange({ title: value })}
        validationBehavior="aria"
        validate={() =>
          problems.includes('title') ? t('action.titleNeeded') : true
        }
      />
      <Select
        label={t('action.owner')}
        search={owners.length > 8 ? true : undefined}
        options={[{ id: NOBODY, label: t('action.nobody') }, ...owners]}
        value={ownerRef ?? NOBODY}
        onChange={key =>
          onChange({ ownerRef: key === NOBODY ? undefined : String(key) })
        }
      />
      <DatePicker
        granularity="day"
        label={t('action.dueOn')}
        value={dayOf(dueOn)}
        onChange={day => onChange({ dueOn: day?.toString() })}
      />
      <TextField
        type="url"
        label={t('action.url')}
        placeholder={t('action.urlHint')}
        maxLength={2_000}
        value={url ?? ''}
        onChange={value => onChange({ url: value || undefined })}
        validationBehavior="aria"
        validate={() =>
          problems.includes('url') ? t('action.urlWrong') : true
        }
      />
      <Flex align="center" gap="3" className={styles.actionEnd}>
        <Checkbox
          isSelected={done}
          onChange={isDone => onChange({ done: isDone })}
        >
          {t('action.done')}
        </Checkbox>
        <Button
          size="small"
          variant="tertiary"
          aria-label={t('action.removeOne', { number: String(number) })}
          onPress={onRemove}
        >
          {t('action.remove')}
        </Button>
      </Flex>
    </div>
  );
}

/** Whom actions can be given to: the reader, their groups, all who own workloads, and who has some already. */
function useOwners(incident: Incident, actions: ReviewAction[]) {
  const api = useApi(workloadApiRef);
  const { me, refs: mine } = useMyRefs();
  const { value } = useRead(() => api.getFilters(), [api]);
  const refs = [
    ...new Set([
      ...(incident.ownerRef ? [incident.ownerRef] : []),
      ...(me ? [me] : []),
      ...mine,
      ...actions.flatMap(({ ownerRef }) => ownerRef ?? []),
      ...(value?.owners ?? []).map(({ ref }) => ref),
    ]),
  ];
  const nameOf = useEntityNames(refs);
  return refs.map(ref => ({ id: ref, label: nameOf(ref) }));
}

function dayOf(day: string | undefined): DateValue | null {
  try {
    return day ? parseDate(day) : null;
  } catch {
    return null;
  }
}
