import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  IncidentReview,
  IncidentReviewInput,
  ReviewAction,
} from '@plumbline/plugin-workload-common';
import { refOf } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { takeTurns } from '../store/turns';
import { tellSteps } from './IncidentDesk';
import { IncidentStep, NewEvent } from './IncidentRecord';
import { openIncidents } from './IncidentStore';
import { IncidentTeller } from './IncidentTeller';
import { IncidentEventTable, IncidentTable } from './incidentRows';

/** What people do about incidents. */
export class IncidentActs {
  readonly #database: Knex;
  readonly #teller: IncidentTeller;
  readonly #onChanged: (workloadRefs: string[]) => void;
  readonly #now: () => Date;

  constructor(options: {
    database: Knex;
    teller: IncidentTeller;
    /** Hears which rows of the portfolio changed. */
    onChanged?: (workloadRefs: string[]) => void;
    /** The clock; the real one when absent. */
    now?: () => Date;
  }) {
    this.#database = options.database;
    this.#teller = options.teller;
    this.#onChanged = options.onChanged ?? (() => {});
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Somebody is on it: nobody else is called. The same person saying it again
   * changes nothing.
   *
   * @param by - full ref of the user, or name of the service.
   * @throws NotFoundError; ConflictError when it is over, or somebody else was first.
   */
  async acknowledge(
    number: number,
    by: string,
    note: string | undefined,
  ): Promise<void> {
    const at = this.#now().toISOString();
    const changed = await this.#database.transaction(async tx => {
      const { workload_ref: ref } = await readRow(tx, number);
      await takeTurns(tx, [ref]);
      const incident = (await openIncidents(tx, [ref])).get(ref);
      if (incident?.number !== number) {
        throw new ConflictError(`Incident ${number} is over`);
      }
      const { acknowledgement } = incident;
      if (acknowledgement?.by === by) return undefined;
      if (acknowledgement) {
        throw new ConflictError(
          `Incident ${number} was acknowledged by ${acknowledgement.by}`,
        );
      }
      const words = wordsOf(note);
      const step: IncidentStep = {
        incident: {
          ...incident,
          state: 'acknowledged',
          acknowledgement: { by, at, ...(words ? { note: words } : {}) },
          nextCallAt: undefined,
        },
        events: [
          {
            at,
            kind: 'acknowledged',
            title: words ? `Acknowledged: ${words}` : 'Acknowledged',
            by,
          },
        ],
        told: 'acknowledged',
      };
      await tellSteps(tx, this.#teller, [step], at);
      return ref;
    });
    if (changed) this.#onChanged([changed]);
  }

  /**
   * Adds what somebody found or did to the timeline.
   *
   * @throws NotFoundError; InputError without words.
   */
  async note(
    number: number,
    by: string,
    note: string | undefined,
  ): Promise<void> {
    const words = wordsOf(note);
    if (!words) throw new InputError('note: expected some words');
    const at = this.#now().toISOString();
    await this.#database.transaction(async tx => {
      await readRow(tx, number);
      await addEvent(tx, number, { at, kind: 'note', title: words, by });
    });
  }

  /**
   * Saves the review; once it is published nobody is reminded of it.
   *
   * @throws NotFoundError; ConflictError when somebody else saved meanwhile;
   * InputError naming the field.
   */
  async saveReview(
    number: number,
    by: string,
    { editedFrom, ...input }: IncidentReviewInput,
  ): Promise<void> {
    const now = this.#now();
    const actions = input.actions.map(checkedAction);
    if (input.published && input.rootCause.trim() === '') {
      throw new InputError(
        'rootCause: expected some words before it is published',
      );
    }
    await this.#database.transaction(async tx => {
      const row = await readRow(tx, number);
      const before: IncidentReview | undefined = row.review
        ? JSON.parse(row.review)
        : undefined;
      if (before?.updatedAt !== editedFrom) {
        throw new ConflictError(
          `The review of incident ${number} was changed meanwhile by ${
            before?.updatedBy ?? 'somebody'
          }`,
        );
      }
      if (input.published && !row.closed_at) {
        throw new InputError(
          'published: expected after the end of the incident only',
        );
      }
      // Two saves within a millisecond differ too.
      const at = new Date(
        Math.max(now.getTime(), Date.parse(editedFrom ?? '') + 1 || 0),
      ).toISOString();
      const review: IncidentReview = {
        ...input,
        actions,
        updatedAt: at,
        updatedBy: by,
      };
      const saved = await tx<IncidentTable>('incidents')
        .where({ number, review: row.review })
        .update({
          review: JSON.stringify(review),
          review_published_at: input.published
            ? row.review_published_at ?? at
            : null,
        });
      if (saved === 0) {
        throw new ConflictError(
          `The review of incident ${number} was changed meanwhile`,
        );
      }
      if (input.published && !row.review_published_at) {
        await addEvent(tx, number, {
          at,
          kind: 'reviewed',
          title: 'The review was published',
          by,
        });
      }
    });
  }
}

/** @throws NotFoundError */
async function readRow(
  tx: Knex.Transaction,
  number: number,
): Promise<IncidentTable> {
  // Not locked with the workload's turn still to come: whoever has that locks this one after it.
  const row = await tx<IncidentTable>('incidents').where({ number }).first();
  if (!row) throw new NotFoundError(`There is no incident ${number}`);
  return row;
}

async function addEvent(tx: Knex.Transaction, number: number, event: NewEvent) {
  await tx<IncidentEventTable>('incident_events').insert({
    number,
    at: event.at,
    kind: event.kind,
    title: event.title,
    by_ref: event.by ?? null,
  });
}

function wordsOf(note: string | undefined): string | undefined {
  return note?.trim() || undefined;
}

/** @throws InputError naming the field. */
function checkedAction(action: ReviewAction, index: number): ReviewAction {
  const place = `actions[${index}]`;
  const { title, ownerRef, dueOn, url, done } = action;
  if (title.trim() === '') {
    throw new InputError(`${place}.title: expected some words`);
  }
  if (url && !/^https?:\/\/[^\s]+$/.test(url)) {
    throw new InputError(
      `${place}.url: expected an address with https or http`,
    );
  }
  if (dueOn && Number.isNaN(Date.parse(dueOn))) {
    throw new InputError(`${place}.dueOn: expected a day such as 2026-12-01`);
  }
  return {
    title: title.trim(),
    ...(ownerRef ? { ownerRef: refOf(ownerRef, `${place}.ownerRef`) } : {}),
    ...(dueOn ? { dueOn } : {}),
    ...(url ? { url } : {}),
    done,
  };
}
