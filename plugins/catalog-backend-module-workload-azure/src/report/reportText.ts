import { ImportReport, Listed } from './ImportReport';

/** A report in one line, for the log. */
export function reportLine(report: ImportReport): string {
  const { importId, outcome, added, changed, removed } = report;
  const name = `Azure import ${importId}`;
  if (outcome === 'stopped') {
    return `${name} changed nothing: ${report.reason}. ${ageOf(report)}`;
  }
  const would = outcome === 'dry-run' ? ' (dry run, nothing was changed)' : '';
  return `${name}${would}: ${added.count} added, ${changed.count} changed, ${removed.count} removed, ${report.unchanged} as before, ${report.elsewhere.count} kept elsewhere`;
}

/** A report to be read: what comes, changes and goes, and what to mend. */
export function reportText(report: ImportReport): string {
  const { listed, telemetry } = report;
  const lines = [
    reportLine(report),
    `At ${report.at}.`,
    ...(listed
      ? [
          `Azure lists ${listed.resources} resources in ${listed.resourceGroups} resource groups of ${listed.subscriptions} subscriptions.`,
        ]
      : []),
    ...(telemetry
      ? [
          `Diagnostic settings: ${telemetry.known} resources known, ${
            telemetry.waiting
          } waiting${telemetry.reason ? `; ${telemetry.reason}` : ''}.`,
        ]
      : []),
    ...section('Added', report.added, ({ entityRef, type, resourceId }) => [
      `+ ${entityRef} (${type}) ${resourceId}`,
    ]),
    ...section('Changed', report.changed, ({ entityRef, type, fields }) => [
      `~ ${entityRef} (${type})`,
      ...fields.map(
        ({ field, from = 'nothing', to = 'nothing' }) =>
          `    ${field}: ${from} -> ${to}`,
      ),
    ]),
    ...section('Removed', report.removed, ({ entityRef, type, resourceId }) => [
      `- ${entityRef} (${type}) ${resourceId}`,
    ]),
    ...section(
      'Kept elsewhere in the catalog, and left as they are there',
      report.elsewhere,
      ({ entityRef, resourceId }) => [`= ${entityRef} ${resourceId}`],
    ),
    ...section(
      'Named by tags, and not in the catalog',
      report.unknownRefs,
      ({ entityRef, resources }) => [`? ${entityRef} (${resources} resources)`],
    ),
    ...section('To mend', report.notes, ({ resourceId, text }) => [
      `! ${resourceId}: ${text}`,
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function section<T>(
  title: string,
  { count, items }: Listed<T>,
  linesOf: (item: T) => string[],
): string[] {
  if (count === 0) return [];
  const more = count - items.length;
  return [
    '',
    `${title} (${count})`,
    ...items.flatMap(linesOf),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function ageOf({ completeAt }: ImportReport): string {
  return completeAt
    ? `What the catalog has is from ${completeAt}`
    : 'Azure has not been listed whole yet';
}
