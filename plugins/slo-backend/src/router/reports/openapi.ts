import { openApi } from '@plumbline/plugin-workload-node';
import { REPORT_FILES } from './reportFiles';

const {
  answer,
  flag,
  inPath,
  integer,
  list,
  nullableNumber,
  number,
  object,
  text,
  time,
  workloadInPath,
} = openApi;

const nullableFlag = { type: ['boolean', 'null'] };

const monthInPath = inPath('month', {
  type: 'string',
  pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$',
});

const objective = object({
  id: text,
  displayName: text,
  entityRef: text,
  method: text,
  target: number,
  compliance: nullableNumber,
  spent: {
    ...nullableNumber,
    description: "Share of the month's budget, 1 is all of it",
  },
  met: nullableFlag,
  good: number,
  bad: number,
  noDataSlices: integer,
  slices: integer,
  coverage: number,
  excludedSeconds: number,
  'sla?': object({
    'name?': text,
    target: number,
    met: nullableFlag,
    deviation: {
      ...nullableNumber,
      description: 'Compliance less the promise; below 0 it is broken',
    },
  }),
  worstDays: list(object({ day: text, spent: number })),
  alerts: { type: 'object', description: 'Number that fired, by severity' },
});

const report = object({
  workloadRef: text,
  workloadTitle: text,
  'ownerRef?': text,
  month: text,
  final: flag,
  asOf: time,
  objectives: list(objective),
  promises: object({ kept: integer, broken: integer, unknown: integer }),
  events: list(object({ at: time, title: text })),
  exclusions: list(object({ from: time, to: time, reason: text })),
});

/** Monthly reports. */
export const reportPaths = {
  '/workloads/{namespace}/{name}/reports': {
    get: {
      operationId: 'ListReports',
      summary: 'Months for which a workload has a report',
      parameters: workloadInPath,
      responses: answer(
        'Newest first',
        object({
          months: list(object({ month: text, final: flag, asOf: time })),
        }),
      ),
    },
  },
  '/workloads/{namespace}/{name}/reports/{month}': {
    get: {
      operationId: 'GetReport',
      summary: 'The report of a month, with deviations from SLAs',
      parameters: [...workloadInPath, monthInPath],
      responses: answer('As it was last made', report),
    },
  },
  '/workloads/{namespace}/{name}/reports/{month}/{file}': {
    get: {
      operationId: 'DownloadReport',
      summary: 'The same as a file',
      parameters: [
        ...workloadInPath,
        monthInPath,
        inPath('file', { type: 'string', enum: Object.keys(REPORT_FILES) }),
      ],
      responses: {
        200: {
          description:
            'CSV (RFC 4180) has a line for each objective; PDF is the page on paper',
          content: Object.fromEntries(
            Object.values(REPORT_FILES).map(({ mediaType }) => [
              mediaType.split(';')[0],
              { schema: text },
            ]),
          ),
        },
      },
    },
  },
};
