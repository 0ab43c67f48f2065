const SHOWN = 50;

/**
 * A finished dry run in lines of text: what differs, the levels now and then,
 * and who falls and rises.
 *
 * @param {object} run - a `DryRun` in state `done`
 * @returns {string[]}
 */
export function describeDryRun(run) {
  const { added, removed, changed } = run.criteria;
  const known = run.differences.filter(({ fromProven }) => fromProven !== null);
  const held = run.differences.length - known.length;
  return [
    `${run.modelId} ${run.version}, over ${count(
      run.progress.total,
      'workload',
    )}`,
    `criteria: ${added.length} new, ${removed.length} gone, ${changed.length} decided otherwise`,
    ...list('  new: ', added),
    ...list('  gone: ', removed),
    ...list('  otherwise: ', changed),
    '',
    'level    now   then',
    ...levels(run),
    '',
    `overall: ${counts(run)}, ${run.same} ${run.same === 1 ? 'stays' : 'stay'}`,
    ...(held > 0
      ? [`${held} would be held against the model for the first time`]
      : []),
    ...differences(known),
    ...run.pillars.flatMap(pillar => pillarLines(pillar, run)),
  ];
}

/** Whether somebody would stand lower than now, overall or on a pillar. */
export function somebodyFalls({ falls, pillars }) {
  return falls > 0 || pillars.some(pillar => pillar.falls > 0);
}

function pillarLines(pillar, { pillarDifferences }) {
  if (pillar.falls + pillar.rises === 0) return [];
  return [
    '',
    `${pillar.title}: ${counts(pillar)}`,
    ...differences(
      pillarDifferences.filter(({ pillarId }) => pillarId === pillar.pillarId),
    ),
  ];
}

function counts({ falls, rises }) {
  return `${falls} ${falls === 1 ? 'falls' : 'fall'}, ${rises} ${
    rises === 1 ? 'rises' : 'rise'
  }`;
}

/** A problem of a file as compilers say it: `file:line:column: field: message`. */
export function describeProblem({ file, line, column, field, message }) {
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  return `${place}: ${field ? `${field}: ` : ''}${message}`;
}

function levels({ before, after }) {
  const rows = [];
  for (let level = 0; level < Math.max(before.length, after.length); level++) {
    rows.push(
      [String(level).padEnd(5), before[level] ?? 0, after[level] ?? 0]
        .map(cell => String(cell).padStart(5))
        .join('  '),
    );
  }
  return rows;
}

function differences(items) {
  const lines = items.slice(0, SHOWN).flatMap(item => {
    const owner = item.ownerRef ? ` (${item.ownerRef})` : '';
    const verb = item.toProven < item.fromProven ? 'falls' : 'rises';
    return [
      `${verb} ${item.fromProven} → ${item.toProven}  ${item.workloadRef}${owner}`,
      ...item.because.map(reason => `      ${reason}`),
    ];
  });
  const rest = items.length - SHOWN;
  return rest > 0 ? [...lines, `and ${rest} more`] : lines;
}

function list(title, ids) {
  if (ids.length === 0) return [];
  const rest = ids.length - SHOWN;
  const shown = ids.slice(0, SHOWN).join(', ');
  return [`${title}${shown}${rest > 0 ? ` and ${rest} more` : ''}`];
}

function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
