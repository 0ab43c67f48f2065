import {
  STAMP_LIFECYCLES,
  environmentOf,
} from '@plumbline/plugin-workload-common';

/** A stamp beside another one, as far as its part of the users goes. */
export interface SharingStamp {
  name: string;
  environment: string;
  lifecycle: string;
  /** From 0 to 100; absent, or another number, where it is not known. */
  trafficWeight?: number;
}

/**
 * Part of its environment's users that a stamp takes, from 0 to 1: its weight
 * in the sum of all weights, as Front Door shares them between origins.
 *
 * @param others - weights of the other stamps that serve there.
 * @returns `undefined` where a weight is not known, or where all are 0.
 */
export function trafficShare(
  weight: number | undefined,
  others: readonly (number | undefined)[],
): number | undefined {
  const weights = [weight, ...others];
  if (!weights.every(isWeight)) return undefined;
  const sum = weights.reduce((total, each) => total + each, 0);
  return sum === 0 ? undefined : weights[0] / sum;
}

/** What part of the users a new stamp will take, beside those that serve and then beside those that are planned, too. */
export function addShareNotes(
  stamp: SharingStamp,
  all: readonly SharingStamp[],
): string[] {
  const { serving, coming } = beside(stamp, all);
  const { environment, trafficWeight } = stamp;
  const notes: string[] = [];
  if (serving.length > 0) {
    const said = shareText(trafficWeight, serving);
    notes.push(
      said
        ? `Once active it takes ${said} of the users of ${environment}: its weight is ${trafficWeight}, beside ${stampsText(
            'active',
            serving,
          )}.`
        : `What part of the users of ${environment} it takes once active is not known: ${whyUnknown(
            serving,
          )}.`,
    );
  }
  if (coming.length > 0) {
    const said = shareText(trafficWeight, [...serving, ...coming]);
    notes.push(
      said
        ? `Once what is planned is active, too, it takes ${said} of the users of ${environment}: beside ${stampsText(
            'planned',
            coming,
          )}.`
        : `What part of the users of ${environment} it takes once what is planned is active, too, is not known: ${whyUnknown(
            [...serving, ...coming],
          )}.`,
    );
  }
  return notes;
}

/** What part of the users a stamp that serves takes when its weight is another; nothing where it stays, or serves alone. */
export function changeShareNotes(
  stamp: SharingStamp,
  weight: number,
  all: readonly SharingStamp[],
): string[] {
  const { serving } = beside(stamp, all);
  const isAsItWas = stamp.trafficWeight === weight;
  if (isAsItWas || stamp.lifecycle !== 'active' || serving.length === 0) {
    return [];
  }
  const before = shareText(stamp.trafficWeight, serving) ?? 'an unknown part';
  const after = shareText(weight, serving);
  return after
    ? [
        `It will take ${after} of the users of ${
          stamp.environment
        } instead of ${before}: beside ${stampsText('active', serving)}.`,
      ]
    : [
        `What part of the users of ${
          stamp.environment
        } it takes is not known: ${whyUnknown(serving)}.`,
      ];
}

/** What part of the users others get when a stamp goes, or that nobody is left to serve them. */
export function drainShareNotes(
  stamp: SharingStamp,
  all: readonly SharingStamp[],
): string[] {
  const { environment } = stamp;
  const serving = beside(stamp, all).serving.filter(
    ({ trafficWeight }) => trafficWeight !== 0,
  );
  if (serving.length === 0) {
    return [
      `No other stamp of ${environment} is active with a weight above 0: after this, nobody is served there. Front Door keeps no route without an enabled origin; the stamp's runbook drain-and-retire says how to take it away first.`,
    ];
  }
  if (stamp.lifecycle !== 'active') return [];
  const said = shareText(stamp.trafficWeight, serving);
  return [
    said
      ? `It takes ${said} of the users of ${environment}; they go to ${stampsText(
          'active',
          serving,
        )}.`
      : `What part of the users of ${environment} goes to the others is not known: ${whyUnknown(
          [stamp, ...serving],
        )}.`,
  ];
}

/**
 * The other stamps of its environment that take users now, and that will. One
 * whose lifecycle is no word of ours may serve, with a weight that is not known.
 */
function beside(stamp: SharingStamp, all: readonly SharingStamp[]) {
  const isOther = ({ name, environment }: SharingStamp) =>
    name.toLocaleLowerCase('en-US') !== stamp.name &&
    environmentOf(environment) === environmentOf(stamp.environment);
  const others = all
    .filter(isOther)
    .map(other =>
      isLifecycle(other.lifecycle)
        ? other
        : { ...other, lifecycle: 'active', trafficWeight: undefined },
    );
  return {
    serving: others.filter(({ lifecycle }) => lifecycle === 'active'),
    coming: others.filter(({ lifecycle }) => lifecycle === 'planned'),
  };
}

function shareText(
  weight: number | undefined,
  others: readonly SharingStamp[],
): string | undefined {
  const share = trafficShare(
    weight,
    others.map(({ trafficWeight }) => trafficWeight),
  );
  if (share === undefined) return undefined;
  const percent = Math.round(share * 1000) / 10;
  return share > 0 && percent === 0 ? 'less than 0.1 %' : `${percent} %`;
}

/** `3 active stamps with 100 each`, `2 active stamps with 100 and 50`. */
function stampsText(word: string, stamps: readonly SharingStamp[]): string {
  const weights = stamps
    .map(({ trafficWeight }) => trafficWeight ?? 0)
    .sort((a, b) => b - a);
  const count = stamps.length;
  const stampWord = count === 1 ? 'stamp' : 'stamps';
  return `${count} ${word} ${stampWord} with ${weightsText(weights)}`;
}

function weightsText(weights: readonly number[]): string {
  if (weights.length === 1) return String(weights[0]);
  if (new Set(weights).size === 1) return `${weights[0]} each`;
  if (weights.length > 5) {
    return `${weights.reduce((sum, each) => sum + each, 0)} together`;
  }
  return `${weights.slice(0, -1).join(', ')} and ${weights.at(-1)}`;
}

function whyUnknown(stamps: readonly SharingStamp[]): string {
  const silent = stamps.filter(({ trafficWeight }) => !isWeight(trafficWeight));
  if (silent.length === 0) return 'all weights there are 0';
  const shown = silent
    .slice(0, 3)
    .map(({ name }) => name)
    .join(', ');
  const more = silent.length > 3 ? ` and ${silent.length - 3} more` : '';
  return `${shown}${more} ${silent.length === 1 ? 'says' : 'say'} no weight`;
}

function isWeight(weight: unknown): weight is number {
  return typeof weight === 'number' && weight >= 0 && weight <= 100;
}

function isLifecycle(word: string): boolean {
  return (STAMP_LIFECYCLES as readonly string[]).includes(word);
}
