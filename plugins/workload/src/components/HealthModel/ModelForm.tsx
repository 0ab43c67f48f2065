import {
  HealthModel,
  HealthModelDraft,
  HealthModelEdit,
} from '@plumbline/plugin-workload-common';
import { createContext, useContext } from 'react';
import { Parts } from '../HealthTab/parts';

/** Path of a field within a model's text, such as `['spec', 'userFlows', 0, 'title']`. */
export type FieldPath = (string | number)[];

/** The model that is being edited, for its forms. */
export interface ModelFormValue {
  /** What the text says. */
  draft: HealthModelDraft;
  /** What holds where the text says nothing. */
  defaults: HealthModel;
  valueAt: (path: FieldPath) => unknown;
  /** What was expected at a field, where something else is. */
  problemAt: (path: FieldPath) => string | undefined;
  /** Whether something is wrong at a field or below it. */
  hasProblem: (path: FieldPath) => boolean;
  edit: (...edits: HealthModelEdit[]) => void;
  isReadOnly: boolean;
  parts: Parts;
  /** Ids of signals that the workload has now. */
  signalIds: string[];
}

const Context = createContext<ModelFormValue | undefined>(undefined);

/** Hands the model to the forms within. */
export const ModelFormProvider = Context.Provider;

/** The model that the form around edits. */
export function useModelForm(): ModelFormValue {
  const value = useContext(Context);
  if (!value) throw new Error('There is no health model around');
  return value;
}
