import {
  HealthModelDraft,
  HealthModelEdit,
  HealthModelProblem,
  WorkloadMap,
  blankHealthModel,
  defaultHealthModel,
  draftOfHealthModel,
  editHealthModel,
  fieldOf,
  parseHealthModel,
  valueAt,
} from '@plumbline/plugin-workload-common';
import { useCallback, useMemo, useState } from 'react';
import { FieldPath, ModelFormValue } from './ModelForm';

/** A health model while it is edited. */
export interface ModelDraft
  extends Pick<
    ModelFormValue,
    'defaults' | 'valueAt' | 'problemAt' | 'hasProblem' | 'edit'
  > {
  text: string;
  isChanged: boolean;
  /** Why it cannot hold; empty when it can, and of an empty text. */
  problems: HealthModelProblem[];
  /** What the forms show; absent while somebody's own text is not right. */
  draft?: HealthModelDraft;
  /** As somebody wrote it. */
  write: (text: string) => void;
}

/**
 * A text of a health model that forms and a text editor change alike. Forms
 * change the text in place, so that comments and order stay.
 *
 * @param saved - the text that holds; empty where all is as by default.
 */
export function useModelDraft(
  name: string,
  saved: string,
  map: WorkloadMap,
): ModelDraft {
  const [{ text, isOfForms }, setState] = useState({
    text: saved,
    isOfForms: false,
  });
  const parsed = useMemo(
    () => parseHealthModel(text.trim() ? text : blankHealthModel(name)),
    [text, name],
  );
  const defaults = useMemo(() => defaultHealthModel(map), [map]);
  const draft = useMemo(() => {
    const written = draftOfHealthModel(text);
    // Refs are written out; but what alerts leave open stays open.
    if (parsed.model) return { ...parsed.model, alerts: written?.alerts };
    // What a form made has the right shape, though a field may still be empty.
    return isOfForms ? written : undefined;
  }, [text, parsed, isOfForms]);
  const problems = useMemo(() => parsed.problems ?? [], [parsed]);
  const problemAt = useCallback(
    (path: FieldPath) =>
      problems.find(({ field }) => field === fieldOf(path))?.expected,
    [problems],
  );
  const hasProblem = useCallback(
    (path: FieldPath) => {
      const prefix = fieldOf(path);
      return problems.some(
        ({ field }) =>
          field === prefix ||
          (field.startsWith(prefix) && '.['.includes(field[prefix.length])),
      );
    },
    [problems],
  );
  const edit = useCallback(
    (...edits: HealthModelEdit[]) =>
      setState(before => ({
        text: editHealthModel(
          before.text.trim() ? before.text : blankHealthModel(name),
          edits,
        ),
        isOfForms: true,
      })),
    [name],
  );
  return {
    text,
    isChanged: text !== saved,
    problems,
    draft,
    defaults,
    valueAt: useCallback(
      (path: FieldPath) => valueAt({ spec: draft }, path),
      [draft],
    ),
    problemAt,
    hasProblem,
    edit,
    write: useCallback(
      (written: string) => setState({ text: written, isOfForms: false }),
      [],
    ),
  };
}
