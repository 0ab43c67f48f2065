import { JsonObject } from '@backstage/types';
import { SeriesKind } from '@plumbline/plugin-slo-node';
import { z } from 'zod';
import { tellIssues } from '../tellIssues';
import { kqlCode, outsideParentheses } from './kqlCode';

const specSchema = z.strictObject({
  query: z.string().trim().min(1),
  value: z.string().trim().min(1),
  resourceId: z.string().optional(),
  time: z
    .string()
    .regex(/^[A-Za-z_]\w*$/, 'the name of a column')
    .optional(),
  empty: z.enum(['zero', 'unknown']).optional(),
  sampled: z.boolean().optional(),
});

/** A metric source of type `azure-monitor-logs`, as it is declared. */
export interface LogsSpec {
  /** KQL that gives rows with their time: a table and its filters. */
  query: string;
  /** One aggregate over the rows of a slice, such as `sum(itemCount)`. */
  value: string;
  /** Of the workspace that is asked, where it is not named by `metricSourceRef`. */
  resourceId?: string;
  /** Column with the time of a row. */
  time?: string;
  /** What a slice without rows is: a count of 0, or not known. */
  empty: 'zero' | 'unknown';
}

/** What leads out of the workspace or resource that is asked, or out of Azure Monitor. */
const LEADS_OUT =
  /\b(workspace|app|resource|cluster|database|adx|arg|externaldata|external_table|http_request|http_request_post|sql_request|mysql_request|postgresql_request|cosmosdb_sql_request|azure_digital_twins_query_request|python|r)\s*\(/;

/** Application Insights keeps a sample of these; a row stands for `itemCount` events. */
const SAMPLED_TABLE =
  /(?<![.\w])(requests|dependencies|traces|exceptions|pageViews|browserTimings|customEvents|AppRequests|AppDependencies|AppTraces|AppExceptions|AppPageViews|AppBrowserTimings|AppEvents)(?![\w(])/;

const COUNTS_ROWS = /\b(count|countif|dcount|dcountif)\s*\(|\|\s*count\b/;

/** Bins of time that a query makes by itself, with their length. */
const BIN =
  /\bbin\s*\([^,()]*,\s*((\d+(?:\.\d+)?)\s*(d|h|m|s)(?:ays?|rs?|ours?|ins?|inutes?|ecs?|econds?)?)\s*\)/g;
const SECONDS: Record<string, number> = { d: 86_400, h: 3_600, m: 60, s: 1 };

/**
 * Checks what a document declares.
 *
 * @param step - length of a slice in seconds.
 * @throws Error that says which field is wrong and what is expected.
 */
export function readLogsSpec(
  spec: JsonObject,
  kind: SeriesKind,
  step: number,
): LogsSpec {
  if (kind === 'counter') {
    throw new Error(
      'Logs give counts for each slice; leave out `counter: true`',
    );
  }
  const parsed = specSchema.safeParse(spec);
  if (!parsed.success) {
    throw new Error(
      `A metric source of type azure-monitor-logs needs spec.query and spec.value: ${tellIssues(
        parsed.error,
      )}`,
    );
  }
  const { query, value, resourceId, time, empty, sampled } = parsed.data;
  const queryCode = codeOf(query, 'query');
  const valueCode = codeOf(value, 'value');
  const leadsOut = LEADS_OUT.exec(`${queryCode}\n${valueCode}`);
  if (leadsOut) {
    throw new Error(
      `spec.query must stay in its data source: ${leadsOut[1]}() leads out of it. Name another one by metricSourceRef instead`,
    );
  }
  if (/;\s*$/.test(queryCode)) {
    throw new Error(
      'spec.query must not end in a semicolon: bins are appended to it',
    );
  }
  checkTime(queryCode, step);
  checkOneAggregate(valueCode);
  if (sampled !== false) checkSampling(queryCode, valueCode);
  if (empty === 'zero' && kind === 'gauge') {
    throw new Error(
      'spec.empty: zero is for counts; a reading that is not there is not 0',
    );
  }
  return {
    query,
    value,
    resourceId,
    time,
    empty: empty ?? (kind === 'gauge' ? 'unknown' : 'zero'),
  };
}

function codeOf(kql: string, field: string): string {
  let code: string;
  try {
    code = kqlCode(kql);
  } catch (error) {
    throw new Error(`spec.${field} ${(error as Error).message}`);
  }
  if (outsideParentheses(code) === undefined) {
    throw new Error(`spec.${field} has parentheses that do not match`);
  }
  if (code.trim() === '') throw new Error(`spec.${field} is empty`);
  return code;
}

/** A time range or longer bins of its own would leave slices empty that are not. */
function checkTime(queryCode: string, step: number) {
  const relative = /\b(ago|now)\s*\(/.exec(queryCode)?.[1];
  if (relative) {
    throw new Error(
      `spec.query must give rows of any time, without ${relative}(): the time range is appended to it`,
    );
  }
  for (const [, written, number, unit] of queryCode.matchAll(BIN)) {
    const seconds = Number(number) * SECONDS[unit];
    if (step % seconds !== 0) {
      throw new Error(
        `spec.query has bins of ${written}, which do not divide a slice of ${step} s`,
      );
    }
  }
}

function checkOneAggregate(code: string) {
  const outside = outsideParentheses(code) ?? '';
  if (/[|;]/.test(code) || /,|\bby\b|(?<![=!<>])=(?![=~])/.test(outside)) {
    throw new Error(
      'spec.value must be one aggregate such as sum(itemCount), without name, pipe or by: the module names it and bins it',
    );
  }
}

function checkSampling(queryCode: string, valueCode: string) {
  const table = SAMPLED_TABLE.exec(queryCode)?.[1];
  if (!table) return;
  const counted = COUNTS_ROWS.exec(valueCode) ?? COUNTS_ROWS.exec(queryCode);
  if (!counted || /\bitemcount\b/i.test(`${queryCode} ${valueCode}`)) return;
  const itemCount = table.startsWith('App') ? 'ItemCount' : 'itemCount';
  throw new Error(
    `${table} may be sampled, so that a row stands for several events: use sum(${itemCount}) or sumif(${itemCount}, …) instead of ${counted[0].trim()}${
      counted[0].endsWith('(') ? ')' : ''
    }, or say sampled: false`,
  );
}
