import { z } from 'zod';
import {
  EMAIL_PATTERN,
  MAX_RECEIVERS,
  WEBHOOK_PATTERN,
} from './alertReceivers';
import { isPrivate, parseBlock } from './addressing';
import { MAX_MONTHLY_COST } from './cost';
import { IMAGE_PATTERN, MAX_IMAGE } from './image';
import { isOneLine, lengthOf } from './freeText';
import { PLACEMENT_RULES } from './placementRules';
import {
  AZURE_ID_PATTERN,
  ENTITY_REF_PATTERN,
  ENVIRONMENT_PATTERN,
} from './plan';
import { MAX_AZURE_ID } from './globalResources';
import { MAX_REASON, MIN_REASON, isReason } from './relaxing';
import { MAX_TAGS, MAX_TAG_VALUE, TAG_NAME_PATTERN, isTagValue } from './tags';

/**
 * A text of a pattern. Its length is looked at first, so that no pattern meets
 * a text of megabytes.
 *
 * @param expected - in words that follow "expected".
 */
export function text(
  pattern: RegExp,
  maxLength: number,
  expected: string,
): z.ZodString {
  return z
    .string({ error: `expected ${expected}` })
    .refine(value => value.length <= maxLength && pattern.test(value), {
      error: `expected ${expected}`,
      abort: true,
    });
}

/** A line of free text. */
export function line(minLength: number, maxLength: number): z.ZodString {
  const expected = `expected one line of ${minLength} to ${maxLength} characters`;
  return z
    .string({ error: expected })
    .refine(
      value =>
        value.length <= 2 * maxLength &&
        isOneLine(value) &&
        lengthOf(value) >= minLength &&
        lengthOf(value) <= maxLength,
      { error: expected, abort: true },
    );
}

/** One of some words. */
export function choice<T extends string>(words: readonly T[]) {
  return z.enum(words, { error: `expected one of ${words.join(', ')}` });
}

/** A whole number. */
export function whole(min: number, max: number): z.ZodNumber {
  const error = `expected a whole number from ${min} to ${max}`;
  return z
    .number({ error })
    .int({ error })
    .min(min, { error })
    .max(max, { error });
}

/** Fields that requests, plans and locks share. */
export const fields = {
  entityRef: text(
    ENTITY_REF_PATTERN,
    200,
    'a full entity ref in lower case, such as system:default/payments',
  ),
  entityName: text(
    /^[a-z0-9]([a-z0-9_.-]{0,61}[a-z0-9])?$/,
    63,
    'the name of an entity, in lower case',
  ),
  environment: text(
    ENVIRONMENT_PATTERN,
    12,
    '2 to 12 lower-case letters and digits, such as prod',
  ),
  region: text(/^[a-z0-9]{1,30}$/, 30, 'an Azure region, such as westeurope'),
  image: text(
    IMAGE_PATTERN,
    MAX_IMAGE,
    'an image <registry>/<repository>:<tag>, such as example.azurecr.io/shop:1.4.2',
  ),
  block: z
    .string({ error: 'expected a CIDR block' })
    .refine(value => value.length <= 18 && parseBlock(value) !== undefined, {
      error: 'expected a CIDR block, such as 10.64.0.0/20',
      abort: true,
    }),
  privateBlock: z.string({ error: 'expected a private CIDR block' }).refine(
    value => {
      const block = value.length <= 18 ? parseBlock(value) : undefined;
      return block !== undefined && isPrivate(block);
    },
    {
      error: 'expected a private CIDR block, such as 10.64.0.0/20',
      abort: true,
    },
  ),
  azureId: text(
    AZURE_ID_PATTERN,
    MAX_AZURE_ID,
    'an Azure resource id, such as /subscriptions/.../providers/...',
  ),
  monthlyCost: z.strictObject({
    amount: z
      .number({ error: 'expected a number' })
      .min(0)
      .max(MAX_MONTHLY_COST)
      .refine(value => Number(value.toFixed(2)) === value, {
        error: 'expected at most two decimals',
      }),
    currency: text(/^[A-Z]{3}$/, 3, 'a currency of ISO 4217, such as EUR'),
  }),
  relaxations: z
    .array(
      z.strictObject({
        rule: choice(PLACEMENT_RULES),
        reason: z
          .string({ error: 'expected why' })
          .refine(value => value.length <= 2 * MAX_REASON && isReason(value), {
            error: `expected one line of ${MIN_REASON} to ${MAX_REASON} characters`,
          }),
      }),
    )
    .max(PLACEMENT_RULES.length),
  alertReceivers: z.strictObject({
    emails: z
      .array(text(EMAIL_PATTERN, 254, 'an e-mail address'))
      .max(MAX_RECEIVERS),
    webhooks: z
      .array(text(WEBHOOK_PATTERN, 500, 'an https address'))
      .max(MAX_RECEIVERS),
  }),
  tags: z
    .record(
      text(TAG_NAME_PATTERN, 128, 'the name of a tag'),
      z.string().refine(isTagValue, {
        error: `expected one line of at most ${MAX_TAG_VALUE} characters`,
      }),
    )
    .refine(tags => Object.keys(tags).length <= MAX_TAGS, {
      error: `expected at most ${MAX_TAGS} tags`,
    }),
} as const;
