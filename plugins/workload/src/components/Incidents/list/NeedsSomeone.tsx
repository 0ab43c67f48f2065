import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { IncidentCounts } from '@plumbline/plugin-workload-common';
import {
  CountButtons,
  Heading,
  ToneLabel,
} from '@plumbline/plugin-workload-react';
import { incidentTranslationRef } from '../../../incidentTranslation';
import { TILE_ROWS, changesFor, tileOf } from './tiles';
import { IncidentView } from './useIncidentView';

/** Props of {@link NeedsSomeone}. */
export interface NeedsSomeoneProps {
  counts: IncidentCounts;
  view: IncidentView;
  onChange: (changes: Partial<IncidentView>) => void;
}

/** How many incidents need someone now, and for what; each count narrows the list down to what it counts. */
export function NeedsSomeone({ counts, view, onChange }: NeedsSomeoneProps) {
  const { t } = useTranslationRef(incidentTranslationRef);
  const { open, acknowledged, reviewDue, reviewOverdue } = counts;
  const chosen = tileOf(view);
  const needing = open + reviewDue + reviewOverdue;
  const meansOf = (id: keyof IncidentCounts) => {
    if (id === 'reviewDue') return t('reviewState.dueMeans');
    if (id === 'reviewOverdue') return t('reviewState.overdueMeans');
    return t(`needs.${id}Means`);
  };
  return (
    <Card>
      <CardHeader>
        <Heading level={2}>{t('needs.headline', { count: needing })}</Heading>
        {needing + acknowledged === 0 && (
          <Text color="secondary">{t('needs.nothing')}</Text>
        )}
      </CardHeader>
      <CardBody>
        {(Object.keys(TILE_ROWS) as (keyof typeof TILE_ROWS)[]).map(row => (
          <CountButtons
            key={row}
            label={t(`needs.${row}`)}
            options={Object.entries(TILE_ROWS[row]).map(([key, tone]) => {
              const id = key as keyof IncidentCounts;
              return {
                id,
                count: counts[id],
                content: (
                  <ToneLabel
                    tone={counts[id] > 0 ? tone : 'neutral'}
                    title={meansOf(id)}
                  >
                    {t(`needs.${id}`)}
                  </ToneLabel>
                ),
              };
            })}
            chosen={chosen && [chosen]}
            onChange={tiles =>
              onChange(changesFor(tiles?.find(tile => tile !== chosen)))
            }
          />
        ))}
      </CardBody>
    </Card>
  );
}
