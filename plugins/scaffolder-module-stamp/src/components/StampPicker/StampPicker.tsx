import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Flex, Skeleton } from '@backstage/ui';
import {
  REGIONS,
  StampListItem,
  StampListQuery,
} from '@plumbline/plugin-stamp-common';
import { stampApiRef } from '@plumbline/plugin-stamp-react';
import { StampLifecycle } from '@plumbline/plugin-workload-common';
import { stampFormTranslationRef } from '../../translation';
import { useChosenStamp } from '../../estate/useChosenStamp';
import { ServerChoice } from '../Whose/ServerChoice';
import { WhoseSwitch } from '../Whose/WhoseSwitch';
import { useWhose } from '../Whose/useWhose';
import { ChosenStamp } from './ChosenStamp';

const PAGE_SIZE = 50;

/** `ui:options` of the picker. */
export interface StampPickerOptions {
  /** Stamps in these lifecycles only; all when absent. */
  lifecycles?: StampLifecycle[];
}

/**
 * Chooses a stamp that was built from here, so that a lock says how it is: of
 * the reader's own workloads, or of all where the reader may change those of
 * others. Its value is the full ref.
 */
export function StampPicker(
  props: FieldExtensionComponentProps<string, StampPickerOptions>,
) {
  const { schema, uiSchema, formData } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const stampApi = useApi(stampApiRef);
  const { value: chosen } = useChosenStamp(formData);
  const filter: StampListQuery = {
    drift: ['in-step', 'changed', 'unknown'],
    lifecycle: uiSchema?.['ui:options']?.lifecycles,
  };
  const whose = useWhose(async owner => {
    const { total } = await stampApi.listStamps({ ...filter, owner, limit: 1 });
    return total;
  });
  const describe = (stamp: StampListItem) =>
    [
      t(`lifecycle.${stamp.lifecycle}`),
      stamp.workloadTitle,
      stamp.environment,
      REGIONS.find(({ name }) => name === stamp.region)?.displayName ??
        stamp.region,
      ...(stamp.lifecycle === 'active'
        ? [t('stamp.traffic', { weight: stamp.trafficWeight })]
        : []),
    ].join(' · ');
  const load = async (text: string, cursor: string | undefined) => {
    // A filter without values is none.
    if (whose?.owners?.length === 0) return { items: [] };
    const offset = Number(cursor ?? 0);
    const { items, total } = await stampApi.listStamps({
      ...filter,
      text,
      owner: whose?.owners,
      offset,
      limit: PAGE_SIZE,
    });
    const next = offset + items.length;
    return {
      items: items.map(item => ({
        id: item.stampRef,
        label: item.name,
        description: describe(item),
      })),
      cursor: items.length > 0 && next < total ? String(next) : undefined,
    };
  };
  return (
    // The form's card is as bright as a field: a level of its own sets the field off.
    <Flex bg="neutral" direction="column" gap="2">
      {whose ? (
        <>
          <ServerChoice
            key={String(whose.isAll)}
            {...props}
            label={schema.title ?? t('stamp.label')}
            description={schema.description ?? t('stamp.description')}
            placeholder={t('stamp.placeholder')}
            failed={t('stamp.failed')}
            load={load}
          />
          {chosen && <ChosenStamp stamp={chosen} />}
          <WhoseSwitch
            whose={whose}
            label={t('stamp.all')}
            none={t('stamp.none')}
          />
        </>
      ) : (
        <Skeleton height={72} width="100%" aria-label={t('loading')} />
      )}
    </Flex>
  );
}
