import { stringify } from 'yaml';

/** No line is folded, and nothing is an alias of something above: not every reader of YAML knows them. */
const OPTIONS = { lineWidth: 0, aliasDuplicateObjects: false };

/** Documents of one YAML file. Every value goes through the serializer. */
export function toYaml(documents: readonly unknown[]): string {
  return documents
    .map(document => `---\n${stringify(document, OPTIONS)}`)
    .join('');
}

/** One document, with a line on top that says where the file comes from. */
export function toGeneratedYaml(comment: string, document: unknown): string {
  return `# ${comment}\n${stringify(document, OPTIONS)}`;
}
