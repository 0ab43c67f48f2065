import { InputError } from '@backstage/errors';
import { DependencySla } from '@plumbline/plugin-slo-common';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { OffPathType } from './SlaTable';

const SHARE = 'a number above 0 and at most 1, such as 0.9995';
const DAY = 'a day such as 2026-11-21';

const text = z.string({ error: 'text' }).min(1, { error: 'text' });
const day = text
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: DAY })
  .refine(value => !Number.isNaN(Date.parse(value)), { error: DAY });

const table = z.strictObject(
  {
    provider: text.optional(),
    slas: z.array(
      z.strictObject(
        {
          resourceType: text,
          tier: text.optional(),
          service: text,
          value: z
            .number({ error: SHARE })
            .gt(0, { error: SHARE })
            .lte(1, { error: SHARE }),
          source: text,
          date: day,
          confirmed: z.boolean({ error: 'true or false' }),
        },
        {
          error:
            'resourceType, tier, service, value, source, date and confirmed, nothing else',
        },
      ),
      { error: 'a list of promises' },
    ),
    offPath: z
      .array(
        z.strictObject(
          { resourceType: text, reason: text },
          { error: 'resourceType and reason, nothing else' },
        ),
        { error: 'a list of types with reasons' },
      )
      .optional(),
  },
  { error: 'provider, slas and offPath, nothing else' },
);

/**
 * Reads a table of promises from YAML.
 *
 * @param file - how the file is named in errors.
 * @throws InputError, one line for each thing that is wrong: `file:line: field: expected ...`.
 */
export function parseSlaTable(
  file: string,
  content: string,
): { slas: DependencySla[]; offPath: OffPathType[] } {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new InputError(
      document.errors
        .map(error => {
          const { line } = lines.linePos(error.pos[0]);
          return `${file}:${line}: ${error.message.split('\n')[0]}`;
        })
        .join('\n'),
    );
  }
  const read = table.safeParse(document.toJS());
  if (!read.success) {
    const problems = read.error.issues.map(issue => {
      const path = issue.path as (string | number)[];
      const field = path.length > 0 ? `${path.join('.')}: ` : '';
      return `${file}:${lineOf(document, path, lines)}: ${field}expected ${
        issue.message
      }`;
    });
    throw new InputError(problems.join('\n'));
  }
  const { slas, offPath = [] } = read.data;
  return { slas, offPath };
}

/** Line of a field, or of the nearest one around it that is there. */
function lineOf(
  document: ReturnType<typeof parseDocument>,
  path: (string | number)[],
  lines: LineCounter,
): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as
      | { range?: [number, number, number] }
      | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
