import { parseEntityRef } from '@backstage/catalog-model';
import { AlertStanding } from '@plumbline/plugin-workload-common';
import {
  Message,
  anyOf,
  bulkWrite,
  putInOutbox,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { HealthNews } from '../health/HealthNews';
import { opensIncident } from './advanceIncident';
import { IncidentTeller } from './IncidentTeller';
import { Titles, illnessWords } from './words';

/** Owners hear of lesser alerts of one workload no more often. */
const QUIET_MS = 3_600_000;
const MOST_LINES = 8;
const AT_ONCE = 100;

/** Row of `alert_notes`. */
interface AlertNoteTable {
  workload_ref: string;
  message: string | null;
  due_at: string | null;
  told_at: string | null;
}

/**
 * Notes what there is to say about alerts that are no incident: the owner hears
 * of them quietly, once, and at most once an hour. What is over before then is
 * not told.
 *
 * @param news - of workloads without an incident.
 */
export async function noteAlerts(
  tx: Knex.Transaction,
  news: HealthNews[],
): Promise<void> {
  const concerned = news.filter(({ events }) =>
    events.some(({ kind }) => kind === 'opened' || kind === 'closed'),
  );
  if (concerned.length === 0) return;
  const rows: AlertNoteTable[] = await tx<AlertNoteTable>('alert_notes').where(
    anyOf(
      tx,
      'workload_ref',
      concerned.map(({ workload }) => workload.ref),
    ),
  );
  const known = new Map(rows.map(row => [row.workload_ref, row]));
  const notes = concerned.flatMap((each): AlertNoteTable[] => {
    const before = known.get(each.workload.ref);
    const begins = each.events.some(({ kind }) => kind === 'opened');
    if (!begins && !before?.due_at) return [];
    const message = messageOf(each);
    const toldAt = before?.told_at ?? null;
    return [
      {
        workload_ref: each.workload.ref,
        message: message ? JSON.stringify(message) : null,
        due_at: message
          ? before?.due_at ?? laterOf(each.at, toldAt, QUIET_MS)
          : null,
        told_at: toldAt,
      },
    ];
  });
  await bulkWrite<AlertNoteTable>(tx, 'alert_notes', notes, {
    key: ['workload_ref'],
  });
}

/** Forgets what there was to say of workloads that are gone. */
export async function forgetNotes(
  tx: Knex.Transaction,
  workloadRefs: string[],
): Promise<void> {
  await tx('alert_notes')
    .where(anyOf(tx, 'workload_ref', workloadRefs))
    .delete();
}

/** Workloads of which there is something to say by now; only so many at once. */
export async function dueNotes(database: Knex, now: Date): Promise<string[]> {
  return database<AlertNoteTable>('alert_notes')
    .where('due_at', '<=', now.toISOString())
    .orderBy('due_at')
    .limit(AT_ONCE)
    .pluck('workload_ref');
}

/** Puts the notes of workloads that are due in the outbox. Of two that do it at once, one does. */
export async function sendAlertNotes(
  tx: Knex.Transaction,
  teller: IncidentTeller,
  workloadRefs: string[],
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  const due: AlertNoteTable[] = await tx<AlertNoteTable>('alert_notes')
    .whereIn('workload_ref', workloadRefs)
    .where('due_at', '<=', at)
    .orderBy('workload_ref')
    .forUpdate();
  await putInOutbox(
    tx,
    due.flatMap(({ workload_ref, message }) =>
      message ? teller.ofAlerts(workload_ref, JSON.parse(message)) : [],
    ),
    at,
  );
  await bulkWrite<AlertNoteTable>(
    tx,
    'alert_notes',
    due.map(({ workload_ref }) => ({
      workload_ref,
      message: null,
      due_at: null,
      told_at: at,
    })),
    { key: ['workload_ref'] },
  );
}

/** Path of a workload's service map, with a part of it opened when its ref is given. */
export function mapPath(workloadRef: string, node?: string): string {
  const { namespace, name } = parseEntityRef(workloadRef);
  const path = ['catalog', namespace, 'system', name, 'service-map']
    .map(encodeURIComponent)
    .join('/');
  return node === undefined
    ? `/${path}`
    : `/${path}?node=${encodeURIComponent(node)}`;
}

/** `undefined` when no such alert is open. */
function messageOf({
  workload,
  rollUp,
  board,
  at,
}: HealthNews): Message | undefined {
  const open = board.standings.filter(
    ({ state, severity }) => state === 'open' && !opensIncident(severity),
  );
  if (open.length === 0) return undefined;
  const { graph, health } = rollUp;
  const titles = new Titles(graph);
  const wordsOf = ({ ref, causes: [cause] }: AlertStanding) =>
    illnessWords(
      titles.of(ref),
      health.nodes.get(ref)?.state,
      cause && { title: titles.of(cause.entityRef), reason: cause.reason },
    );
  const nodes = new Map(graph.nodes.map(node => [node.entityRef, node]));
  return {
    aboutRef: `alerts:${workload.ref}`,
    ownerRef: workload.ownerRef,
    severity: 'low',
    title:
      open.length === 1
        ? `Sev3, ${workload.title}: ${wordsOf(open[0])}`
        : `${workload.title}: ${open.length} alerts of Sev3`,
    lines: open.slice(0, MOST_LINES).map(standing => ({
      tone: 'low',
      text: wordsOf(standing),
      runbookUrl: nodes.get(standing.causes[0]?.entityRef ?? standing.ref)
        ?.runbookUrl,
    })),
    more: Math.max(0, open.length - MOST_LINES),
    link: mapPath(workload.ref, open.length === 1 ? open[0].ref : undefined),
    at,
  };
}

function laterOf(at: string, toldAt: string | null, ms: number): string {
  if (!toldAt) return at;
  const quietUntil = new Date(Date.parse(toldAt) + ms).toISOString();
  return quietUntil > at ? quietUntil : at;
}
