import { structuredPatch } from 'diff';

/** Lines that stay around each change, for the reader to know where they are. */
const CONTEXT = 3;

/** After so long a comparison is given up: the whole file is then removed and added. */
const TIMEOUT_MS = 1_000;

/** A line of a file before, after or in both. */
export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
  /** Its number before, from 1; absent where it is added. */
  before?: number;
  /** Its number after, from 1; absent where it is removed. */
  after?: number;
}

/** Lines next to one another, and how many unchanged ones are left out above them. */
export interface DiffPart {
  skipped: number;
  lines: DiffLine[];
}

/** What becomes of a file. */
export interface FileChanges {
  parts: DiffPart[];
  /** Unchanged lines after the last part. */
  skippedAfter: number;
  added: number;
  removed: number;
}

/**
 * The changes of a file, with a few lines around each.
 *
 * @param whole - whether unchanged lines are left out nowhere.
 */
export function changesOf(
  before: string | undefined,
  after: string | undefined,
  whole = false,
): FileChanges {
  const lines = diffLines(before ?? '', after ?? '', whole);
  const changes: FileChanges = {
    parts: [],
    skippedAfter: 0,
    added: lines.reduce((sum, part) => sum + count(part, 'added'), 0),
    removed: lines.reduce((sum, part) => sum + count(part, 'removed'), 0),
  };
  let last = 0;
  for (const part of lines) {
    const first = part.find(line => line.before !== undefined)?.before;
    changes.parts.push({
      skipped: first === undefined ? 0 : Math.max(0, first - last - 1),
      lines: part,
    });
    last = Math.max(last, ...part.map(line => line.before ?? 0));
  }
  changes.skippedAfter = Math.max(0, linesOf(before ?? '').length - last);
  return changes;
}

function diffLines(
  before: string,
  after: string,
  whole: boolean,
): DiffLine[][] {
  if (before === after) {
    return [linesOf(after).map((text, index) => same(text, index, index))];
  }
  const patch = structuredPatch('', '', before, after, '', '', {
    context: whole ? Number.MAX_SAFE_INTEGER : CONTEXT,
    timeout: TIMEOUT_MS,
  });
  if (!patch) {
    return [
      [
        ...linesOf(before).map((text, index) => removed(text, index)),
        ...linesOf(after).map((text, index) => added(text, index)),
      ],
    ];
  }
  return patch.hunks.map(hunk => {
    // A hunk without lines of one side starts after the line that it names.
    let old = hunk.oldLines === 0 ? hunk.oldStart : hunk.oldStart - 1;
    let now = hunk.newLines === 0 ? hunk.newStart : hunk.newStart - 1;
    const part: DiffLine[] = [];
    for (const line of hunk.lines) {
      const text = line.slice(1);
      if (line.startsWith('-')) part.push(removed(text, old++));
      else if (line.startsWith('+')) part.push(added(text, now++));
      // What starts with a backslash says that there is no line break at the end.
      else if (line.startsWith(' ')) part.push(same(text, old++, now++));
    }
    return part;
  });
}

function same(text: string, before: number, after: number): DiffLine {
  return { kind: 'same', text, before: before + 1, after: after + 1 };
}

function added(text: string, index: number): DiffLine {
  return { kind: 'added', text, after: index + 1 };
}

function removed(text: string, index: number): DiffLine {
  return { kind: 'removed', text, before: index + 1 };
}

function count(part: DiffLine[], kind: DiffLine['kind']): number {
  return part.filter(line => line.kind === kind).length;
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  return text.replace(/\n$/, '').split('\n');
}
