import {
  Coverage,
  StoredCredential,
  timeBetween,
  toneOfCredential,
  wholeDaysLeft,
} from '@plumbline/plugin-secret-expiry-common';
import { Tile, Tone } from '@plumbline/plugin-workload-common';
import { countOf, isSuperseded } from './wording';

const TAB = 'secret-expiry';

/** From the one that says least to the one that must be seen. */
const TONES_BY_WEIGHT: Tone[] = [
  'good',
  'neutral',
  'unknown',
  'warning',
  'bad',
];

/** What the tile, the portfolio cell and its order say. */
export interface Headline {
  tile: Tile;
  cell: string;
  sortValue: number | null;
}

/**
 * The next expiry that concerns someone: the earliest date of a credential,
 * without those that renew themselves in time unless there are no others. Sort
 * value: whole days to it, negative once past.
 *
 * @param credentials - by expiry.
 */
export function composeHeadline(
  credentials: StoredCredential[],
  coverage: Coverage,
  now: Date,
): Headline {
  const tone = heaviest([
    ...credentials.map(toneOf),
    coverage === 'looked' ? 'good' : 'unknown',
  ]);
  const next = nextExpiry(credentials);
  if (next) {
    const { expires, name, rotation, state } = next;
    const time = timeBetween(expires, now);
    const past = Date.parse(expires) <= now.getTime();
    const detail =
      rotation === 'automatic' && state === 'ok'
        ? `${name}, renews itself`
        : name;
    return {
      tile: {
        tone,
        headline: past ? `${time} past` : time,
        detail,
        tab: TAB,
      },
      cell: past ? `${time} past its date` : `in ${time}`,
      sortValue: wholeDaysLeft(expires, now),
    };
  }
  if (credentials.length > 0) {
    return without(
      tone,
      'no dates',
      `${countOf(credentials.length, 'credential')} without an expiry date`,
    );
  }
  switch (coverage) {
    case 'looked':
      return without('neutral', 'nothing expires', 'no credentials found');
    case 'partly':
      return without('unknown', 'not readable', 'not all could be read');
    default:
      return without('unknown', 'not looked', 'no source covers it');
  }
}

function without(tone: Tone, headline: string, detail: string): Headline {
  return {
    tile: { tone, headline, detail, tab: TAB },
    cell: headline,
    sortValue: null,
  };
}

function nextExpiry(credentials: StoredCredential[]) {
  const dated = credentials.filter(hasExpiry);
  return (
    dated.find(
      ({ rotation, state }) => rotation === 'manual' || state !== 'ok',
    ) ?? dated[0]
  );
}

/** That a place still has the old version is a warning before any date is near. */
function toneOf(credential: StoredCredential): Tone {
  const tone = toneOfCredential(credential);
  return isSuperseded(credential) ? heaviest([tone, 'warning']) : tone;
}

function hasExpiry(
  credential: StoredCredential,
): credential is StoredCredential & { expires: string } {
  return credential.expires !== undefined;
}

function heaviest(tones: Tone[]): Tone {
  return tones.reduce((a, b) =>
    TONES_BY_WEIGHT.indexOf(b) > TONES_BY_WEIGHT.indexOf(a) ? b : a,
  );
}
