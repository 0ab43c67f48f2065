import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Checkbox, Flex, Tag, TagGroup, Text } from '@backstage/ui';
import {
  ReadView,
  SearchText,
  useRead,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import styles from './CampaignForm.module.css';
import { ChosenWorkload } from './campaignDraft';

const SHOWN = 20;

/** Props of {@link WorkloadChooser}. */
export interface WorkloadChooserProps {
  modelId: string;
  chosen: ChosenWorkload[];
  onChange: (chosen: ChosenWorkload[]) => void;
}

/** Finds workloads by name and keeps those that are ticked. */
export function WorkloadChooser(props: WorkloadChooserProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { modelId, chosen, onChange } = props;
  const api = useApi(maturityApiRef);
  const [text, setText] = useState<string>();
  const read = useRead(
    () =>
      api.getPortfolio(
        { modelId, text },
        { sort: 'title', direction: 'asc', limit: SHOWN, offset: 0 },
      ),
    [api, modelId, text],
  );
  const without = (ref: string) => chosen.filter(each => each.ref !== ref);
  return (
    <Flex direction="column" gap="2">
      {chosen.length > 0 && (
        <TagGroup
          aria-label={t('form.chosen', { count: chosen.length })}
          onRemove={keys =>
            onChange(chosen.filter(({ ref }) => !keys.has(ref)))
          }
        >
          {chosen.map(({ ref, title }) => (
            <Tag key={ref} id={ref}>
              {title}
            </Tag>
          ))}
        </TagGroup>
      )}
      <SearchText
        label={t('form.find')}
        placeholder={t('filter.textHint')}
        value={text}
        onChange={setText}
      />
      <ReadView
        read={read}
        empty={{
          when: ({ items }) => items.length === 0,
          title: t('heatMap.noMatch'),
          description: t('heatMap.noMatchHow'),
        }}
      >
        {({ items, total }) => (
          <>
            <ul className={styles.results}>
              {items.map(({ workloadRef, title }) => (
                <li key={workloadRef}>
                  <Checkbox
                    isSelected={chosen.some(({ ref }) => ref === workloadRef)}
                    onChange={isSelected =>
                      onChange(
                        isSelected
                          ? [...chosen, { ref: workloadRef, title }]
                          : without(workloadRef),
                      )
                    }
                  >
                    {title}
                  </Checkbox>
                </li>
              ))}
            </ul>
            {total > items.length && (
              <Text color="secondary">
                {t('form.more', { count: total - items.length })}
              </Text>
            )}
          </>
        )}
      </ReadView>
    </Flex>
  );
}
