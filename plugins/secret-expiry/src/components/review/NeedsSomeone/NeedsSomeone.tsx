import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { CredentialCounts } from '@plumbline/plugin-secret-expiry-common';
import { Tone } from '@plumbline/plugin-workload-common';
import {
  CountButtons,
  Heading,
  ToneLabel,
} from '@plumbline/plugin-workload-react';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { secretExpiryTranslationRef } from '../../../translation';
import { FINDING_WORDS } from '../../CredentialState/findingWord';
import { ReviewQuery } from '../useReviewQuery';
import { TILES, TileId, changesFor, countOf, tileOf } from './tiles';

/** The tiles by row, most urgent first, each with how it looks. */
const ROWS = {
  now: {
    needsSomeone: 'warning',
    expired: 'bad',
    overdue: 'warning',
    superseded: 'warning',
  },
  soon: { within7: 'neutral', within30: 'neutral', within90: 'neutral' },
  findings: {
    noExpiry: 'neutral',
    lifetime: 'neutral',
    noRotation: 'neutral',
    password: 'neutral',
  },
  settled: { acknowledged: 'good' },
} as const satisfies Record<string, Partial<Record<TileId, Tone>>>;

/** A tile that no finding names. */
type WordedTile = {
  [Id in TileId]: (typeof TILES)[Id] extends { finding: unknown } ? never : Id;
}[TileId];

/** Props of {@link NeedsSomeone}. */
export interface NeedsSomeoneProps {
  /** Of what the reader is concerned with: what the tiles filter by aside. */
  counts: CredentialCounts;
  query: ReviewQuery;
  onChange: (changes: Partial<ReviewQuery>) => void;
}

/** How many need someone now, and why; each count narrows the list down to what it counts. */
export function NeedsSomeone({ counts, query, onChange }: NeedsSomeoneProps) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const { t: tShared } = useTranslationRef(secretExpiryTranslationRef);
  const chosen = tileOf(query);
  const wordOf = (id: TileId) => {
    const tile = TILES[id];
    return 'finding' in tile
      ? tShared(FINDING_WORDS[tile.finding[0]])
      : t(`tile.${id as WordedTile}`);
  };
  return (
    <Card>
      <CardHeader>
        <Heading level={2}>
          {t('needs.headline', { count: counts.needsSomeone })}
        </Heading>
        <Text color="secondary">
          {t('needs.of', {
            credentials: t('needs.credentials', { count: counts.total }),
          })}
          {counts.states.unknown > 0 &&
            `; ${t('needs.unknown', { count: counts.states.unknown })}`}
        </Text>
      </CardHeader>
      <CardBody>
        {(Object.keys(ROWS) as (keyof typeof ROWS)[]).map(row => (
          <CountButtons
            key={row}
            label={t(`needs.${row}`)}
            options={tilesOf(row).flatMap(({ id, tone }) => {
              const count = countOf(id, counts);
              return count === undefined
                ? []
                : {
                    id,
                    count,
                    content: (
                      <ToneLabel tone={tone} title={t(`tileMeans.${id}`)}>
                        {wordOf(id)}
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

function tilesOf(row: keyof typeof ROWS): { id: TileId; tone: Tone }[] {
  return Object.entries(ROWS[row]).map(([id, tone]) => ({
    id: id as TileId,
    tone,
  }));
}
