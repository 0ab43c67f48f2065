import { isHelmTemplate, parseHelmTemplate } from './kubernetes';
import { SourceFile, extension } from './SourceFile';
import { parseJson, parseYaml } from './syntax/structured';

/** The documents of a YAML or JSON file; empty for other files and for what cannot be parsed. */
export function documentsOf({ path, text }: SourceFile): unknown[] {
  if (text === undefined) return [];
  switch (extension(path)) {
    case 'json': {
      const document = parseJson(text);
      return document === undefined ? [] : [document];
    }
    case 'yml':
    case 'yaml':
      return isHelmTemplate(path, text)
        ? parseHelmTemplate(text)
        : parseYaml(text);
    default:
      return [];
  }
}
