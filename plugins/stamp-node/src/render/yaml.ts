import { stringify } from 'yaml';

/** Documents of one YAML file. Every value goes through the serializer. */
export function toYaml(documents: readonly unknown[]): string {
  return documents
    .map(document => `---\n${stringify(document, { lineWidth: 0 })}`)
    .join('');
}

/** One document, with a line on top that says where the file comes from. */
export function toGeneratedYaml(comment: string, document: unknown): string {
  return `# ${comment}\n${stringify(document, { lineWidth: 0 })}`;
}
