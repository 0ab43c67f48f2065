import {
  FlatSetting,
  flatten,
  settingsOf,
} from './infrastructure/DeclaredResource';
import { folderNames } from './SourceFile';
import { objectOf, textOf } from './syntax/plain';
import { parseYaml } from './syntax/structured';

/** An object of a Kubernetes manifest or of a template of a Helm chart. */
export interface KubernetesObject {
  path: string;
  kind: string;
  /** Without the version: `apps`, `argoproj.io`; empty for the core group. */
  group: string;
  body: Record<string, unknown>;
  settings: FlatSetting[];
}

/** The Kubernetes objects among the documents of a file. */
export function readKubernetes(
  path: string,
  documents: unknown[],
): KubernetesObject[] {
  return documents.flatMap(document => {
    const body = objectOf(document);
    const kind = textOf(body.kind);
    const apiVersion = textOf(body.apiVersion);
    if (kind === '' || apiVersion === '') return [];
    if (kind === 'List') {
      return Array.isArray(body.items) ? readKubernetes(path, body.items) : [];
    }
    const slash = apiVersion.indexOf('/');
    return [
      {
        path,
        kind,
        group: slash < 0 ? '' : apiVersion.slice(0, slash),
        body,
        settings: flatten(settingsOf(body)),
      },
    ];
  });
}

/** Whether a file is a template of a Helm chart, which is YAML only after `{{ }}` is gone. */
export function isHelmTemplate(path: string, text: string): boolean {
  return folderNames(path).includes('templates') && text.includes('{{');
}

/** A template of a Helm chart without its directives: whole lines go, values become `x`. */
export function parseHelmTemplate(text: string): unknown[] {
  const lines = text.split('\n').flatMap(line => {
    const trimmed = line.trim();
    if (trimmed.startsWith('{{') && trimmed.endsWith('}}')) return [];
    return [withoutDirectives(line)];
  });
  return parseYaml(lines.join('\n'));
}

function withoutDirectives(line: string): string {
  let result = '';
  let at = 0;
  for (;;) {
    const start = line.indexOf('{{', at);
    const end = start < 0 ? -1 : line.indexOf('}}', start);
    if (end < 0) return result + line.slice(at);
    result += `${line.slice(at, start)}x`;
    at = end + 2;
  }
}
