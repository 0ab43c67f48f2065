import { isCollection, parseDocument } from 'yaml';
import { YamlPath } from '../yamlPlaces';
import { AlertSettings, HealthModel } from './healthModel';
import {
  HEALTH_MODEL_API_VERSION,
  HEALTH_MODEL_KIND,
} from './healthModelSchema';

/** A change of a model's text: what stands at a path; `undefined` takes it away. */
export type HealthModelEdit = [path: YamlPath, value: unknown];

/** What a model's text says, and nothing of what it leaves open. */
export type HealthModelDraft = Partial<Omit<HealthModel, 'alerts'>> & {
  alerts?: Partial<Omit<AlertSettings, 'openAfter'>> & {
    openAfter?: Partial<AlertSettings['openAfter']>;
  };
};

/** The text of a health model that says nothing yet. */
export function blankHealthModel(name: string): string {
  return [
    `apiVersion: ${HEALTH_MODEL_API_VERSION}`,
    `kind: ${HEALTH_MODEL_KIND}`,
    'metadata:',
    `  name: ${name}`,
    'spec: {}',
    '',
  ].join('\n');
}

/**
 * Changes a health model's text in place: comments and everything else stay.
 * Lists and maps that become empty go too. Text that is no YAML stays as it is.
 */
export function editHealthModel(
  text: string,
  edits: HealthModelEdit[],
): string {
  const document = parseDocument(text, { logLevel: 'error' });
  if (document.errors.length > 0) return text;
  for (const [path, value] of edits) {
    if (value === undefined) remove(path);
    else put(path, value);
  }
  return document.toString({ lineWidth: 0 });

  function put(path: YamlPath, value: unknown) {
    for (let length = 0; length < path.length; length++) {
      const around = document.getIn(path.slice(0, length), true);
      // What was written as {} or [] would otherwise stay on one line.
      if (isCollection(around) && around.items.length === 0) {
        around.flow = false;
      }
    }
    document.setIn(path, document.createNode(value));
  }

  function remove(path: YamlPath) {
    if (!document.hasIn(path)) return;
    document.deleteIn(path);
    const around = path.slice(0, -1);
    const left = document.getIn(around, true);
    const isEmpty = isCollection(left) && left.items.length === 0;
    if (isEmpty && around.length > 1) remove(around);
    else if (isEmpty) document.setIn(around, document.createNode({}));
  }
}

/**
 * What a text says of the model, unchecked: for forms, whose fields say
 * themselves what is wrong with them. `undefined` where it is no YAML.
 */
export function draftOfHealthModel(text: string): HealthModelDraft | undefined {
  const document = parseDocument(text, { logLevel: 'error' });
  if (document.errors.length > 0) return undefined;
  try {
    return document.toJS({ maxAliasCount: 100 })?.spec ?? {};
  } catch {
    return undefined;
  }
}
