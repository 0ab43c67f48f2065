import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { isPortalPath } from '@plumbline/plugin-workload-common';
import { Duration } from 'luxon';
import { z } from 'zod';
import { CREDENTIAL_KINDS, CredentialKind, ROTATIONS } from '../credential';
import { INVENTORY_API_VERSION, INVENTORY_KIND } from './inventory';
import { normaliseTime } from './time';
import { carriesValue } from './valueLike';

/** Every message says what belongs in the field, so that the caller adds only where. */
function text(expected: string) {
  return z.string({ error: expected }).trim();
}

function parsed(
  expected: string,
  parse: (input: string) => string | undefined,
) {
  return text(expected).transform((input, context) => {
    const output = parse(input);
    if (output !== undefined) return output;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
}

const name = text(
  'a name of letters, digits, dots, colons, dashes and underscores, at most 127',
).regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,126}$/, {
  error:
    'a name of letters, digits, dots, colons, dashes and underscores, at most 127',
});

const time = parsed(
  'an absolute ISO 8601 date such as 2027-03-31, or a time with its zone such as 2027-03-31T12:00:00Z',
  normaliseTime,
);

function entityRef(defaultKind: string) {
  return parsed(
    `an entity ref such as ${defaultKind}:default/example`,
    input => {
      try {
        const ref = stringifyEntityRef(
          parseEntityRef(input, { defaultKind, defaultNamespace: 'default' }),
        );
        return /^[a-z0-9._-]+:[a-z0-9._-]+\/[a-z0-9._-]+$/.test(ref) &&
          ref.length <= 300
          ? ref
          : undefined;
      } catch {
        return undefined;
      }
    },
  );
}

const WITHOUT_VALUE =
  'without user, password, signature or token, at most 500 characters';

/** The same address unless it is none, is too long, or holds a value. */
function withoutValue(input: string, base?: string): string | undefined {
  if (input.length > 500 || !URL.canParse(input, base)) return undefined;
  const url = new URL(input, base);
  return url.protocol === 'https:' && !carriesValue(url) ? input : undefined;
}

const webAddress = parsed(`an https address ${WITHOUT_VALUE}`, input =>
  withoutValue(input),
);

const runbook = parsed(
  `an https address or a path of this portal that starts with one /, ${WITHOUT_VALUE}`,
  input =>
    withoutValue(
      input,
      isPortalPath(input) ? 'https://portal.invalid' : undefined,
    ),
);

const duration = parsed(
  'an ISO 8601 duration above zero such as P30D or P1M',
  input => {
    const value = Duration.fromISO(input);
    return value.isValid && value.toMillis() > 0 ? input : undefined;
  },
);

const thumbprint = parsed(
  'the SHA-1 thumbprint of a certificate: 40 hexadecimal digits, colons between them or not',
  input => {
    const digits = input.replaceAll(':', '').toLowerCase();
    return /^[0-9a-f]{40}$/.test(digits) ? digits : undefined;
  },
);

const previousVersion = z
  .strictObject(
    {
      created: time,
      expires: time.optional(),
      replaced: time,
      thumbprint: thumbprint.optional(),
    },
    { error: 'created, replaced and, where it had one, expires' },
  )
  .superRefine((version, context) => {
    if (version.replaced < version.created) {
      context.addIssue({
        code: 'custom',
        path: ['replaced'],
        message: 'a time after created of the same version',
      });
    }
  });

/** What is a certificate, or shows one. */
const HAS_THUMBPRINT: ReadonlySet<CredentialKind> = new Set([
  'certificate',
  'tls-endpoint',
]);

/** The workload that an entry names, read on its own so that a malformed entry still says whom it concerns. */
export const workloadRefSchema = entityRef('system');

/** One entry of `credentials`. */
export const entrySchema = z
  .strictObject(
    {
      name,
      kind: z.enum(CREDENTIAL_KINDS, {
        error: `one of ${CREDENTIAL_KINDS.join(', ')}`,
      }),
      workload: workloadRefSchema,
      entity: entityRef('resource').optional(),
      owner: entityRef('group').optional(),
      created: time,
      notBefore: time.optional(),
      expires: time.optional(),
      rotation: z.enum(ROTATIONS, { error: `one of ${ROTATIONS.join(', ')}` }),
      rotatesBefore: duration.optional(),
      runbook: runbook.optional(),
      portalUrl: webAddress.optional(),
      thumbprint: thumbprint.optional(),
      previous: z
        .array(previousVersion, { error: 'a list of versions' })
        .max(100, { error: 'at most 100 versions' })
        .optional(),
    },
    { error: 'a credential: name, kind, workload, created and rotation' },
  )
  .superRefine((entry, context) => {
    const begins = entry.notBefore ?? entry.created;
    if (entry.expires !== undefined && entry.expires <= begins) {
      context.addIssue({
        code: 'custom',
        path: ['expires'],
        message: 'a time after created and notBefore',
      });
    }
    if (entry.thumbprint !== undefined && !HAS_THUMBPRINT.has(entry.kind)) {
      context.addIssue({
        code: 'custom',
        path: ['thumbprint'],
        message: `nothing, unless kind is ${[...HAS_THUMBPRINT].join(' or ')}`,
      });
    }
    if (entry.rotatesBefore === undefined) return;
    if (entry.rotation !== 'automatic' || entry.expires === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['rotatesBefore'],
        message: 'nothing, unless rotation is automatic and expires is set',
      });
    }
  });

/** Everything of the document but its entries. */
export const headerSchema = z.strictObject(
  {
    apiVersion: z.literal(INVENTORY_API_VERSION, {
      error: INVENTORY_API_VERSION,
    }),
    kind: z.literal(INVENTORY_KIND, { error: INVENTORY_KIND }),
    metadata: z.strictObject(
      {
        name,
        workloads: z
          .array(workloadRefSchema, { error: 'a list of entity refs' })
          .max(1_000, { error: 'at most 1,000 entity refs' })
          .optional(),
      },
      { error: 'metadata with a name' },
    ),
    credentials: z
      .array(z.unknown(), { error: 'a list of credentials, [] for none' })
      .max(10_000, { error: 'at most 10,000 credentials' }),
  },
  {
    error: `a ${INVENTORY_KIND}: apiVersion, kind, metadata and credentials`,
  },
);
