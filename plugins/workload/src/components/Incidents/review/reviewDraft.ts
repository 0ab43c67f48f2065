import {
  IncidentReview,
  IncidentReviewInput,
  ReviewAction,
} from '@plumbline/plugin-workload-common';
import { SECTIONS, Section } from './sections';

/** A review that somebody writes. */
export interface ReviewDraft {
  /** What was there when the writing began, or when theirs was last looked at. */
  base: IncidentReview;
  text: IncidentReview;
  /** What somebody else saved meanwhile. */
  theirs?: IncidentReview;
}

/** Whether anything was written. */
export function isChanged({ base, text }: ReviewDraft): boolean {
  return contentOf(base) !== contentOf(text);
}

/** Texts that somebody else changed meanwhile to other words than the writer's. */
export function contested({ base, text, theirs }: ReviewDraft): Section[] {
  if (!theirs) return [];
  return SECTIONS.filter(
    section =>
      theirs[section] !== base[section] && theirs[section] !== text[section],
  );
}

/**
 * Somebody else's save and the draft together: what only they changed is
 * theirs; what the writer changed stays the writer's.
 */
export function met(draft: ReviewDraft, theirs: IncidentReview): ReviewDraft {
  const { base, text } = draft;
  const merged = { ...text };
  for (const section of SECTIONS) {
    if (text[section] === base[section]) merged[section] = theirs[section];
  }
  const actionsUntouched =
    JSON.stringify(text.actions) === JSON.stringify(base.actions);
  return {
    base,
    theirs,
    text: {
      ...merged,
      actions: actionsUntouched
        ? theirs.actions
        : [...text.actions, ...newAmong(theirs.actions, draft)],
    },
  };
}

/** What is saved. Actions of which nothing is filled in are left out. */
export function inputOf(
  { base, text, theirs }: ReviewDraft,
  published: boolean,
): IncidentReviewInput {
  const { updatedAt, updatedBy, ...rest } = text;
  return {
    ...rest,
    actions: text.actions.filter(action => !isBlank(action)).map(trimmed),
    published,
    editedFrom: (theirs ?? base).updatedAt,
  };
}

/** Whether nothing of an action is filled in. */
export function isBlank({ title, ownerRef, dueOn, url }: ReviewAction) {
  return !title.trim() && !ownerRef && !dueOn && !url?.trim();
}

/** What keeps an action from being saved. */
export function problemsOf(action: ReviewAction): ('title' | 'url')[] {
  if (isBlank(action)) return [];
  const url = action.url?.trim();
  return [
    ...(action.title.trim() ? [] : (['title'] as const)),
    ...(!url || /^https?:\/\/\S+$/.test(url) ? [] : (['url'] as const)),
  ];
}

function trimmed(action: ReviewAction): ReviewAction {
  const { title, url } = action;
  return { ...action, title: title.trim(), url: url?.trim() || undefined };
}

/** Actions that somebody else added. */
function newAmong(
  actions: ReviewAction[],
  { base, text }: ReviewDraft,
): ReviewAction[] {
  const known = new Set(
    [...base.actions, ...text.actions].map(({ title }) => title),
  );
  return actions.filter(({ title }) => !known.has(title));
}

function contentOf(review: IncidentReview): string {
  return JSON.stringify([
    ...SECTIONS.map(section => review[section]),
    review.actions,
  ]);
}
